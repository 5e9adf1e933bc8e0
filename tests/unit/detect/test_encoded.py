"""Where a pattern of RE2 stands in a text, and the lines that stretches touch, each told once."""

import pytest
import re2

from paravent.detect.encoded import Encoded, lines

TEXT = "one two\n\nthree\nfour five"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(4, 7)], ["one two"]),
        ([(4, 7), (0, 3)], ["one two"]),
        ([(9, 14), (15, 19), (20, 24)], ["three", "four five"]),
        ([(11, 17)], ["three\nfour five"]),
        ([(0, 3), (5, 12), (10, 11)], ["one two", "\n\nthree"]),
        ([(20, 24)], ["four five"]),
    ],
)
def test_lines_are_told_in_order_and_once(spans, expected):
    assert [TEXT[start:end] for start, end in lines(TEXT, spans)] == expected


def test_a_group_that_takes_no_part_in_a_match_stands_nowhere():
    assert list(Encoded("a ab, fin août, é").spans(re2.compile("a(b)?"), 1)) == [(3, 4)]
