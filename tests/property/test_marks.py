"""Marks hold for any text whatever, and reading a text twice as long takes twice as many steps."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.types import Finding
from paravent.detect.catalogue import entities
from paravent.detect.flat import Sentences, flatten, hide
from paravent.detect.marks import Marker
from paravent.settings import shipped

MARKER = Marker(shipped("models") / "lexicon", entities())
WORDS = [
    "ma cliente", "est", "enceinte", "cancer", "de", "8 ans", "né en 2015", "his", "son", "condamné",
    "casier judiciaire", "is", "he", "she", "elle", ".", "\n\n", "article 9", "arrêt maladie", "?",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=30).map(" ".join),
)
spans = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=4)


@settings(deadline=None)
@given(texts, spans)
def test_any_text_with_any_findings_is_read(text, found):
    findings = [Finding(at, at + size, "PERSON", 0.9, "x") for at, size in found]
    marks = MARKER.find(text, findings, 2026)
    assert marks == MARKER.find(text, findings, 2026)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_the_flat_form_holds_nothing_but_plain_signs(text):
    flat = flatten(text)
    assert flat.isascii()
    assert flat == flat.lower()
    assert "  " not in flat


@given(st.text(alphabet=" abcd.\n", max_size=900))
def test_sentences_cover_a_text_and_none_is_long(flat):
    sentences = Sentences.of(flat)
    for at in range(0, len(flat), 7):
        start, end = sentences.around(at)
        assert start <= at < end
        assert end - start <= 400


@given(st.text(alphabet="ab", max_size=20), spans)
def test_hiding_keeps_the_length(text, found):
    places = [(at % (len(text) + 1), min(len(text), at + size)) for at, size in found]
    hidden = hide(text, places)
    assert len(hidden) == len(text)
    covered = {at for start, end in places for at in range(start, end)}
    assert all((sign == text[at]) != (at in covered) for at, sign in enumerate(hidden))


@pytest.mark.parametrize(
    "unit",
    [
        "vih ", "a", " ", "\n", "cancer du ", "ma ", "son son ", "il est ", "8 ans ", "ne en ", "@ ",
        "ma cliente est ", "born 1 ", "he is very very ", "condamné à ", "l'enceinte ", "né 2 ",
    ],
)  # fmt: skip
def test_the_work_grows_with_the_text_not_with_its_square(unit):
    """Lines of ours that run, counted, not timed: ten times the text, about ten times the lines."""
    small, large = (_lines_run(unit * (size // len(unit))) for size in (3_000, 30_000))
    assert large <= 13 * small + 2_000


def _lines_run(text: str) -> int:
    count = 0

    def trace(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        MARKER.find(text, [], 2026)
    finally:
        sys.settrace(before)
    return count
