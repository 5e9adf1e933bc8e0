import pytest

from paravent.detect.base import Hit
from paravent.detect.people import People
from paravent.detect.stance import is_met, is_signed


@pytest.fixture(scope="module")
def people(lexicon):
    return People(lexicon)


def names(people, text, *guesses):
    """Who is found, given what the network guesses with which probability."""
    hits = [
        Hit(text.index(word), text.index(word) + len(word), "PERSON", score, "ner")
        for word, score in guesses
    ]
    found = people.find(text, hits)
    return {text[one.start : one.end] for one in found if one.score >= 0.5}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("could you tell grant to wait", "grant"),
        ("my husband rich snores", "rich"),
        ("lunch with dale on friday", "dale"),
        ("grace hasn't paid", "grace"),
        ("then skip thinks we won", "skip"),
        ("Heath would never sign it", "Heath"),
        ("Dale is off sick", "Dale"),
    ],
)
def test_what_is_done_with_people_or_by_them(text, word):
    start = text.index(word)
    assert is_met(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("please grant access", "grant"),
        ("a rich sauce", "rich"),
        ("Patience paid off", "Patience"),
        ("amazing grace notes", "grace"),
        ("skip the intro", "skip"),
    ],
)
def test_what_is_done_with_words(text, word):
    start = text.index(word)
    assert not is_met(text, start, start + len(word))


@pytest.mark.parametrize(("text", "signed"), [("ok\nrgds\nol", True), ("rgds\nol is old", False)])
def test_a_line_below_a_farewell_signs(text, signed):
    start = text.index("ol")
    assert is_signed(text, start, start + 2) is signed


@pytest.mark.parametrize(
    ("text", "guessed", "found"),
    [
        ("tell grant to wait", ("grant", 0.7), {"grant"}),
        ("they grant to all", ("grant", 0.7), set()),
        ("RK signed the lease on Monday", ("RK", 0.7), {"RK"}),
        ("RK is a drive letter here", ("RK", 0.7), set()),
        ("HTTP wants a header", ("HTTP", 0.95), set()),
        ("Min-seo asked for two", ("Min-seo", 0.99), {"Min-seo"}),
        ("T. & J. Rathbone let it", ("J. Rathbone", 0.99), {"T. & J. Rathbone"}),
        ("Mrs Winter: your cat is well", ("Winter", 0.99), {"Winter"}),
        ("OWNER: KEITH\nREASON: NOISE", ("REASON", 0.7), {"KEITH"}),
        ("Ivy hasn't answered, and Ivy is late", ("Ivy", 0.95), {"Ivy"}),
        ("Claude hasn't answered the prompt", ("Claude", 0.95), set()),
        ('Reply to her: "See you there. Summer"', ("Summer", 0.7), {"Summer"}),
        ("Fine by me.\n\nOdalric\n\nSent from my phone", ("Odalric", 0.2), {"Odalric"}),
        ("Transfer to C Papastergiou 60.00", ("C Pap", 0.2), {"C Papastergiou"}),
        ("Transfer to a Level fund", ("Level", 0.2), set()),
        ("invoice the Hathersages for it", ("Hathersages", 0.99), {"Hathersages"}),
    ],
)
def test_how_sure_a_guess_must_be_is_told_by_where_it_stands(people, text, guessed, found):
    assert names(people, text, guessed) == found


def test_one_more_among_others_on_a_line(people):
    text = "Invite Gwendoline, Priscilla, but not Hurst."
    sure = (("Gwendoline", 0.99), ("Priscilla", 0.99))
    assert "Hurst" in names(people, text, *sure, ("Hurst", 0.75))
    assert "Hurst" not in names(people, text, sure[0], ("Hurst", 0.75))
