"""Values that were hidden before are found again, and nothing else is."""

import pytest

from paravent.core.ledger import Ledger
from paravent.detect.catalogue import entities
from paravent.pipeline.known import KnownValues, is_unmistakable

TYPES = entities()


def known(*values, word="PERSONNE"):
    ledger = Ledger(b"k" * 32, "site")
    for value in values:
        ledger.label(word, value)
    return KnownValues(ledger, TYPES), ledger


def stretches(text, values):
    return {text[found.start : found.end] for found in values.find(text)}


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_few_values_and_many_are_found_alike(count):
    values, _ = known(*(f"Prénom Nom{n}x" for n in range(count)))
    text = "; ".join(f"Prénom Nom{n}x" for n in range(count))
    assert len(stretches(text, values)) == count


def test_values_that_are_hidden_later_are_found_too():
    values, ledger = known("Léa Noël")
    assert stretches("Léa Noël, Max Weber", values) == {"Léa Noël"}
    ledger.label("PERSONNE", "Max Weber")
    assert stretches("Léa Noël, Max Weber", values) == {"Léa Noël", "Max Weber"}


@pytest.mark.parametrize("text", ["Léa Noëlle", "Cléa Noël", "xLéa Noël1"])
def test_a_part_of_a_word_is_not_the_value(text):
    values, _ = known("Léa Noël")
    assert values.find(text) == []


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("PERSON", "Dupont", False),  # may be anything
        ("PERSON", "Marie Dupont", True),
        ("EMAIL", "a@b.fr", True),
        ("PHONE", "06 12 34 56 78", True),
        ("IBAN", "FR7630006000011234567890189", True),
        ("LOCATION", "Lyon", False),
        ("ADDRESS", "12 rue des Lilas", True),
    ],
)
def test_only_what_cannot_be_mistaken_is_looked_for(kind, value, expected):
    assert is_unmistakable(TYPES[kind], value) is expected


@pytest.mark.parametrize(
    "raw",
    [
        "a=lea.noel@exemple.fr",
        "a=lea.noel%40exemple.fr",
        "lea%2Enoel%40exemple.fr",
        r'{"a":"lea.noel\u0040exemple.fr"}',
    ],
)
def test_they_are_found_in_bytes_that_are_encoded(raw):
    values, _ = known("lea.noel@exemple.fr", word="EMAIL")
    assert values.anywhere(raw)
    assert not values.anywhere(raw.replace("noel", "marie"))
