from __future__ import annotations

import pytest

from paravent.core.ledger import Ledger
from paravent.core.redact import redact
from paravent.core.restore import restore
from paravent.core.types import Action, Decision, Effect, Finding, RuleRef, Tally
from paravent.errors import Exit, ParaventError
from paravent.policy.actions import actions, by_name

WORDS = {"DATE_OF_BIRTH": "NAISSANCE", "NIR": "NIR", "PERSON": "PERSONNE", "ADDRESS": "ADRESSE"}
RULE = RuleRef("r", "x:1:1")


def test_every_file_of_the_folder_is_an_action_and_they_are_in_order():
    assert [(action.name, action.effect) for action in actions().values()] == [
        ("allow", Effect.LEAVE),
        ("nudge", Effect.REFUSE),
        ("generalise", Effect.REWRITE),
        ("redact", Effect.REPLACE),
        ("warn", Effect.REPLACE),
        ("mask", Effect.REWRITE),
        ("ask", Effect.REFUSE),
        ("block", Effect.REFUSE),
    ]
    strictness = [action.strictness for action in actions().values()]
    assert strictness == sorted(set(strictness))


def test_every_action_that_rewrites_hides_where_it_cannot():
    for action in actions().values():
        if action.effect is Effect.REWRITE:
            assert action.rewrite
            assert action.otherwise
            assert action.otherwise.effect is Effect.REPLACE
        else:
            assert action.rewrite is None


def test_only_warn_tells_the_person():
    assert [action.name for action in actions().values() if action.warns] == ["warn"]


def test_actions_with_one_name_or_one_strictness_are_refused():
    with pytest.raises(ParaventError) as caught:
        by_name(
            [
                ("actions.mask", Action("mask", 40, Effect.REPLACE)),
                ("actions.hide", Action("mask", 50, Effect.REPLACE)),
                ("actions.warn", Action("warn", 50, Effect.REPLACE)),
            ]
        )
    assert caught.value.exit_code is Exit.INVALID
    assert [(problem.where, problem.message) for problem in caught.value.problems] == [
        ("actions.hide", "action en double avec actions.mask : mask"),
        ("actions.warn", "action en double avec actions.hide : 50"),
    ]


def act(name: str, kind: str, value: str) -> tuple[str, str, str]:
    """The text that leaves, the name of what was done, and what comes back."""
    text = f"(a) {value} (b)"
    ledger = Ledger(b"k" * 32, "site")
    decision = Decision(Finding(4, 4 + len(value), kind, 1.0, "test"), actions()[name], RULE)
    done = redact(text, [decision], WORDS, ledger)
    back = restore(done.text, ledger.value, Tally())
    return done.text[4:-4], done.applied[0].action.name, back[4:-4]


def test_a_warning_leaves_a_label_that_comes_back():
    left, done, back = act("warn", "PERSON", "Léa Noël")
    assert left.startswith("[PERSONNE_")
    assert (done, back) == ("warn", "Léa Noël")


@pytest.mark.parametrize("value", ["1 85 05 78 006 084 91", "2 91 07 75 116 214 03", "x"])
def test_a_mask_is_the_same_for_every_value_and_stays(value):
    assert act("mask", "NIR", value) == ("[NIR ●●●●]", "mask", "[NIR ●●●●]")


def test_a_masked_value_is_given_no_label():
    ledger = Ledger(b"k" * 32, "site")
    decision = Decision(Finding(0, 3, "NIR", 1.0, "test"), actions()["mask"], RULE)
    redact("185", [decision], WORDS, ledger)
    assert list(ledger.values()) == []


GENERALISED = [
    ("DATE_OF_BIRTH", "12/03/1975", "1975"),
    ("DATE_OF_BIRTH", "3 mai 1980", "1980"),
    ("DATE_OF_BIRTH", "1984-07-21", "1984"),
    ("ADDRESS", "12 bis rue des Lilas, 69003 Lyon", "69, Lyon"),
    ("ADDRESS", "14 avenue du Général-de-Gaulle\n33000 Bordeaux", "33, Bordeaux"),
    ("ADDRESS", "3 allée des Tilleuls, 44300 Nantes Cedex 3", "44, Nantes"),
    ("ADDRESS", "25, boulevard du 8 mai 1945, bât. C, 42000 Saint-Étienne, France", "42, Saint-Étienne"),
    ("ADDRESS", "2 rue Juliette-Dodu, 97400 Saint-Denis", "974, Saint-Denis"),
    ("ADDRESS", "221B Baker Street, London NW1 6XE", "London, NW"),
    ("ADDRESS", "1600 Oak Ave, Apt 4B, Springfield, IL 62704", "Springfield, IL"),
    ("EMAIL", "claire@exemple.fr", "exemple.fr"),
    ("IP_ADDRESS", "82.64.12.201", "82.64.12.x"),
    ("IP_ADDRESS", "2a01:cb08:8c2f::17", "2a01:cb08:8c2f:x"),
    ("PHONE", "06 12 34 56 78", "+33"),
    ("PHONE", "0033 6 12 34 56 78", "+33"),
    ("PHONE", "+44 20 7946 0958", "+44"),
]  # fmt: skip

NOT_GENERALISED = [
    ("DATE_OF_BIRTH", "05.11.88"),
    ("DATE_OF_BIRTH", "entre 1975 et 1980"),
    ("ADDRESS", "8 place de la République à Lille"),
    ("ADDRESS", "Baker Street London NW1 6XE"),
    ("ADDRESS", "12 rue des Lilas"),
    ("EMAIL", "c.dupont@cabinet-dupont.fr"),
    ("EMAIL", "dupont.fr"),
    ("IP_ADDRESS", "82.64.12"),
    ("PHONE", "079 123 45 67"),
    ("PHONE", "(415) 555-2671"),
    ("PHONE", "+99 1"),
    ("IBAN", "FR76 3000 6000 0112 3456 7890 189"),
    ("PERSON", "Léa Noël, née en 1975"),
]


@pytest.mark.parametrize(("kind", "value", "wider"), GENERALISED)
def test_what_can_be_generalised_leaves_something_wider_that_stays(kind, value, wider):
    word = WORDS.get(kind, "ETIQUETTE")
    assert act("generalise", kind, value) == (
        f"[{word} {wider}]",
        "generalise",
        f"[{word} {wider}]",
    )


@pytest.mark.parametrize(("kind", "value"), NOT_GENERALISED)
def test_what_cannot_gets_a_label_and_the_log_is_told_so(kind, value):
    left, done, back = act("generalise", kind, value)
    assert left.startswith(f"[{WORDS.get(kind, 'ETIQUETTE')}_")
    assert (done, back) == ("redact", value)
