"""No text makes a recognizer slow: the work is counted, in bytes read, and grows as the text does.

For each recognizer the nastiest of many repetitions is looked for, then grown to 100 kB. They are
made of its own examples, of halves of them, and of the signs its patterns are made of.
"""

import importlib
import pkgutil
import re

import pytest
import re2

from paravent.detect import recognizers
from paravent.detect.base import Effort, Recognizer

SHORT, MEDIUM, LONG = 1_000, 25_000, 100_000
PER_BYTE = 66  # bytes read by one pattern: once in passing, and as often as ``base`` has patience
STEPS_PER_BYTE = 400_000  # twice that, reached by ``{8,900}`` of any sign, takes a second for a kB
LARGEST_PROGRAM = 16_000  # RE2 leaves its fast machine somewhat above that

MODULES = [
    importlib.import_module(f"{recognizers.__name__}.{module.name}")
    for module in pkgutil.iter_modules(recognizers.__path__)
]
EVERY = pytest.mark.parametrize(
    "module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1]
)


def seeds(module):
    """Short texts that look like the beginning, the middle or the end of a value."""
    texts = [text for text, _ in module.HITS]
    for text, value in module.HITS:
        half = len(value) // 2
        texts += [value, value[:half], value[half:], value[:-1], text[: text.index(value) + half]]
    texts += module.MISSES
    for form in module.RECOGNIZER.forms:
        texts += re.findall(r"[\w-]{3,}", form.pattern)[:4]
    texts += ["1", "0 ", "9-", "a", "A", "a.", "a@", "é ", "1\n", "/", "http://", ": ", "\n", "<"]
    return [text for text in dict.fromkeys(texts) if text]


def repeat(text, size):
    return (text * (size // len(text) + 1))[:size]


def work(module, text):
    effort = Effort()
    for _ in module.RECOGNIZER.find(text, effort):
        pass
    return effort.read


@EVERY
def test_work_grows_as_the_text_does(module):
    tried = {repeat(seed + joint, SHORT) for seed in seeds(module) for joint in ("", " ", "\n")}
    worst = max(tried, key=lambda text: work(module, text))
    medium, long = (work(module, repeat(worst, size)) for size in (MEDIUM, LONG))
    assert long <= 4.2 * medium
    size = len(repeat(worst, LONG).encode())
    assert long <= PER_BYTE * size * len(module.RECOGNIZER.patterns)
    assert long * max(programs(module)) <= STEPS_PER_BYTE * size


def test_what_is_looked_at_again_and_again_is_counted():
    """The measure itself: values inside of long values that are not sure."""
    entity = MODULES[0].RECOGNIZER.entity
    nested = Recognizer(entity, (r"x[a-z ]*",), validate=lambda _: 0.1)
    effort = Effort()
    hits = sum(1 for _ in nested.find("xa " * 3_334, effort))
    assert hits > 60  # and not 3,334, which would make it quadratic
    assert 10_000 * 60 < effort.read < 10_000 * PER_BYTE


def programs(module):
    """How many instructions RE2 makes of each pattern: at worst it takes them all for a byte."""
    return [re2.compile(form.pattern).programsize for form in module.RECOGNIZER.forms]


@EVERY
def test_patterns_are_small(module):
    assert max(programs(module)) <= LARGEST_PROGRAM
