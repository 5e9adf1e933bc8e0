import pytest
from hypothesis import given
from hypothesis import strategies as st

from paravent.detect.lexicon import Lexicon, Words
from paravent.settings import shipped

SOME = ("marie", "jean-pierre", "petit", "le petit prince", "zoé")


@pytest.mark.parametrize("word", SOME)
def test_words_hold_what_they_were_given(word):
    assert word in Words(SOME)


@pytest.mark.parametrize("word", ["", "mari", "pierre", "le petit", "arie", "marie\njean-pierre"])
def test_words_hold_no_part_of_a_word_and_no_two(word):
    assert word not in Words(SOME)


def test_no_words():
    assert "marie" not in Words(())


@given(st.lists(st.text(st.characters(exclude_characters="\n"))), st.text())
def test_words_are_a_set(words, other):
    held = Words(words)
    assert all(word in held for word in words)
    assert (other in held) == (other in words)


def test_the_shipped_lexicon_is_read_whole():
    folder = shipped("models") / "lexicon"
    lexicon = Lexicon.read(folder)
    for name, words in (("surnames", lexicon.surnames), ("ordinary_en", lexicon.ordinary)):
        listed = (folder / f"{name}.txt").read_text("utf-8").splitlines()
        assert all(word in words for word in listed)
        assert not any(f"{word}xq" in words for word in listed)
