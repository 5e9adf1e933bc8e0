"""Identifiers from abroad, secrets, cards, handles and positions as people paste them.

Recognizers only, without any model. ``marked_lines.txt`` marks what must be hidden as
``[[TYPE:value]]``; a broken bar keeps scanners of source code from taking a key for real and ``⏎``
is a line break. ``innocent_lines.txt`` holds code, documentation and questions with nothing in
them to hide.
"""

import re
from pathlib import Path

import pytest

from paravent.detect import catalogue
from paravent.detect.base import Passage
from paravent.detect.view import view

HIDDEN = 0.5  # the score from which the shipped policy hides a value
MARK = re.compile(r"\[\[([A-Z_]+):(.*?)\]\](?!\])", re.DOTALL)
HERE = Path(__file__)
MARKED = HERE.with_name("marked_lines.txt").read_text(encoding="utf-8").splitlines()
INNOCENT = HERE.with_name("innocent_lines.txt").read_text(encoding="utf-8").splitlines()


def parse(line):
    """The text without marks, and where the marked values stand, with their types."""
    line = line.replace("¦", "").replace("⏎", "\n")
    text, spans, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + line[at:], spans


def hidden(text):
    seen = view(text)
    passage = Passage.of(seen.text)
    return [
        (*seen.span(hit.start, hit.end), hit.type)
        for recognizer in catalogue.shipped()
        for hit in recognizer.find(passage)
        if hit.score >= HIDDEN
    ]


@pytest.mark.parametrize("line", MARKED, ids=range(1, len(MARKED) + 1))
def test_what_is_marked_is_hidden_with_its_type_and_nothing_else(line):
    text, spans = parse(line)
    found = hidden(text)
    covered = {at for start, end, _ in found for at in range(start, end)}
    for start, end, type_ in spans:
        assert all(at in covered for at in range(start, end) if text[at].isalnum())
        assert type_ in {kind for a, b, kind in found if a < end and start < b}
    marked = [(start, end) for start, end, _ in spans]
    assert all(any(a < end and start < b for start, end in marked) for a, b, _ in found)


@pytest.mark.parametrize("line", INNOCENT, ids=range(1, len(INNOCENT) + 1))
def test_an_innocent_line_stays_as_it_is(line):
    assert hidden(line) == []


def test_innocent_lines_stay_as_they_are_beside_each_other():
    text = "\n".join(INNOCENT)
    assert [text[start:end] for start, end, _ in hidden(text)] == []


def test_there_are_enough_lines():
    assert len(MARKED) >= 200
    assert len(INNOCENT) >= 120
