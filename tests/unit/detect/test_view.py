import pytest

from paravent.detect.view import view


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("06\u00a012\u202f34\u200956\u300078", "06 12 34 56 78"),
        ("jean\u200b@\u2060exemple\u00ad.fr", "jean@exemple.fr"),
        ("\u202eabc\u202c", "abc"),
        ("０６１２　ＡＢ", "0612 AB"),
        ("٠٦١٢ and १२", "0612 and 12"),
        ("Jose\u0301 Lefe\u0300vre", "José Lefèvre"),
        ("\U0001d409\U0001d41e\U0001d41a\U0001d427", "Jean"),
        ("06\u201112\u201234\u201356\u221278", "06-12-34-56-78"),
        ("a\ud800b", "a\ufffdb"),
        ("un\u2028deux\r\ntrois", "un\ndeux \ntrois"),
        ("c\u0153ur \u2014 \u00e9t\u00e9 \u20ac", "cœur — été €"),
        ("👨\u200d👩", "👨👩"),
    ],
)
def test_shows_what_a_reader_sees(text, seen):
    assert view(text).text == seen


def test_a_plain_text_is_its_own_view():
    text = "Élodie a reçu 3 « œufs »"
    assert view(text).text is text


def test_a_stretch_leads_back_with_all_that_vanished_in_it():
    text = "x je\u200ban\u00ad@e.fr\u200b y"
    seen = view(text)
    start = seen.text.index("jean@e.fr")
    assert seen.span(start, start + 9) == (2, text.index("\u200b y"))


def test_a_composed_letter_leads_back_to_its_mark():
    seen = view("Re\u0301mi ok")
    assert seen.span(0, 4) == (0, 5)


def test_can_always_be_encoded():
    view("\udcff\ud800\udfff").text.encode()


def test_a_usual_character_is_seen_like_beside_an_unusual_one():
    for char in map(chr, (*range(0x20, 0x370), *range(0x2000, 0x2200))):
        assert view(f"a{char}b").text == view(f"a{char}b\u200b").text
