"""Values that were hidden before are found again, and nothing else is."""

import pytest

from paravent.core.ledger import Ledger
from paravent.core.types import Action, Decision, Effect, Finding, RuleRef
from paravent.detect.catalogue import entities
from paravent.pipeline.known import KnownValues, find_repeats, is_unmistakable

TYPES = entities()


def known(*values, word="PERSONNE"):
    ledger = Ledger(b"k" * 32, "site")
    for value in values:
        ledger.label(word, value)
    return KnownValues(ledger, TYPES), ledger


def stretches(text, values):
    return {text[found.start : found.end] for found in values.find(text)}


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200, 2_000])
def test_few_values_and_many_are_found_alike(count):
    values, _ = known(*(f"Prénom Nom{n}x" for n in range(count)))
    text = "; ".join(f"Prénom Nom{n}x" for n in range(count))
    assert len(stretches(text, values)) == count


def test_values_that_come_one_by_one_are_found_alike():
    values, ledger = known()
    for n in range(700):
        ledger.label("PERSONNE", f"Prénom Nom{n}x")
        if n % 7 == 0:
            before = values.now()
    text = "; ".join(f"Prénom Nom{n}x" for n in range(701))
    assert len(before.find(text)) == 694
    assert len(values.find(text)) == 700
    assert len(values.now().find(text, since=690)) == 10


def test_values_that_are_hidden_later_are_found_too():
    values, ledger = known("Léa Noël")
    assert stretches("Léa Noël, Max Weber", values) == {"Léa Noël"}
    ledger.label("PERSONNE", "Max Weber")
    assert stretches("Léa Noël, Max Weber", values) == {"Léa Noël", "Max Weber"}


@pytest.mark.parametrize("count", [1, 64, 200])
def test_values_without_a_label_are_found_as_long_as_this_lives(count):
    values, ledger = known("Max Weber")
    for n in range(count):
        for _ in range(2):
            values.remember("PERSON", f"Prénom Nom{n}x")
    values.remember("PERSON", "Léa")  # too short to be unmistakable
    values.remember("NOTHING", "Marie Martin")
    text = "; ".join(f"Prénom Nom{n}x" for n in range(count))
    assert len(values.find(f"{text}; Max Weber, Léa, Marie Martin")) == count + 1
    assert len(ledger) == 1


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


def hidden(text, value, effect=Effect.REPLACE):
    """The decision about the one finding in a text."""
    start = text.index(value)
    found = Finding(start, start + len(value), "PERSON", 0.8, "cue")
    return [Decision(found, Action("act", 1, effect), RuleRef("rule", ""))]


def test_what_is_hidden_in_one_message_is_found_in_the_others():
    texts = ["Bonjour Guy Lavergne", "Je note Guy Lavergne, et Guy Lavergnette. Guy Lavergne !", ""]
    found = find_repeats(texts, [hidden(texts[0], "Guy Lavergne"), [], []])
    assert [[texts[n][f.start : f.end] for f in one] for n, one in enumerate(found)] == [
        [],
        ["Guy Lavergne", "Guy Lavergne"],
        [],
    ]
    assert [f.start for f in found[1]] == [8, 42]


def test_a_name_of_one_word_is_no_value_to_repeat():
    texts = ["Bonjour M. Petit", "Petit rappel : Petit"]
    assert find_repeats(texts, [hidden(texts[0], "Petit"), []]) == [[], []]


def test_what_is_left_in_one_message_is_left_in_the_others():
    texts = ["Bonjour Guy Lavergne", "Je note Guy Lavergne"]
    assert find_repeats(texts, [hidden(texts[0], "Guy Lavergne", Effect.LEAVE), []]) == [[], []]


def test_a_longer_find_stands_for_the_value_in_it():
    texts = ["Bonjour Guy Lavergne", "Je note M. Guy Lavergne"]
    decided = [hidden(texts[0], "Guy Lavergne"), hidden(texts[1], "M. Guy Lavergne")]
    assert find_repeats(texts, decided) == [[], []]
