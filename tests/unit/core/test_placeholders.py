import re

import pytest

from paravent.core.placeholders import (
    ALPHABET,
    ID_LENGTH,
    LABEL,
    held_back,
    mint_id,
    normalise,
    parse,
)
from paravent.core.types import Placeholder


def test_the_alphabet_has_28_signs_and_no_vowel() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 28
    assert not set(ALPHABET) & set("AEIOUY01")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[PERSONNE_K7QDM2]", Placeholder("PERSONNE", "K7QDM2")),
        ("[PERSONNE_K7QDM2.2]", Placeholder("PERSONNE", "K7QDM2", 2)),
        ("[personne_k7qdm2.12]", Placeholder("PERSONNE", "K7QDM2", 12)),
        (r"[PERSONNE\_1]", Placeholder("PERSONNE", "1")),
        (r"\[TEL\_12345678\.3\]", Placeholder("TEL", "12345678", 3)),
    ],
)
def test_every_tolerated_spelling_parses(text: str, label: Placeholder) -> None:
    match = LABEL.fullmatch(text)
    assert match
    assert parse(match) == label


@pytest.mark.parametrize(
    "text",
    ["[PERSONNE_]", "[P_1]", "[PERSONNE_123456789]", "[PERSONNE_1.0]", "[PERSONNE 1]",
     "[PERSONNE-1]", "[PERSONNE_1.]", "[PERSÔNNE_1]", "(PERSONNE_1)", "PERSONNE_1",
     "[PERSONNE_1\\]", "[ABCDEFGHIJKLMNOPQ_1]"],
)  # fmt: skip
def test_other_spellings_do_not(text: str) -> None:
    assert not LABEL.search(text)


@pytest.mark.parametrize(
    "label", ["[PERSONNE_K7QDM2]", "[TEL_1.12]", r"\[EMAIL\_K7QDM2\.2\]", r"[URL\_AB12]"]
)
def test_every_proper_prefix_is_held_back_and_the_whole_is_not(label: str) -> None:
    for cut in range(1, len(label)):
        assert held_back(f"avant {label[:cut]}") == cut, label[:cut]
    assert held_back(f"avant {label}") == 0


@pytest.mark.parametrize(
    "text", ["", "abc", "[a b", "[1", "[PERSONNE_K7QDM2] ", "[PERSONNE_123456789", "a[0]", "[]"]
)
def test_what_can_no_longer_become_a_label_is_let_go(text: str) -> None:
    assert held_back(text) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie Dupont", "MARIE  dupont"),
        ("Marie-Claude", "marie claude"),
        ("l’Hôpital", "l'hôpital"),
        ("06 12 34 56 78", "06.12.34.56.78"),
        ("FR76 3000 6000", "fr7630006000"),
        ("ﬁn", "fin"),
        ("Ma\u200brie", "Marie"),
        ("06\u00a012", "0612"),
    ],
)
def test_spellings_of_one_value_are_one_value(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_values_that_differ_differ() -> None:
    assert normalise("Marie Dupont") != normalise("Marie Dupond")
    assert normalise("06 12") != normalise("06 13")
    assert normalise("a@b.fr") != normalise("ab.fr")


def test_ids_depend_on_key_site_word_value_and_counter() -> None:
    base = (b"key", "site", "PERSONNE", "marie dupont", 0)
    ids = {mint_id(*base)}
    for number, other in enumerate((b"other", "other", "TEL", "paul dupont", 1)):
        changed = list(base)
        changed[number] = other
        ids.add(mint_id(*changed))  # type: ignore[arg-type]
    assert len(ids) == 6
    assert all(re.fullmatch(f"[{ALPHABET}]{{{ID_LENGTH}}}", ident) for ident in ids)
