"""Detection is scored as its page says."""

import pytest

from eval.scores import Share, leaks, score, touched
from eval.sets import Prompt, Span
from eval.tables import Measured, render

TEXT = "Zoé Roy, 06 12, Tours"
NAME, PHONE, TOWN = Span(0, 7, "PERSON"), Span(9, 14, "PHONE"), Span(16, 21, "X_LOCATION")
PROMPT = Prompt("a", "fr", "set", TEXT, (NAME, PHONE, TOWN))
CLEAN = Prompt("b", "fr", "set", TEXT, (TOWN,))


def named(start, end, type_="PERSON"):
    return Span(start, end, type_)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 10, 0.0179, 0.4042),
        (5, 100, 0.0215, 0.1118),
        (0, 0, 0.0, 1.0),
    ],
)
def test_confidence_interval(hits, of, low, high):
    assert Share(hits, of).interval == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("hidden", "leaked"),
    [
        ([], ["PERSON", "PHONE"]),
        ([named(0, 7), named(9, 14)], []),
        ([named(0, 3), named(4, 7), named(9, 11), named(12, 14)], []),  # a space hides nothing
        ([named(0, 6), named(8, 14)], ["PERSON"]),
        ([named(0, 14, "ADDRESS")], []),  # hidden as something else is hidden
        ([named(0, 7), named(9, 13)], ["PHONE"]),
    ],
)
def test_a_value_leaks_when_a_sign_of_it_is_left(hidden, leaked):
    assert [one.type for one in leaks(PROMPT, hidden)] == leaked


@pytest.mark.parametrize(
    ("hidden", "number"),
    [([], 0), ([named(16, 21)], 0), ([named(15, 22)], 0), ([named(0, 3)], 1), ([named(8, 16)], 1)],
)
def test_neutral_spans_may_be_hidden(hidden, number):
    assert len(touched(CLEAN, hidden)) == number
    assert score([(CLEAN, hidden)]).touched == Share(number, 1)


def test_only_prompts_without_values_count_as_clean():
    assert score([(PROMPT, [named(7, 9)]), (CLEAN, [])]).touched == Share(0, 1)


def test_leaks_by_type_and_together():
    scores = score([(PROMPT, [NAME]), (PROMPT, [PHONE])])
    assert scores.leaks == {"PERSON": Share(1, 2), "PHONE": Share(1, 2)}
    assert scores.leaks_of(("PERSON", "PHONE", "IBAN")) == Share(2, 4)


@pytest.mark.parametrize(
    ("hidden", "strict", "relaxed"),
    [
        ([NAME], (1, 1), (1, 1)),
        ([named(0, 8)], (1, 1), (1, 1)),  # the comma is no letter
        ([named(0, 3)], (0, 0), (1, 1)),
        ([named(0, 3), named(4, 7)], (0, 0), (1, 1)),
        ([NAME, named(9, 14)], (0.5, 1), (0.5, 1)),
        ([NAME, named(16, 21)], (1, 1), (1, 1)),  # a town taken for a name is neutral
        ([named(0, 7, "ADDRESS")], (0, 0), (0, 0)),
        ([], (0, 0), (0, 0)),
    ],
)
def test_finds_beside_marks(hidden, strict, relaxed):
    scores = score([(PROMPT, hidden)])
    for match, expected in (
        (scores.strict["PERSON"], strict),
        (scores.relaxed["PERSON"], relaxed),
    ):
        assert (match.precision, match.recall) == expected


def test_f1_is_the_harmonic_mean():
    match = score([(PROMPT, [named(0, 7), named(9, 14), named(8, 9)])]).strict["PERSON"]
    assert match.f1 == pytest.approx(2 * (1 / 3) * 1 / (1 / 3 + 1))


def test_tables_say_it_in_both_languages():
    measured = {"Paravent": Measured({"fr": score([(PROMPT, [NAME])])}, 12.34, 456.7)}
    french, english = render(measured, "fr"), render(measured, "en")
    assert "| `PHONE` | 100,0\u00a0% (20,7\u00a0–\u00a0100,0), 1/1 |" in french
    assert "| `PHONE` | 100.0% (20.7\u00a0–\u00a0100.0), 1/1 |" in english
    assert "| `PERSON`, exactly | P 1.000 R 1.000 F1 1.000 |" in english
    assert "| 12,3 |" in french
    assert "| 457 |" in english
