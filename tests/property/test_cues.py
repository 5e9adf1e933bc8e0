"""What spares a search changes nothing that it finds: texts drawn at random, the long way beside."""

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.detect import cues, layouts, people
from paravent.detect.encoded import Encoded
from paravent.detect.sieve import SIEVE

LABELLED = re2.compile(
    cues._LABEL + r"[ \t\"'`*_]{0,5}(?P<v>[^\n;|\t{}\[\]]{2,160})"
)  # as one pattern, which costs five times as much where a text is new
PIECES = [
    *("Nom", "name", "client", "de", "À", "signé par", "nom de la fille", "first_name", "Élise"),
    *(":", ": ", " =", "\n", "  ", " ", ";", "{", "[", "|", ",", '"', "`", "'", "*", "- ", "> "),
    *("a", "Marie Dupont", "é" * 90, "x" * 170, "=>", "and ", "\t"),
]
AROUND = [
    *("Marie Dupont", "Léa", " Noël", " (59 ans)", ",", " ", "\n", ">", '"', "9 AM, "),
    *(" née le 3", " Ne au", " NÉ à", " nee en", " né aux", " Demeurant ", ", domiciliée "),
    *(" résidant ", " residant ", " habitant au", " âgée de 3", " Age de 4", " agé de 4"),
    *(
        " de nationalité ",
        " de nationalite ",
        " born in ",
        " currently living at ",
        " residing in ",
    ),
    *(" resident of ", " domiciled at ", " aged 3", " date of birth", " D.O.B.", " dob", " d.ob"),
    *(" c/ ", " v. ", " C/ ", " a écrit :", " a ecrit:", " a répondu :", " wrote:", " writes :"),
    *(" écrivait :", " <", " (", " &lt;", " [mailto:", " [", "lea.noel", "@", "exemple.fr", ">"),
    *("https://a.fr/x", "WWW.a.fr", "HTTP://b", "é", "Qw+/" * 16, "Qw+/" * 15),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_values_behind_labels_are_those_of_one_pattern(text):
    encoded = Encoded(text)
    found = list(encoded.behind(cues._AFTER_LABEL, cues._TOLD))
    assert found == list(encoded.spans(LABELLED, 1, within=True))


def check_spared(text):
    assert not any(pattern.search(text) for pattern in SIEVE.vain(text.encode()))
    assert layouts._BOXED.search(text) or not layouts._MAILBOX.search(text)
    encoded = Encoded(text)
    assert people._Addresses(encoded)._spans == list(encoded.spans(people._WHOLE))


@pytest.mark.parametrize("piece", AROUND)
def test_nothing_that_gives_a_name_away_is_passed_over(piece):
    check_spared(f"Marie Dupont{piece}Marie Dupont")
    check_spared(f"Marie Dupont (59 ans),{piece}")


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(AROUND), max_size=12).map("".join))
def test_what_is_not_searched_for_is_not_there(text):
    check_spared(text)
