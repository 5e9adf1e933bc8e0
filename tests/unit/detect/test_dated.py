import pytest

from paravent.detect.base import Hit
from paravent.detect.dated import old_dates

WHO = "Marie Lenoir"


def found(text, score=0.9):
    start = text.find(WHO)
    hits = [Hit(start, start + len(WHO), "PERSON", score, "ner")] if start >= 0 else []
    return [text[hit.start : hit.end] for hit in old_dates(text, hits)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("A12 | Marie Lenoir | F | 1960-09-03 | Pau", "1960-09-03"),
        ("Marie Lenoir\tF\t11/03/1999\t12/01/2025", "11/03/1999"),
        ("Marie Lenoir, my neighbour, passport says 02 MAR 1986", "02 MAR 1986"),
        ("Fiche de Marie Lenoir\nnaissance ?\nrépondu : le 4 mai 1958", "4 mai 1958"),
        ("- her dob?\n- it's 3 May 71, ask Marie Lenoir", "3 May 71"),
        ("Marie Lenoir;visite du 3 mai 2001;12/04/1980", "12/04/1980"),
        ("Ages, for the form: March 4, 1951\nMarie Lenoir", "March 4, 1951"),
    ],
)
def test_an_old_date_of_somebody_is_a_birth(text, date):
    assert found(text) == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Née le 4 mai 1958 à Dax",  # nobody is named: other rules judge that
        "Marie Lenoir, visite du 12/03/2024",
        "Marie Lenoir | 2026-10-28 | 2024-05-30",
        "Marie Lenoir, badge to 12/01/27",
        "| Nom | Embauche |\n| Marie Lenoir | 12/04/1984 |",
        "name,joined\nMarie Lenoir,1984-04-12",
        "Marie Lenoir, permis B du 12/03/1999",
        "Marie Lenoir, coniugata il 26 aprile 1930",
        "Marie Lenoir, embauchée le 12/03/2001",
        "Marie Lenoir est née à Dax ; mariée le 12 mai 1990",
        "Facture du 12/03/1999\n\nMarie Lenoir",
        "Marie Lenoir" + " et la suite de la phrase" * 5 + " du 12/03/1999",
        "Marie Lenoir, née à Dax, réf. 12/03/1999/44",
    ],
)
def test_other_dates_are_left(text):
    assert found(text) == []


def test_a_weak_guess_is_nobody():
    assert found("A12 | Marie Lenoir | 1960-09-03", score=0.3) == []
