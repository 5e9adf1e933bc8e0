"""Nothing is missed for the sake of speed: only patterns that cannot match are vain."""

import json
from pathlib import Path

import pytest

from paravent.detect.cues import Cues
from paravent.detect.encoded import Encoded
from paravent.detect.sieve import SIEVE, Sieve

PROMPTS = Path(__file__).parent / "prompts.jsonl"


def test_a_pattern_is_vain_where_what_it_needs_is_missing():
    sieve = Sieve()
    one, other = sieve.add(r"(?i)dear (?P<v>[A-Z])"), sieve.add(r"\d+")
    assert sieve.vain(b"nothing of the kind") == {one}
    assert sieve.vain(b"DEAR MADAM") == frozenset()
    assert other.search("a 12").group() == "12"


def test_patterns_added_later_are_told_too():
    sieve = Sieve()
    first = sieve.add("one")
    assert sieve.vain(b"three") == {first}
    later = sieve.add("two")
    assert sieve.vain(b"three") == {first, later}
    assert sieve.vain(b"one two") == frozenset()


def test_where_the_search_fails_no_pattern_is_vain(monkeypatch):
    """RE2 says nothing when its memory is too small for a text, as if there were no match."""
    sieve = Sieve()
    sieve.add("one")
    monkeypatch.setattr("re2.Filter.Match", lambda *_, **__: None)
    assert sieve.vain(b"nothing of the kind") == frozenset()


@pytest.mark.parametrize("text", ["", "\n", "Dear Zoé", "À : Zoé <z@exemple.fr>"])
def test_what_is_vain_is_found_nowhere(text):
    assert Cues  # whose patterns are those of the sieve
    assert not any(pattern.search(text) for pattern in SIEVE.vain(text.encode()))


def test_what_is_vain_is_found_in_no_prompt():
    for line in PROMPTS.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        assert not any(pattern.search(text) for pattern in SIEVE.vain(text.encode())), text


def test_a_text_is_not_searched_for_what_is_vain():
    pattern = SIEVE.add("only here|where one of two is")
    assert list(Encoded("it is only here").spans(pattern)) == [(6, 15)]
    assert list(Encoded("it is nowhere").spans(pattern)) == []
