"""A weak guess that stands alone is nobody; beside people or business it counts."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.people import People


@pytest.fixture(scope="module")
def people(lexicon):
    return People(lexicon)


def names(people, text, *guesses):
    told = [
        Hit(text.index(part), text.index(part) + len(part), "PERSON", score, "ner")
        for part, score in guesses
    ]
    return [text[hit.start : hit.end] for hit in people.find(text, told) if hit.score >= 0.5]


@pytest.mark.parametrize(
    ("text", "name", "score"),
    [
        ("How do you flash a Quorne keyboard?", "Quorne", 0.8),
        ("A site generator for Obsidian, please", "Obsidian", 0.92),
        ("Écris une chanson en Sol majeur", "Sol majeur", 0.92),
        ("Une naine blanche peut-elle exploser ?", "blanche", 0.7),
        ("Idées de menus avec des poires Williams", "Williams", 0.2),
        ("Which pans does Madmazel sell?", "Madmazel", 0.85),
    ],
)
def test_a_weak_guess_alone_is_nobody(people, text, name, score):
    assert names(people, text, (name, score)) == []


@pytest.mark.parametrize(
    ("text", "name", "score"),
    [
        ("Ma cliente, à Brest, s'appelle Quorne", "Quorne", 0.7),
        ("Condolence note for the Quornes", "Quornes", 0.7),
        ("Remind Quorne to pay", "Quorne", 0.7),
        ("Is Persephone Quorne a memorable byline?", "Persephone Quorne", 0.9),
        ("Quorne paie toujours en retard", "Quorne", 0.7),
        ("Quorne is very reliable, ask her", "Quorne", 0.7),
        ("Écris à quorne@exemple.fr que Quorne a raison", "que Quorne", 0.7),
        ("Thanks for the draft\nSusan", "Susan", 0.5),
        ("How do you pay Quorne?", "Quorne", 0.98),
    ],
)
def test_a_weak_guess_counts_where_people_are_spoken_of(people, text, name, score):
    assert any(
        "Quorne" in found or "Susan" in found for found in names(people, text, (name, score))
    )


def test_a_weak_guess_counts_beside_a_sure_one(people):
    text = "Quorne or Wendeline for the logo?"
    assert names(people, text, ("Quorne", 0.6), ("Wendeline", 0.99)) == ["Quorne", "Wendeline"]


def test_what_is_doubted_is_shown_all_the_same(people):
    text = "How do you flash a Quorne keyboard?"
    [hit] = people.find(text, [Hit(19, 25, "PERSON", 0.8, "ner")])
    assert hit.score < 0.5
