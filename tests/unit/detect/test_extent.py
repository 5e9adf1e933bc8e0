"""A name begins and ends where whoever wrote it did."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.extent import Taken, completed


def whole(text, name, lexicon):
    start = text.index(name)
    hit = completed(text, Hit(start, start + len(name), "PERSON", 0.9, "ner"), lexicon)
    return text[hit.start : hit.end]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("R. Hume, Sr. signed", "R. Hume", "R. Hume, Sr."),
        ("Carl Stenmark III signed", "Carl Stenmark", "Carl Stenmark III"),
        ("2|Ballantyne, K|x", "Ballantyne", "Ballantyne, K"),
        ("invoice_e_tomlinson_v2", "tomlinson", "e_tomlinson"),
        ("my coach big steve wants", "steve", "big steve"),
        ("Sylvain Page est là", "Sylvain", "Sylvain Page"),
    ],
)
def test_what_belongs_to_a_name(lexicon, text, name, expected):
    assert whole(text, name, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my little Emma is ill", "Emma"),
        ("see Hume, A is for apple", "Hume"),
        ("Emma II. Teil", "Teil"),
        ("name_tomlinson", "tomlinson"),
        ("Emma Srinagar", "Emma"),
    ],
)
def test_what_does_not(lexicon, text, name):
    assert whole(text, name, lexicon) == name


def test_touching_is_having_a_character_in_common():
    hits = [Hit(start, end, "PERSON", 0.9, "ner") for start, end in ((2, 4), (3, 9), (20, 22))]
    touched = {at for at in range(24) if Taken(hits).touch(Hit(at, at + 1, "LOCATION", 0.9, "ner"))}
    assert touched == {*range(2, 9), 20, 21}
    assert not Taken([]).touch(hits[0])
