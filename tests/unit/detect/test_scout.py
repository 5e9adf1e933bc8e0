"""A scout finds what Python's pattern finds, whatever letters and edges RE2 knows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paravent.detect.scout import Scout

PATTERN = r"\b(?:[ée]l[èe]ves?|mot|f[ée]licit\w+)\b|\b(?:notes?) (?:[àa]|to)\b"
SCOUT = Scout(PATTERN)
PIECES = [
    "élève",
    "ELEVES",
    "mot",
    "motte",
    "félicité",
    "felicit",
    "note à",
    "notes to",
    "é",
    "_",
    "9",
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("un élève", "élève"),
        ("ÉLÈVES", "ÉLÈVES"),
        ("motif, mot", "mot"),
        ("remot", None),
        ("éféliciter félicitations", "félicitations"),
        ("notes to him", "notes to"),
        ("notes", None),
        ("", None),
    ],
)
def test_what_it_finds(text, found):
    match = SCOUT.search(text)
    assert (match and match.group()) == found


@given(st.lists(st.sampled_from([*PIECES, " ", "\n", ".", "x"]), max_size=12).map("".join))
def test_it_finds_the_same_as_the_pattern(text):
    exact = re.search(f"(?i){PATTERN}", text)
    match = SCOUT.search(text)
    assert (match and match.span()) == (exact and exact.span())
