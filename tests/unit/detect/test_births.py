"""A date is a birth where the text says so, and right behind somebody if it is long ago."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.beside import births_beside
from paravent.detect.births import may_be_birth


def beside(text, name):
    start = text.index(name)
    hits = [Hit(start, start + len(name), "PERSON", 0.9, "ner")]
    return [text[hit.start : hit.end] for hit in births_beside(text, hits)]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Rm 15 Lucien Faber 23/10/36 declined supper", "Lucien Faber", "23/10/36"),
        ("LAURENT Marie F 03/03/1970 NANCY", "LAURENT Marie", "03/03/1970"),
        ("Thomas, infirmier, du 6 avril 1985", "Thomas", "6 avril 1985"),
        ("Gethin Rhys (partner, 03-OCT-1988, Swansea)", "Gethin Rhys", "03-OCT-1988"),
        ("pax BUTLER/NINA MS 30SEP90", "BUTLER/NINA", "30SEP90"),
        ("Signes astro : Manon est du 20 avril", "Manon", "20 avril"),
        ("1 Kenji Sato ..... 2010-01-09 ..... asthme", "Kenji Sato", "2010-01-09"),
        ("Previous: Isla 02/06/2019 SVD 3.1kg", "Isla", "02/06/2019"),
    ],
)
def test_an_old_date_behind_somebody_is_a_birth(text, name, value):
    assert beside(text, name) == [value]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paul Roy, 12/04/2024 : relance", "Paul Roy"),
        ("Paul Roy;12/04/1999;CDI", "Paul Roy"),
        ("Paul Roy, embauché le 12/04/1999", "Paul Roy"),
        ("Entrée de Paul Roy 12/04/1999", "Paul Roy"),
        ("Paul Roy écrit le 12/04/1999", "Paul Roy"),
    ],
)
def test_other_dates_near_somebody_are_left(text, name):
    assert beside(text, name) == []


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("dob of the first child is noted there: 4 May 2019", "4 May 2019", True),
        ('{"date_naissance": "1982-04-12", "date_embauche": "2019-02-01"}', "2019-02-01", False),
        ("born 12/04/1962, plan signed on 3 May 2019", "3 May 2019", False),
        ("né à Falaise, +14/11/1957 à Caen", "14/11/1957", False),
        ("Notre association est née le 12 avril 1982", "12 avril 1982", False),
        ("born and bred, see you in May", "May", False),
    ],
)
def test_a_guess_is_judged_by_the_nearest_words(text, value, expected):
    start = text.index(value)
    assert may_be_birth(text, start, start + len(value)) is expected
