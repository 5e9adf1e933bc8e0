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
        ("Hector Malone (9, 14/3/17)", "Hector Malone", "14/3/17"),
        ("Monsieur Lucien PRIGENT\n(12 mars 1941 - 20 novembre 2026)", "PRIGENT", "12 mars 1941"),
        (
            "Edna Cole, third of the second, thirty-four.",
            "Edna Cole",
            "third of the second, thirty-four",
        ),
        ("the register gives Harry as 11 Mar 80", "Harry", "11 Mar 80"),
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
        ("Mandat de Jean Morin (12 mars 2014 - 20 novembre 2020)", "Jean Morin"),
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
    assert may_be_birth(text, start, start + len(value), 0.9) is expected


def in_rows(text, *names):
    hits = [
        Hit(at, at + len(name), "PERSON", 0.9, "ner")
        for name in names
        if (at := text.index(name)) >= 0
    ]
    return [text[hit.start : hit.end] for hit in births_beside(text, hits)]


@pytest.mark.parametrize(
    ("text", "names", "values"),
    [
        (
            "ROY\tF\t11/03/1999\t12/01/2025\nPETIT\tH\t24/08/1974\t03/05/2011",
            ("ROY", "PETIT"),
            ["11/03/1999", "24/08/1974"],
        ),
        (
            "nom,date,adhesion\nroy,05/11/96,10/10/25\npetit,18/03/97,14/09/26",
            ("roy", "petit"),
            ["05/11/96", "18/03/97"],
        ),
        (
            "-- 1 | Amy Lake | 1971-01-30 | hired 2009-05-01\n-- 2 | Omar Hill | 1985-10-19 | hired 2020-02-10",
            ("Amy Lake", "Omar Hill"),
            ["1971-01-30", "1985-10-19"],
        ),
        (
            '("Amy Lake", date(1984, 3, 9), date(2019, 9, 3)),\n("Omar Hill", date(1961, 12, 31), date(2004, 2, 9)),',
            ("Amy Lake", "Omar Hill"),
            ["1984, 3, 9", "1961, 12, 31"],
        ),
        (
            "Anniversaires :\n- Malika → 14/03\n- Hugo → 2 juillet\n- Anne → 30/11",
            ("Malika", "Anne"),
            ["14/03", "2 juillet", "30/11"],
        ),
        ("bdays\nTom|11-26|x\nAnn|02-09|y", ("Tom", "Ann"), ["11-26", "02-09"]),
        (
            "second column: YoB\nLn 1  Tom Lake  2011  1:04.2\nLn 2  Ann Hill  2012  1:05.7",
            ("Tom Lake", "Ann Hill"),
            ["2011", "2012"],
        ),
        ("Tournoi : Enzo (2012) et Tom (2011)", ("Enzo", "Tom"), ["2012", "2011"]),
        (
            "Collègues : Alain Roy (04/1965) et Rosa Petit (1961)",
            ("Alain Roy", "Rosa Petit"),
            ["04/1965", "1961"],
        ),
    ],
)
def test_rows_that_name_somebody_tell_births(text, names, values):
    assert in_rows(text, *names) == values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Paul;12/04/2019;03/05/2024\nAnne;01/02/2018;30/06/2023", ("Paul", "Anne")),
        (
            "Nom|Embauche|Fin\nPaul|12/04/1984|03/05/2021\nAnne|01/02/1990|30/06/2022",
            ("Paul", "Anne"),
        ),
        ("Astreintes :\n- Paul → 14/03\n- Anne → 21/03", ("Paul", "Anne")),
        ("Mariage : anniversaires\n- Paul → 14/03\n- Anne → 21/03", ("Paul", "Anne")),
        ("Jones (2011) and Lee (2012) found similar effects in children.", ("Jones", "Lee")),
        ("Factures\nPaul\t12/01/2026\t450\nAnne\t03/02/2026\t90", ("Paul", "Anne")),
        ("Paul Roy;12/04/1969;03/05/2021", ("Paul",)),
    ],
)
def test_rows_of_other_dates_are_left(text, names):
    assert in_rows(text, *names) == []
