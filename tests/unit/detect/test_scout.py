"""A scout finds what Python's pattern finds, whatever letters and edges RE2 knows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paravent.detect.scout import Scout

PATTERN = r"(?i)\b(?:[ée]l[èe]ves?|mot|f[ée]licit\w+)\b|\b(?:notes?) (?:[àa]|to)\b"
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
    exact = re.search(PATTERN, text)
    match = SCOUT.search(text)
    assert (match and match.span()) == (exact and exact.span())


SHORT = [
    "né",
    "à ",
    "le ",
    "on ",
    "the ",
    "72 ans",
    " 80",
    "fête ses ",
    "turns ",
    "âgé de ",
    "(",
    ")",
]
SHORT += [
    "embauché",
    "date",
    "entre ",
    "lui, c'est ",
    "épouse",
    "élu",
    "Verseau",
    "gémeaux",
    "30th",
    "\n",
]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?i)(?:(?<![a-zé])|(?<=date))(?:embauch\w*|élue?s?|entre(?= (?:le|the) $))(?![^\W\d_])",
        r"(?i)\b(?:fête\w*|turns?)\b[^.\n\d]{0,12}?\d{2}(?: ans)?,? (?:le|on|the) $",
        r"(?i)(?:\b\d{1,3}(?:th)?[ -]?ans,? ?[(/]|\b[âa]gée? de[ :]{1,2}\d{1,3} ?[(])$",
        r"(?i)\b(?:lui|[ée]pouse)(?: \w+)?,? c['’]est (?:le|du) $|\b(?:gémeaux|verseau)\b",
        r"[\w.)] \((?:né|le) $",
    ],
)
@given(text=st.lists(st.sampled_from([*SHORT, *PIECES, " ", "x"]), max_size=9).map("".join))
def test_what_stands_around_and_ends_count(pattern, text):
    exact = re.search(pattern, text)
    match = Scout(pattern).search(text)
    assert (match and match.span()) == (exact and exact.span())
