"""What touches a stretch is the same, whether its whole line is searched for names or not."""

import json
import re
from pathlib import Path

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from paravent.detect.encoded import lines
from paravent.detect.name_form import NAME, names_at

PROMPTS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent / "prompts.jsonl").read_text(encoding="utf-8").splitlines()
]
PIECES = (
    "Marie", "Le Goff", "de", "la", "d'Arc", "J.", "O'Hara", "Zoé", "élodie", "habite", "cèdes",
    " ", " ", " ", "-", ",", "\n", ".", "3", "(", "_",
)  # fmt: skip


def searched(text, spans):
    """The same, name by name in each of the lines."""
    pattern = re2.compile(NAME)
    return [
        (begin + start, begin + end)
        for begin, stop in lines(text, spans)
        for start, end in (name.span() for name in pattern.finditer(text[begin:stop]))
        if any(begin + start < last and first < begin + end for first, last in spans)
    ]


@pytest.mark.parametrize(
    ("text", "around", "names"),
    [
        ("Bonjour, Marie Le Goff habite ici", "Goff", ["Marie Le Goff"]),
        ("Léa, Marie et Zoé", "Marie", ["Marie"]),
        ("Marie et Zoé\nJean", "Zoé\nJean", ["Zoé", "Jean"]),
        ("le dossier de la Tour avance", "Tour", ["de la Tour"]),
        ("rien ici", "rien", []),
    ],
)
def test_names_that_touch_a_stretch(text, around, names):
    start = text.index(around)
    found = names_at(text, [(start, start + len(around))])
    assert [text[first:last] for first, last in found] == names


@pytest.mark.parametrize("text", PROMPTS)
def test_in_prompts_they_are_those_of_the_whole_line(text):
    words = [word.span() for word in re.finditer(r"[^\W\d_]{3,}", text)]
    for spans in (words[::3], words[1::7], words[-1:], [*words[::5], *words[::10]]):
        assert list(names_at(text, spans)) == searched(text, spans)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.data())
def test_they_are_those_of_the_whole_line(text, data):
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).map(sorted).map(tuple), max_size=4))
    spans = [span for span in spans if span[0] < span[1]]
    assert list(names_at(text, spans)) == searched(text, spans)
