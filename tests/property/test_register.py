"""However a name is written, it is found; whatever the text, places are right and time is linear."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.folding import HIDDEN, fold, squeeze
from paravent.register.matcher import Matcher
from paravent.register.sight import sights
from registering import LEXICON, entry, register_of

GIVEN = ["Marie", "Jean-Pierre", "Éloïse", "Karim", "Anne Claire", "Zoé", "François"]
FAMILY = [
    "Dupont",
    "Lefèvre",
    "Dubois",
    "Le Goff",
    "O'Brien",
    "Sauvageot-Roche",
    "Benali",
    "Lecœur",
]
BETWEEN = [" ", "\u00a0", "-", "  ", "\n", "_", ".", "\u202f", " - ", ", "]
AROUND = ["", " ", "« ", "(", "le dossier de ", "\n", "réponds à "]
AFTER = ["", " ", ".", ", merci", " »", "'s", "\n", ")"]


def bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


@st.composite
def written(draw):
    """A name, and a text in which it stands in some spelling."""
    first, last = draw(st.sampled_from(GIVEN)), draw(st.sampled_from(FAMILY))
    parts = [first, last] if draw(st.booleans()) else [last, first]
    joiner = draw(st.sampled_from(BETWEEN))
    text = joiner.join(part.replace("-", draw(st.sampled_from(["-", " "]))) for part in parts)
    change = draw(
        st.sampled_from(
            [str, str.lower, str.upper, str.title, bare, lambda t: t.replace("e", "e\u200b")]
        )
    )
    spelled = change(text)
    return f"{first} {last}", draw(st.sampled_from(AROUND)), spelled, draw(st.sampled_from(AFTER))


@settings(max_examples=400, deadline=None)
@given(written())
def test_a_full_name_is_found_in_every_spelling(case):
    name, before, spelled, after = case
    text = f"{before}{spelled}{after}"
    register = register_of({"C-1": [entry("person", name)]})
    (found,) = register.read(text).findings
    assert squeeze(text[found.start : found.end]) == squeeze(spelled)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FAMILY), st.sampled_from(["M.", "Mme", "Maître", "Dr", "madame", "Mr"]))
def test_a_family_name_is_found_after_a_title_and_the_title_stays(family, title):
    text = f"Bonjour {title} {family}, merci"
    (found,) = register_of({"C-1": [entry("person", f"Karim {family}")]}).read(text).findings
    assert text[found.start : found.end] == family


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.sampled_from([". ", " ", ".", ".-"]))
def test_initials(first, last, between):
    letters = [part[0] for part in first.replace("-", " ").split()]
    text = f"vu avec {between.join(letters)}. {last} hier"
    (found,) = register_of({"C-1": [entry("person", f"{first} {last}")]}).read(text).findings
    assert text[found.start : found.end].endswith(last)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_folds_to_its_own_length_and_findings_stand_in_it(text):
    assert len(fold(text)) == len(text)
    assert set(fold(text)) & set("éÉ’«") == set()
    names = [entry("person", "Marie Dupont"), entry("company", "A B"), entry("file", "12-3")]
    found = register_of({"C-1": names}).read(text).findings
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Marie", "Dupont", "marie", "é", "\u200b", " ", "-", "x", "\n", "M."]),
        max_size=40,
    )
)
def test_what_is_found_is_a_spelling_of_the_name(pieces):
    text = "".join(pieces)
    for one in register_of({"C-1": [entry("person", "Marie Dupont")]}).read(text).findings:
        key = squeeze(text[one.start : one.end].replace("\u200b", ""))
        assert key in {
            "mariedupont",
            "dupontmarie",
            "dupont",
            "duponts",
            "dupontm",
            "mdupont",
            "maried",
        }


class Counted(dict):
    """An index that counts how often it is asked."""

    asked = 0

    def get(self, key, default=None):
        self.asked += 1
        return super().get(key, default)


HARD = [
    "jean " * 50,
    "jean-pierre " * 30,
    "j p " * 80,
    "Dupont Dupont " * 30,
    "d" * 400,
    "dupontDupont" * 40,
    "12 avenue des 12 avenue des " * 20,
    "é" * 300,
    "a\u200b" * 200,
    "%44" * 150,
]


@pytest.mark.parametrize("piece", HARD)
def test_steps_grow_as_the_text_does(piece):
    names = ["Jean-Pierre Dupont", "Jean Jean Jean Petit", "J P Martin", "Anne Dupont Dupont"]
    entries = [entry("person", name) for name in names]
    entries.append(entry("address", "12 avenue des Lilas 69003 Lyon"))

    def steps(text: str) -> int:
        matcher = Matcher.of(entries, LEXICON)
        matcher.find(text)  # all that it wakes is awake
        matcher._index = Counted(matcher._index)
        matcher.find(text)
        return matcher._index.asked

    once, many = steps(piece), steps(piece * 8)
    assert many <= 9 * once + 50


def test_a_register_of_thousands_wakes_what_a_text_names_and_no_more():
    draw = random.Random(5)
    letters = "bcdfglmnprstv"
    names = [
        f"Karim {''.join(draw.choice(letters) + draw.choice('aeiou') for _ in range(4))}"
        for _ in range(3000)
    ]
    register = register_of({name: [entry("person", name)] for name in names})
    text = f"Voici le point sur {names[7].split()[1]}, rien de plus."
    assert len(register.read(text).findings) == 1
    assert len(register._matcher._awake) <= 3


def test_the_sight_of_a_text_keeps_places():
    text = "Lœuvre d’Éloïse\u00a0: FactureDupont2024 du 3"
    [(_, sight)] = sights(text, lambda word: word == "dupont")
    spots = {
        word: text[sight.start(n) : sight.end(n)] for n, word in enumerate(sight.words) if word
    }
    assert spots == {
        "loeuvre": "Lœuvre", "d": "d", "eloise": "Éloïse", "facture": "Facture",
        "dupont": "Dupont", "2024": "2024", "du": "du", "3": "3",
    }  # fmt: skip
    assert HIDDEN not in fold(text)


PIECES = [
    "Relance de Marie Dupont, merci.",
    "LeDupont2024 et DUPONTMarie, œuvre d’Anaïs",
    "Ma\u200brie Du\u00adpont",
    "Marie%20Dupont et Marie\\u0020D. ici",
    "TWFyaWUgRHVwb250IHBhaWUgZGVtYWlu",
    "Marie D. viendra, et Dupont M.",
    "src/une/piste/bien/longue/dupont.py",
    "Rien ici, pas même à l'écart.",
    "Σοφία et İ, 😀 é",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " rien" * 110]))))
def test_what_hides_in_one_piece_changes_nothing_in_the_others(drawn):
    register = register_of({"C-1": [entry("person", "Marie Dupont")]})
    pieces = [piece + more for piece, more in drawn]
    expected: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        expected += [(one.start + at, one.end + at) for one in register.read(piece).findings]
        at += len(piece) + 2
    found = register.read("\n\n".join(pieces)).findings
    assert [(one.start, one.end) for one in found] == expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aZé9 \n.-_œŁ\u200bİ'😀Д"), max_size=80), st.randoms())
def test_every_word_of_a_text_stands_where_it_is_said_to(text, draw):
    for at, sight in sights(text, {"a", "z", "ae"}.__contains__):
        places = list(range(len(sight.words)))
        draw.shuffle(places)  # whatever was asked before
        for number in places:
            start, end = sight.start(number), sight.end(number)
            assert squeeze(sight.shown[start:end]) == sight.words[number]
            if start < end:
                begin, stop = sight.span(start, end)
                assert squeeze(text[at + begin : at + stop]) == sight.words[number]


def test_all_who_share_an_initial_are_told():
    names = [f"Marie {letter}{rest}" for letter in "DR" for rest in ("upont", "ulac", "enoir")]
    register = register_of({name: [entry("person", name)] for name in names})
    assert register.read("Marie D. viendra").clients == (tuple(names[:3]),)
    assert register.read("marie d. viendra").clients == ()


@given(st.text(max_size=100))
def test_a_text_is_folded_letter_by_letter(text):
    text = text.replace("Σ", "σ")  # which is another letter at the end of a word
    assert fold(text) == "".join(map(fold, text))
