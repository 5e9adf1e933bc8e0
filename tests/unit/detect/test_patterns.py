"""What RE2 says cannot match is not looked for, and never anything else."""

import json
from pathlib import Path

from paravent.detect import catalogue, patterns
from paravent.detect.base import Effort, Form, Recognizer

PROMPTS = Path(__file__).parent / "prompts.jsonl"
ENTITY = catalogue.shipped()[0].entity


def test_what_is_vain_is_found_in_no_prompt():
    for line in PROMPTS.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        vain = patterns.vain(text.encode())
        assert vain
        assert not any(pattern.search(text) for pattern in vain), text


def test_a_vain_pattern_is_not_looked_for():
    recognizer = Recognizer(ENTITY, ("only here [a-z]+", Form("[a-z]+where", digits=1)))
    effort = Effort()
    assert list(recognizer.find("it is nowhere", effort)) == []
    assert effort.read == 0
    assert [hit[:2] for hit in recognizer.find("it is only here now", effort)] == [(6, 19)]
    assert effort.read > 0
