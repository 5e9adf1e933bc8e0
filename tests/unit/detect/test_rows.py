"""Most of a row is somebody: so are the words in it that may be names."""

import re

import pytest

from paravent.detect.base import Hit
from paravent.detect.rows import in_rows


def named(text, lexicon, *found):
    """The names of the rows of a text, where a model had found some."""
    guessed = [Hit(*re.search(rf"\b{one}\b", text).span(), "PERSON", 0.9, "ner") for one in found]
    return {text[start:end] for start, end in in_rows(text, guessed, lexicon)}


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Grace - salad\nHank - beer\nSummer - cake\nDale - plates", ("Hank", "Dale"), "Summer"),
        ("- Nuala ✔\n- Gus ✔\n- Pip\n- Ravi\n- Hope ✔", ("Nuala", "Gus"), "Hope"),
        ("1) Abernathy\n2) Bird\n3) Church\n4) Day", ("Abernathy", "Bird", "Church"), "Day"),
        ("Pierre lundi-mardi, Aurore mercredi, Franck jeudi", ("Pierre", "Franck"), "Aurore"),
        ("Olive;9h\nCerise;10h\nAnh;11h", ("Olive", "Anh"), "Cerise"),
        ("[ ] logo – Bea\n[x] copy – Hari\n[ ] print – Lane", ("Bea", "Hari"), "Lane"),
        ("will: ok\ngrace: sounds good\nwill: who tells bill", (), "grace"),
    ],
)
def test_in_a_row_of_people(lexicon, text, found, name):
    assert name in named(text, lexicon, *found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Emma called. Will you answer? Tom wrote.", ("Emma", "Tom")),
        ("Emma: ill, Tom: ok\nGroomsmen are here", ("Emma", "Tom")),
        ("Basil - sun\nRosemary - sun\nMint - shade", ()),
        ("Emma, Can someone help, Tom", ("Emma", "Tom")),
        ("Emma 2 May, Tom 3 May, April is full", ("Emma", "Tom")),
        ("Rose - 3\nPaper - 4\nStone - 5\nEmma - 6\nTom - 7", ("Emma", "Tom")),
        ("art: 5\nrose: 6", ()),
        ("host: a\nport: b\nhost: c", ()),
    ],
)
def test_no_row_of_people(lexicon, text, found):
    assert named(text, lexicon, *found) <= set(found)
