"""Species, peoples and words in small letters stay; whoever may be somebody is hidden."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.people import People

HITS = (
    ("le chat sauvage (Felis silvestris) chasse la nuit", "Felis silvestris"),
    ("Qui étaient les Khazars ?", "Khazars"),
    ("deux tasses de leafy green, hachées", "leafy green"),
    ("un jean slim pour juin ?", "jean slim"),
)
MISSES = (
    ("Qui a vu (Aude silvestris) hier ?", "Aude silvestris"),
    ("Ma cliente chez les Khazars paie demain", "Khazars"),
    ("les Khazar sont venus", "Khazar"),
    ("demande à jean verdier", "jean verdier"),
    ("un café avec quornel achter", "quornel achter"),
)


@pytest.fixture(scope="module")
def hidden(lexicon):
    people = People(lexicon)

    def find(text, name):
        at = text.index(name)
        told = [Hit(at, at + len(name), "PERSON", 0.99, "ner")]
        return [text[hit.start : hit.end] for hit in people.find(text, told) if hit.score >= 0.5]

    return find


@pytest.mark.parametrize(("text", "name"), HITS)
def test_a_kind_stays(hidden, text, name):
    assert hidden(text, name) == []


@pytest.mark.parametrize(("text", "name"), MISSES)
def test_somebody_is_hidden(hidden, text, name):
    assert hidden(text, name) == [name]
