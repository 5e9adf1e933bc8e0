"""Words that an address of mail is made of are somebody's name; a service's and a firm's are not."""

import pytest

from paravent.detect.mailed import mailed


def named(text, lexicon):
    return [text[start:end] for start, end in mailed(text, lexicon)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ravi|11-26|ravi@exemple.fr", ["Ravi"]),
        ("Will,will@acme.com", ["Will"]),
        ("Callum is off, so write to callum@acme.com", ["Callum"]),
        ("Xanthe met Jonty. RSVP xanthe.and.jonty@acme.com", ["Xanthe", "Jonty"]),
        ("Mathis Piddock : mathis.piddock@acme.com", ["Mathis", "Piddock"]),
    ],
)
def test_somebody(lexicon, text, found):
    assert named(text, lexicon) == found


@pytest.mark.parametrize(
    "text",
    [
        "Will you write to will@acme.com?",
        "Support: support@acme.com",
        "Quornex: quornex@gmail.com",
        "Callum: callum@callumconsult.fr",
        "Contact Sales, sales.team@acme.com",
        "In June, june@acme.com",
        "ravi@acme.com and no name",
    ],
)
def test_nobody(lexicon, text):
    assert named(text, lexicon) == []


def test_time_grows_as_the_text_does(lexicon):
    assert named("Ravi a.b@" * 10_000, lexicon) == []
