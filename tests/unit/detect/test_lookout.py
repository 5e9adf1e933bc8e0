"""Nothing is missed for the sake of speed: what is not read cannot hold a value."""

import pytest

from paravent.detect import catalogue
from paravent.detect.base import Form, Passage, Recognizer
from paravent.detect.excerpt import LONG, MARGIN, Parts
from paravent.detect.lookout import Lookout

ENTITY = catalogue.shipped()[0].entity
PROSE = "Nous avons parlé longuement de la suite à donner au projet, sans rien décider. "


def test_words_are_found_in_one_go():
    lookout = Lookout()
    lookout.add(("iban", " id ", " tel", "sk-"))
    assert lookout.find("mon iban, valide") == {"iban", "\x00"}
    assert lookout.find("id: (telephone) sk-12") == {" id ", " tel", "sk-", "\x00"}
    assert lookout.find("hotel ideal") == {"\x00"}


def test_words_added_later_are_found_too():
    lookout = Lookout()
    lookout.add(("one",))
    assert "two" not in lookout.find("two")
    lookout.add(("two",))
    assert "two" in lookout.find("two")


def test_a_search_that_fails_finds_everything(monkeypatch):
    """RE2 says nothing when its memory is too small for a text, as if there were no match."""
    monkeypatch.setattr("re2.Set.Match", lambda *_: None)
    lookout = Lookout()
    lookout.add(("one", "two"))
    assert lookout.find("nothing of the kind") >= {"one", "two"}


@pytest.mark.parametrize("apart", ["", " ", ".", " \n ", "  -  "])
def test_an_excerpt_holds_the_digits_and_what_is_around(apart):
    number = apart.join(("12", "34", "56", "78"))
    text = f"{PROSE * 9}début {number} fin{PROSE * 9}".encode()
    excerpt = Parts(text).near(8)
    assert f"début {number} fin".encode() in excerpt.data
    assert len(excerpt.data) < len(number) + 4 * MARGIN


def test_an_excerpt_knows_where_it_is_from():
    text = f"{PROSE}été 123456{PROSE * 4}é 234567 {PROSE * 4}".encode()
    excerpt = Parts(text).near(6)
    for value in (b"123456", b"234567"):
        at = excerpt.data.index(value)
        assert text.index(value) == at + excerpt.shift(at)


def test_an_excerpt_has_whole_characters_only():
    for shift in range(4):
        text = ("é" * 99 + "a" * shift + "123456" + "é" * 99).encode()
        Parts(text).near(6).data.decode()


def test_a_key_is_in_an_excerpt_of_its_own():
    key = "sk-0123456789abcdef"
    excerpt = Parts(f"{PROSE * 4}{key} {PROSE * 4}".encode()).near(LONG)
    assert key.encode() in excerpt.data
    assert len(excerpt.data) < len(key) + 4 * MARGIN
    assert Parts(PROSE.encode()).near(LONG).data == b""


def test_an_excerpt_ends_between_words():
    text = f"{PROSE * 3}123456 {PROSE * 3}".encode()
    data = Parts(text).near(6).data
    assert {data.split()[0], data.split()[-1]} <= set(text.split())


def test_few_digits_or_digits_far_apart_are_in_no_excerpt():
    assert Parts(f"12 {PROSE} 34".encode()).near(4).data == b""
    assert Parts(b"").most == 0


def test_values_in_excerpts_are_found_where_they_are():
    recognizer = Recognizer(ENTITY, (Form(r"\d{6}", digits=6), Form("[a-z]{3}z", ("zz",))))
    text = f"{PROSE}é 123456 {PROSE}{PROSE}abzz {PROSE}234567"
    found = [text[hit.start : hit.end] for hit in recognizer.find(text)]
    assert found == ["123456", "234567", "abzz"]


def test_a_pattern_is_not_tried_without_its_words():
    recognizer = Recognizer(ENTITY, (Form("[a-z]+", ("never",)),))
    assert list(recognizer.find(Passage.of("only words"))) == []
