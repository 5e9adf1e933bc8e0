"""A known first name and a surname are somebody's without a model; streets, towns, words are not."""

import pytest

from paravent.detect.encoded import Encoded
from paravent.detect.full_names import full_names, nicknamed
from paravent.detect.people import People


def named(text, lexicon):
    return [text[start:end] for start, end in full_names(Encoded(text), lexicon)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gilles Quornart – condoléances", "Gilles Quornart"),
        ("Traduis : Didier Achterberg accepte", "Didier Achterberg"),
        ("was Deborah Weber right?", "Deborah Weber"),
        ("Candidature de Aurélien de Quornart, comptable", "Aurélien de Quornart"),
        ("Jean-Luc Weber\nréférence 12", "Jean-Luc Weber"),
    ],
)
def test_a_full_name(lexicon, text, name):
    assert named(text, lexicon) == [name]
    assert name in [text[hit.start : hit.end] for hit in People(lexicon).find(text, [])]


@pytest.mark.parametrize(
    "text",
    [
        "12 rue Gilles Quornart",
        "le prix Gilles Quornart",
        "Vincent de Lille",
        "Gilles Paris",
        "Pierre Angulaire",
        "la Fondation Didier Achterberg",
        "Didier Achterberg Conseil",
        "Quorne Achterberg",
        "didier.Achterberg Weber@exemple.fr",
    ],
)
def test_nobody(lexicon, text):
    assert named(text, lexicon) == []


def test_a_nickname_stands_inside(lexicon):
    text = 'Priscilla "Pip" Lattimore, and the "Big" Apple, Foo (Bar) Baz'
    found = [text[start:end] for start, end in nicknamed(Encoded(text), lexicon)]
    assert found == ['Priscilla "Pip" Lattimore']


def test_the_famous_stay(lexicon):
    hits = People(lexicon).find("Que pense Michel Houellebecq de Paris ?", [])
    assert [hit for hit in hits if hit.score >= 0.5] == []
