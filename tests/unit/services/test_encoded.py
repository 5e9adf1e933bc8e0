"""What is text within an encoding is told from what is none."""

import pytest

from paravent.services.encoded import decode_text

TEXTS = [
    "Écris à Léa Noël",
    "06\u202f39\u202f98\u202f12\u202f34",
    "montant\u00a0: 12\u2007500\u00a0€",
    "une ligne\u2028puis une autre\r\n\tet une\x0cpage",
    "de droite à gauche : \u200f\u202b\u202c\u2066\u2069",
    "mots\u2060sans\u180ecoupure \U0001fae9 \ue000",
    "\ufeffavec sa marque",
    "",
]
OTHERS = [
    b"texte\x00texte",
    b"\x0a\x12L\xc3\xa9a No\xc3\xabl\x18\x02",
    b"\xc2\x80\xc2\x9f signes de contr\xc3\xb4le",
    "Léa".encode("latin-1"),
    "Léa".encode("utf-16"),
    b"%PDF-1.7 texte",
    b"\x1b[31mrouge",
    b"\xff",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_one_whatever_its_spaces_and_marks(text: str) -> None:
    assert decode_text(text.encode()) == text


@pytest.mark.parametrize("data", OTHERS)
def test_bytes_with_controls_or_in_another_encoding_are_none(data: bytes) -> None:
    assert decode_text(data) is None
