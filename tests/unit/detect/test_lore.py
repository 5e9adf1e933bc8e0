"""What everybody knows stays where a text names nobody, and only there."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.lore import Lore


@pytest.fixture(scope="module")
def sifted(lexicon):
    lore = Lore(lexicon)

    def sift(text, value, kind, *people):
        told = [(value, kind), *((name, "PERSON") for name in people)]
        hits = [
            Hit(text.index(part), text.index(part) + len(part), type_, 0.9, "ner")
            for part, type_ in told
        ]
        return [text[hit.start : hit.end] for hit in lore.sift(text, hits)]

    return sift


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("Qui vit au 10 Downing Street ?", "10 Downing Street", "ADDRESS"),
        ("221B Baker Street, London: is it real?", "221B Baker Street, London", "ADDRESS"),
        ("Le 36 quai des Orfèvres au cinéma", "36 quai des Orfèvres", "ADDRESS"),
        ("Le musée Rodin, 77 rue Monge, et le reste", "77 rue Monge", "ADDRESS"),
        ("HM Treasury, 1 Mill Road, and others", "1 Mill Road", "ADDRESS"),
        ("Is the Ministry of Justice, 5 Mill Road, open?", "5 Mill Road", "ADDRESS"),
        ("née le 26 février 1802", "26 février 1802", "DATE_OF_BIRTH"),
        ("Angela Merkel est née le 17 juillet 1954", "17 juillet 1954", "DATE_OF_BIRTH"),
    ],
)
def test_what_everybody_knows_stays(sifted, text, value, kind):
    assert sifted(text, value, kind) == []


@pytest.mark.parametrize(
    ("text", "value", "kind", "people"),
    [
        ("Zoé Roy, 10 Downing Street", "10 Downing Street", "ADDRESS", ["Zoé Roy"]),
        ("au 10 Downing Street, 33000 Bordeaux", "10 Downing Street, 33000", "ADDRESS", []),
        ("J'habite face au musée, 77 rue Monge", "77 rue Monge", "ADDRESS", []),
        ("Le musée est loin, je vis 77 rue Monge", "77 rue Monge", "ADDRESS", []),
        ("Zoé Roy, musée Rodin, 77 rue Monge", "77 rue Monge", "ADDRESS", ["Zoé Roy"]),
        ("12 Baker Street, London", "12 Baker Street, London", "ADDRESS", []),
        ("né le 17 juillet 1954", "17 juillet 1954", "DATE_OF_BIRTH", []),
        (
            "Ma patiente Angela Merkel, née le 17 juillet 1954",
            "17 juillet 1954",
            "DATE_OF_BIRTH",
            [],
        ),
    ],
)
def test_what_may_be_somebodys_does_not(sifted, text, value, kind, people):
    assert value in sifted(text, value, kind, *people)
