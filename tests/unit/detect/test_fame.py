import numpy as np
import pytest

from paravent.detect.fame import Fame
from paravent.detect.tokens import tokens

TEXT = "Emma, Charles et Hugo Bovary : Emma part, d'où vient le nom ?"


def fame(text=TEXT, **said):
    """What a referee says, of each word the shares of its places; NaN where it says nothing."""
    made = Fame(text, tokens(text))
    told = {word: iter(shares) for word, shares in said.items()}
    for at, word in enumerate(tokens(text)):
        if word.text in told:
            made.shares[at] = next(told[word.text])
    return made


def test_a_name_is_as_sure_as_its_least_sure_word():
    told = fame(Hugo=[0.95], Bovary=[0.92], Charles=[0.3])
    assert told.of("Hugo") == pytest.approx(0.95)
    assert told.of("hugo  BOVARY") == pytest.approx(0.92)
    assert told.of("Charles Bovary") == pytest.approx(0.3)


@pytest.mark.parametrize("name", ["Bovary", "Hugo Bovary", "", "…"])
def test_nobody_is_of_whom_nothing_was_asked(name):
    assert not fame(Hugo=[0.99]).of(name)
    assert not fame().of(name)


def test_all_places_of_a_word_count():
    assert fame(Emma=[0.95, 0.9]).of("Emma") == pytest.approx(0.925)
    assert fame(Emma=[0.99, 0.1]).of("Emma") < 0.6


def test_a_place_where_it_was_not_asked_does_not_count():
    assert fame(Emma=[0.95, np.nan]).of("Emma") == pytest.approx(0.95)


def test_of_a_text_about_clients_nothing_is_asked():
    text = f"{TEXT} Réponse à ma cliente."
    assert Fame(text, tokens(text)).shares is None
    assert not Fame(text, tokens(text)).of("Emma")
