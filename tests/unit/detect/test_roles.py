"""A surname behind a trade is somebody's, even if it is a word; a trade alone names nobody."""

import pytest

from paravent.detect.encoded import Encoded
from paravent.detect.roles import behind_roles


def named(text, lexicon):
    return [text[start:end] for start, end in behind_roles(Encoded(text), lexicon)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("relance du locataire Petit, deux mois", "Petit"),
        ("le maçon Carvalho passe demain", "Carvalho"),
        ("l'infirmière Le Goff est absente", "Le Goff"),
        ("notre voisin Martin Weber se plaint", "Martin Weber"),
    ],
)
def test_behind_a_trade(lexicon, text, name):
    assert named(text, lexicon) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "le patient suivant",
        "Patient Care in hospitals",
        "le témoin ABS clignote",
        "un livreur Quornexpress",
        "le notaire. Petit rappel",
    ],
)
def test_nobody(lexicon, text):
    assert named(text, lexicon) == []
