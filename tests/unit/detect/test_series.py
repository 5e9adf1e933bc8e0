"""Rows of towns, moons and words stay; rows in which anybody may be named are hidden."""

import pytest

STAY = (
    ("Liste les cols du Tour : Quornel, Aubisque, Galibier", "Quornel"),
    ("Which fonts pair well: Inter, Quornel or Rubik?", "Quornel"),
    ("Compare Quornel, Indy et Tiime pour une agence", "Quornel"),
    ("Quiz: name the moons. Include Miranda, Umbriel, Titania and Oberon.", "Miranda"),
    ("Plan a weekend: Bilbao, Narvik, Biarritz by train", "Bilbao"),
    ("les déclinaisons : rosa, rosam, rosae, dominum", "rosa"),
    ("List of words: ['Quagmire', 'Luminous', 'Jubilant', 'Perplexed', 'Wistful']", "Jubilant"),
    ("Compare Notion, Trello, Alma et Airtable", "Alma"),
)
HIDDEN = (
    ("Compare Tom, Julien and Quornel", "Quornel"),
    ("Which plants did Ottilie, Quornel and Marcus order?", "Quornel"),
    ("Call Thomas, Narvik, Biarritz and Miranda back", "Miranda"),
    ("ma cliente, Miranda, Umbriel, Oberon", "Miranda"),
    ("Ask legal, finance, Miranda and ops", "Miranda"),
    ("Miranda and Oberon", "Miranda"),
    ("Tell Miranda that Narvik, Umbriel and Lofoten are booked", "Miranda"),
)


@pytest.mark.parametrize(("text", "name"), STAY)
def test_a_thing_stays(hidden, text, name):
    assert hidden(text, name) == []


@pytest.mark.parametrize(("text", "name"), HIDDEN)
def test_somebody_is_hidden(hidden, text, name):
    assert name in hidden(text, name)
