"""Identifiers as they stand in prompts, forms, tables and keys, marked as in ``prompts.jsonl``.

Recognizers only, without any model. The floor is what was reached: it goes up, not down.
"""

import json
import random
import uuid
from pathlib import Path

import pytest

from marks import parse
from paravent.detect import catalogue
from paravent.detect.base import Passage
from paravent.detect.view import view

HIDDEN = 0.5  # the score from which the shipped policy hides a value
LEAKS_AT_MOST = 1

LINES = Path(__file__).with_name("identifiers.jsonl").read_text(encoding="utf-8").splitlines()
PROMPTS = [json.loads(line) for line in LINES]


def read(marked):
    """The text without marks, the marked spans, and what is hidden in it."""
    text, spans = parse(marked)
    seen = view(text)
    passage = Passage.of(seen.text)
    found = [
        (*seen.span(hit.start, hit.end), hit.type)
        for recognizer in catalogue.shipped()
        for hit in recognizer.find(passage)
        if hit.score >= HIDDEN
    ]
    return text, spans, found


@pytest.fixture(scope="module")
def readings():
    return {prompt["id"]: read(prompt["text"]) for prompt in PROMPTS}


def test_every_identifier_is_covered(readings):
    leaks = []
    for id_, (text, spans, found) in readings.items():
        covered = {at for start, end, _ in found for at in range(start, end)}
        leaks += [
            (id_, type_)
            for start, end, type_ in spans
            if any(text[at].isalnum() and at not in covered for at in range(start, end))
        ]
    assert len(leaks) <= LEAKS_AT_MOST, leaks


def test_every_identifier_has_its_type(readings):
    wrong = [
        (id_, type_)
        for id_, (_, spans, found) in readings.items()
        for start, end, type_ in spans
        if not any(kind == type_ and a < end and start < b for a, b, kind in found)
    ]
    assert wrong == []


def test_nothing_else_is_hidden(readings):
    more = [
        (id_, kind)
        for id_, (_, spans, found) in readings.items()
        for a, b, kind in found
        if not any(a < end and start < b for start, end, _ in spans)
    ]
    assert more == []


@pytest.mark.parametrize("between", ["\n", ", ", '","'])
def test_no_part_of_a_uuid_is_anybodys_number(between):
    chance = random.Random(9562)
    ids = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(5_000)]
    passage = Passage.of(between.join(ids))
    assert [hit for one in catalogue.shipped() for hit in one.find(passage)] == []
