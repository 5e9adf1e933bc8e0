"""An online name found once is found everywhere in its text."""

import pytest

from paravent.core.types import Finding
from paravent.detect.echo import echoes


def again(text, name, score=0.7):
    at = text.index(name)
    found = [Finding(at, at + len(name), "HANDLE", score, "handle")]
    return [text[one.start : one.end] for one in echoes(text, found)]


@pytest.mark.parametrize(
    ("text", "name", "repeated"),
    [
        ("why does noxx_974 complain\n\nnoxx_974 : hi", "noxx_974", ["noxx_974"]),
        (
            "PetitPoney#2210 : hi\nban PetitPoney, Petitponey!",
            "PetitPoney#2210",
            ["PetitPoney", "Petitponey"],
        ),
        ("Poney_2#2210 : hi\nban poney_2!", "Poney_2#2210", ["poney_2"]),
        ("@priya.n said it. priya.n's cert, (priya.n).", "@priya.n", ["priya.n", "priya.n"]),
        ("u/tansy_brook\nu/tansy_brook2, mail tansy_brook@x.io", "u/tansy_brook", []),
        ("login anna, anna and anna", "anna", []),
        ("login a_b, a_b", "a_b", []),
    ],
)
def test_an_online_name_is_found_again(text, name, repeated):
    assert again(text, name) == repeated


def test_what_is_not_sure_is_not_repeated():
    assert again("@paul.k, @paul.k", "@paul.k", score=0.3) == []


def test_a_long_text_of_near_names_is_read_once():
    text = "noxx_974 " + "noxx_97-" * 20_000
    assert again(text, "noxx_974") == []
