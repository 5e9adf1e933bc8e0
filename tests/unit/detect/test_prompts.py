"""Prompts as freelancers write them, with what must not leave marked as ``[[TYPE:value]]``.

The floors are what was reached when they were written: they go up, not down.
"""

import json
from pathlib import Path

import pytest

from marks import parse

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINES = Path(__file__).with_name("prompts.jsonl").read_text(encoding="utf-8").splitlines()
PROMPTS = [json.loads(line) for line in LINES]
ALLOWED = {"LOCATION", "ORGANISATION"}

LEAKS_AT_MOST = 1
FALSE_ALARMS_AT_MOST = 2


async def read(engine, segment):
    """Every prompt with its marked spans and what was found in it, above what is hidden."""
    parsed = [parse(prompt["text"]) for prompt in PROMPTS]
    found = await engine.scan([segment(text) for text, _ in parsed])
    for prompt, (text, spans), findings in zip(PROMPTS, parsed, found, strict=True):
        hidden = [one for one in findings if one.score >= 0.5 and one.type not in ALLOWED]
        yield prompt["id"], text, spans, hidden


async def test_there_are_enough_prompts():
    assert len(PROMPTS) >= 60
    assert {prompt["lang"] for prompt in PROMPTS} == {"fr", "en"}


async def test_what_must_not_leave_is_found(engine, segment):
    leaks = []
    async for id_, text, spans, hidden in read(engine, segment):
        covered = {at for one in hidden for at in range(one.start, one.end)}
        leaks += [
            (id_, type_)
            for start, end, type_ in spans
            if any(text[at].isalnum() and at not in covered for at in range(start, end))
        ]
    assert len(leaks) <= LEAKS_AT_MOST, leaks


async def test_what_is_found_has_the_right_type(engine, segment):
    wrong = []
    async for id_, _, spans, hidden in read(engine, segment):
        for start, end, type_ in spans:
            types = {one.type for one in hidden if one.start < end and start < one.end}
            if types and type_ not in types:
                wrong.append((id_, type_, types))
    assert wrong == []


async def test_nothing_else_is_touched(engine, segment):
    alarms = []
    async for id_, _, spans, hidden in read(engine, segment):
        alarms += [
            (id_, one.type)
            for one in hidden
            if not any(one.start < end and start < one.end for start, end, _ in spans)
        ]
    assert len(alarms) <= FALSE_ALARMS_AT_MOST, alarms
