"""What only somebody has tells a first name that is a word; months and things have none of it."""

import pytest

from paravent.detect.encoded import Encoded
from paravent.detect.owners import owners


def named(text, lexicon):
    return [text[start:end] for start, end in owners(Encoded(text), lexicon)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hope's laptop needs a battery", "Hope"),
        ("Mark's password expired", "Mark"),
        ("June's landlord is rude", "June"),
        ("Grace’s new phone number", "Grace"),
        ("and Will's elderly mother fell.", "Will"),
        ("April's maternity leave", "April"),
    ],
)
def test_somebody(lexicon, text, name):
    assert named(text, lexicon) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "April's rent is late",
        "May's release",
        "Hope's end",
        "Rust's borrow checker",
        "Today's password",
        "Jasmine's spies",
        "The bank's landlord",
    ],
)
def test_nobody(lexicon, text):
    assert named(text, lexicon) == []
