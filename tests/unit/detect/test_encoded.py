"""The lines that stretches of a text touch, each told once."""

import pytest

from paravent.detect.encoded import lines

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
