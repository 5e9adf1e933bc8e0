from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from paravent.detect.recognizers.email import RECOGNIZER as EMAIL
from paravent.detect.view import view

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e"
texts = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from(INVISIBLE + "\u00a0\u202f\u2028\u0301\u0308\ud800\uff11\u0661é\r\n abc"),
        st.sampled_from(["\\u00e9", "%C3%A9", "%41", "&eacute;", "=C3=A9", "\\n"]),
    ),
    max_size=60,
).map("".join)


@given(texts)
def test_every_stretch_leads_back_inside_the_text_and_in_order(text):
    seen = view(text)
    seen.text.encode()
    spans = [seen.span(at, at + 1) for at in range(len(seen.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@given(texts, st.data())
def test_a_stretch_is_the_sum_of_its_characters(text, data):
    seen = view(text)
    if seen.text:
        start = data.draw(st.integers(0, len(seen.text) - 1))
        end = data.draw(st.integers(start + 1, len(seen.text)))
        assert seen.span(start, end) == (
            seen.span(start, start + 1)[0],
            seen.span(end - 1, end)[1],
        )


# Without the signs that begin an escape, and too short for base64.
plain_words = st.text(
    st.characters(max_codepoint=126, min_codepoint=33, exclude_characters="\\\\%&="), max_size=15
)


@given(st.lists(plain_words))
def test_a_plain_text_is_left_as_it_is(words):
    text = " ".join(words)
    assert view(text).text == text


@given(texts)
def test_looking_twice_shows_nothing_new(text):
    once = view(text).text
    assert view(once).text == once


@given(st.lists(st.sampled_from([*INVISIBLE, ""]), min_size=24, max_size=24))
def test_no_invisible_character_hides_an_address(noise):
    address = "jean.dupont@exemple.org"
    hidden = "".join(char + mark for char, mark in zip(address, noise, strict=False))
    text = f"<{hidden}>"
    seen = view(text)
    (hit,) = EMAIL.find(seen.text)
    start, end = seen.span(hit.start, hit.end)
    assert (start, text[start:end].rstrip(INVISIBLE)) == (1, hidden.rstrip(INVISIBLE))
