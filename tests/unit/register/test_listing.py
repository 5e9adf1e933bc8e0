"""The never and always lists: what each lifts or hides, where, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from paravent.core.types import Decision, Effect, Finding, RuleRef, Sensitive
from paravent.detect.catalogue import entities
from paravent.policy.actions import actions
from paravent.register.listing import Item, Lists, Side
from registering import LEXICON, register_of

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
RULE = RuleRef("une-regle", "")


def item(side: str, text: str, **options) -> Item:
    return Item(options.pop("number", 1), Side(side), Sensitive(text), **options)


def outcome(text: str, value: str, kind: str, *items: Item, action: str = "redact") -> Effect:
    """What becomes of a value that a rule would treat so."""
    start = text.index(value)
    found = Finding(start, start + len(value), kind, 0.9, "test")
    lists = Lists(items, LEXICON, entities())
    (decided,) = lists.apply((Decision(found, actions()[action], RULE),), text)
    return decided.action.effect


@pytest.mark.parametrize(
    ("value", "listed"),
    [("Institut Curie", "institut curie"), ("Curie", "Institut Curie"), ("Curie", "Curie")],
)
def test_never_lifts_what_lies_within(value, listed):
    text = "le rapport de l'Institut Curie est prêt"
    assert outcome(text, value, "PERSON", item("never", listed)) is Effect.LEAVE


def test_never_does_not_lift_what_sticks_out():
    text = "Marie Curie-Dupont"
    assert outcome(text, "Marie Curie-Dupont", "PERSON", item("never", "Curie")) is Effect.REPLACE


IBAN = "FR76 3000 6000 0112 3456 7890 189"


@pytest.mark.parametrize(
    ("kind", "pattern", "lifted"),
    [
        ("IBAN", True, False),
        ("API_KEY", True, False),
        ("PERSON", True, True),
        ("IBAN", False, True),
    ],
)
def test_a_pattern_lifts_no_secret_and_no_checked_number(kind, pattern, lifted):
    listed = item("never", "FR[0-9 ]+" if pattern else IBAN, is_pattern=pattern)
    left = outcome(f"virement sur {IBAN} ce soir", IBAN, kind, listed) is Effect.LEAVE
    assert left is lifted


def test_an_exact_value_lifts_nothing_longer():
    text = f"virement sur {IBAN} ce soir"
    assert outcome(text, IBAN, "IBAN", item("never", IBAN[:14])) is Effect.REPLACE


def test_always_wins_over_never_and_over_a_rule_that_allows():
    both = (item("never", "Zéphyr"), item("always", "zephyr"))
    assert outcome("plan Zéphyr", "Zéphyr", "LOCATION", *both, action="allow") is Effect.REPLACE
    assert outcome("plan Zéphyr", "Zéphyr", "LOCATION", *both, action="block") is Effect.REFUSE


def test_always_finds_in_every_spelling_and_under_its_type():
    lists = Lists([item("always", "plan zéphyr", type="PROJECT")], LEXICON, entities())
    text = "le PLAN-ZEPHYR et le plan Zéphyr"
    found = [(text[one.start : one.end], one.type) for one in lists.find(text)]
    assert found == [("PLAN-ZEPHYR", "PROJECT"), ("plan Zéphyr", "PROJECT")]
    lists = Lists([item("always", r"ZX-\d{4}", is_pattern=True)], LEXICON, entities())
    assert [one.type for one in lists.find("lots ZX-1234 et ZX-99")] == ["LISTED"]


def test_where_and_until_when():
    items = [
        item("always", "un", number=1),
        item("always", "deux", number=2, service="mistral_api"),
        item("always", "trois", number=3, dossier="C-1"),
        item("always", "quatre", number=4, until=NOW),
        item("always", "cinq", number=5, until=NOW + timedelta(seconds=1)),
    ]
    register = register_of({}, items)

    def holding(service: str, dossier: str) -> list[int]:
        return [one.number for one in register.lists(service, dossier, NOW).items]

    assert holding("openai_api", "") == [1, 5]
    assert holding("mistral_api", "") == [1, 2, 5]
    assert holding("openai_api", "C-1") == [1, 3, 5]
    assert register.lists("openai_api", "", NOW) is register.lists("openai_api", "", NOW)
