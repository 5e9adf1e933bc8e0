"""One engine for all tests of the package: its processes take seconds to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from paravent.core.types import Segment, Sensitive
from paravent.detect.base import Hit
from paravent.detect.engine import Engine
from paravent.detect.lexicon import Lexicon
from paravent.detect.people import People
from paravent.detect.tagger import Tagger
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def engine() -> AsyncIterator[Engine]:
    engine = Engine(workers=2, job_timeout_s=60)
    await engine.start()
    yield engine
    await engine.stop()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.read(shipped("models") / "lexicon")


@pytest.fixture
def segment():
    def make(text: str, label: str = "") -> Segment:
        return Segment(Sensitive(text), "$.content", label)

    return make


@pytest.fixture(scope="session")
def hidden(lexicon: Lexicon) -> Callable[[str, str], list[str]]:
    """What is hidden of a text in which the model is sure that a stretch is a person."""
    people = People(lexicon)

    def find(text: str, name: str) -> list[str]:
        at = text.index(name)
        told = [Hit(at, at + len(name), "PERSON", 0.996, "ner")]
        return [text[hit.start : hit.end] for hit in people.find(text, told) if hit.score >= 0.5]

    return find


@pytest.fixture(scope="session")
def guesses(lexicon: Lexicon) -> Callable[[str], list[Hit]]:
    """What the name model takes for people in a text."""
    tagger = Tagger(shipped("models") / "names" / "weights.zst", lexicon)

    def guess(text: str) -> list[Hit]:
        [(found, _)] = tagger.tag([text])
        return [Hit(one.start, one.end, one.kind, one.score, "ner") for one in found]

    return guess
