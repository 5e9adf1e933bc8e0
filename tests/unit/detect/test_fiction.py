"""Names that a text asks to be made up stay; those of people one deals with do not."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.people import People

HITS = (
    ("Write a story about Mia and a dragon", "Mia"),
    ("Tell me a bedtime story where Léo finds a key", "Léo"),
    ("Écris un conte dont Zoé est l'héroïne", "Zoé"),
    ("Solve this riddle: Tom is older than Zoé", "Tom"),
    ("Énigme : Zoé a trois pommes", "Zoé"),
    ("Alice wants to send Bob a key", "Alice"),
    ("A mother buys toys for Alice and Bob", "Bob"),
)
MISSES = (
    ("Write a story about my client Mia", "Mia"),
    ("Write a poem for Mia", "Mia"),
    ("Écris un mot pour Zoé, et une histoire pour les autres", "Zoé"),
    ("Écris une histoire, puis appelle Zoé au 06 12 34 56 78", "Zoé"),
    ("Write a story about Mia Vandermel", "Mia Vandermel"),
    ("Alice has not paid", "Alice"),
    ("Alice and Bob, our tenants, have left", "Bob"),
)


@pytest.fixture(scope="module")
def hidden(lexicon):
    people = People(lexicon)

    def find(text, name):
        told = [
            Hit(text.index(one), text.index(one) + len(one), "PERSON", 0.99, "ner")
            for one in {name, "Alice", "Bob"}
            if one in text
        ]
        return [text[hit.start : hit.end] for hit in people.find(text, told) if hit.score >= 0.5]

    return find


@pytest.mark.parametrize(("text", "name"), HITS)
def test_who_is_made_up_stays(hidden, text, name):
    assert name not in hidden(text, name)


@pytest.mark.parametrize(("text", "name"), MISSES)
def test_who_is_not_is_hidden(hidden, text, name):
    assert name in hidden(text, name)


def test_a_tale_for_somebody_hides_her(hidden):
    assert hidden("Write a bedtime story for my daughter Mia", "Mia") == ["Mia"]
