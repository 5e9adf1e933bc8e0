"""Names that the words around them give to a thing, and the same names that are somebody's."""

import pytest

from paravent.detect.base import Hit
from paravent.detect.renown import Renown
from paravent.detect.things import is_place, is_technical

HITS = (
    ("les axiomes de l'arithmétique de Quorne", "Quorne"),
    ("démontre le théorème de Kerbrat et Quorne", "Quorne"),
    ("l'algorithme de Quorne en Python", "Quorne"),
    ("what is the quorne free energy?", "quorne"),
    ("Prove the Quorne–Vandermel inequality.", "Quorne–Vandermel"),
    ("State Quorne's theorem", "Quorne"),
    ("flash a Quorne keyboard", "Quorne"),
    ("a test in the Quorne framework", "Quorne"),
    ("in the programming language Quorne, sort a list", "Quorne"),
    ('{"product": "Aurora lamp", "price": 49.9}', "Aurora lamp"),
    ("produit : Lampe Aurore", "Lampe Aurore"),
    ("un cadeau de Noël pour elle", "Noël"),
    ("nous attendons depuis noel", "noel"),
    ("a progression in C major", "C major"),
    ("in the U.S.A. and in Canada", "U.S.A"),
    ("écris trois objectifs S.M.A.R.T. pour l'équipe", "S.M.A.R.T."),
    ("a print by M. C. Escher", "M. C. Escher"),
)
MISSES = (
    ("un livre de J.R.R.T. Quorne", "J.R.R.T. Quorne"),
    ("le diagramme de Quorne est en retard", "Quorne"),
    ("la maladie de Quorne", "Quorne"),
    ("le logiciel de Quorne", "Quorne"),
    ("l'algorithme de Julien", "Julien"),
    ("Martin's theorem, he says", "Martin"),
    ("the Quorne server is down", "Quorne"),
    ("Quorne's law firm", "Quorne"),
    ("l'appel de Noël hier", "Noël"),
    ("client: Aurora", "Aurora"),
    ("a letter from M. C. Durand", "M. C. Durand"),
    ("our client John Deere called", "John Deere"),
)
OLD_CASES = (
    ("Marbury v. Madison (1803)", "Marbury"),
    ("Marbury v. Madison (1803)", "Madison"),
    ("Donoghue v Stevenson [1932]", "Stevenson"),
)
CASES = (
    ("Quorne v. Vandermel (2024)", "Quorne"),
    ("Quorne v. Vandermel, next week", "Vandermel"),
    ("Client : Quorne (1954)", "Quorne"),
)
ACCOUNTS = ("audio.mkv", ".endm", "@echo", "main.rs", "styles.scss")


@pytest.fixture(scope="module")
def renown(lexicon):
    return Renown(lexicon)


def spared(renown, text, name, source="ner"):
    start = text.index(name)
    return renown.spares(text, Hit(start, start + len(name), "PERSON", 0.99, source))


@pytest.mark.parametrize(("text", "name"), HITS)
def test_a_things_name_stays(renown, text, name):
    assert spared(renown, text, name)


@pytest.mark.parametrize(("text", "name"), MISSES)
def test_somebodys_does_not(renown, text, name):
    assert not spared(renown, text, name)


@pytest.mark.parametrize(("text", "name"), OLD_CASES)
def test_the_parties_of_old_cases_stay(renown, text, name):
    assert spared(renown, text, name, "context")


@pytest.mark.parametrize(("text", "name"), CASES)
def test_the_parties_of_todays_cases_do_not(renown, text, name):
    assert not spared(renown, text, name, "context")


@pytest.mark.parametrize("name", ACCOUNTS)
def test_a_file_or_a_directive_is_no_account(name):
    assert is_technical(name, 0, len(name))


@pytest.mark.parametrize(
    ("text", "technical"),
    [
        ("https://github.com/ipb-kerb/Quorne/tree/main", True),
        ("https://github.com/ipb-kerb", False),
        ("https://exemple.fr/ipb-kerb/Quorne", False),
    ],
)
def test_the_owner_of_a_repository_is_no_account(text, technical):
    start = text.index("ipb-kerb")
    assert is_technical(text, start, start + 8) == technical


def test_a_tag_that_is_closed_is_no_account():
    assert is_technical("[azur]mot[/azur]", 1, 5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jdupont42", "jdupont42"),
        ("marie.dupont", "marie.dupont"),
        ("@echolot", "@echolot"),
        ("[jdupont] salut", "jdupont"),
    ],
)
def test_an_account_is_one(text, name):
    start = text.index(name)
    assert not is_technical(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Noe Valley is flat", True),
        ("Rowan Avenue School", True),
        ("Noe told me", False),
    ],
)
def test_a_place_is_told_by_what_follows(text, place):
    assert is_place(text, 0, text.index(" ")) == place


def test_a_feast_is_no_person():
    text = "le marché de Noël de Strasbourg"
    assert is_place(text, 13, len(text))
