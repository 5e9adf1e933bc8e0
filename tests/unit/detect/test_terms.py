"""Words that an article makes nouns, and names that it does not."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.people import People

HITS = (
    ("pay interest to the Lender on the Loan, and costs", "Loan"),
    ("any Holder may refrain from it", "Holder"),
    ("The Servicer shall have no liability", "Servicer"),
    ("under this Loan Agreement, as amended", "Loan Agreement"),
    ("all Loan Documents furnished", "Loan Documents"),
    ("Chaque Preneur est tenu de le dire", "Preneur"),
    ("On rend le Local en l'état", "Local"),
    ("Loan means what follows. The Loan is repaid.", "Loan"),
)
MISSES = (
    ("Open the Holder file, please", "Holder"),
    ("the Quorne account is overdue", "Quorne"),
    ("any Quorne invoice", "Quorne"),
    ("the Achterbergs have left", "Achterbergs"),
    ("Yann le Petit a signé", "Yann le Petit"),
    ("Holder has not paid us", "Holder"),
    ("a Marie called", "Marie"),
    ("it sounds like that Bush is late", "Bush"),
    ("les Petit, de Lyon, ont signé", "Petit"),
    ("the Young Vandermel case", "Young Vandermel"),
)


@pytest.fixture(scope="module")
def hidden(lexicon):
    people = People(lexicon)

    def find(text, name):
        at = text.find(name)
        told = [Hit(at, at + len(name), "PERSON", 0.99, "ner")] if at >= 0 else []
        return [text[hit.start : hit.end] for hit in people.find(text, told) if hit.score >= 0.5]

    return find


@pytest.mark.parametrize(("text", "name"), HITS)
def test_a_noun_stays(hidden, text, name):
    assert hidden(text, name) == []


@pytest.mark.parametrize(("text", "name"), MISSES)
def test_a_name_is_hidden(hidden, text, name):
    assert hidden(text, name) == [name]
