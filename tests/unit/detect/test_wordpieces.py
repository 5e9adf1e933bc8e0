import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from zstandard import ZstdCompressor

from paravent.detect.tokens import tokens
from paravent.detect.wordpieces import WordPieces
from paravent.settings import shipped

PIECES = {
    "<s>": 0.0,
    "</s>": 0.0,
    "<unk>": 0.0,
    "▁": -3.0,
    "▁ma": -5.0,
    "rie": -4.0,
    "▁marie": -8.0,
    "m": -6.0,
    "a": -6.0,
    "r": -6.0,
    "i": -6.0,
    "e": -6.0,
}
NUMBERS = {piece: at for at, piece in enumerate(PIECES)}
WIDTH = 64


@pytest.fixture
def file(tmp_path):
    """A file of a few pieces, the vector of each so many times its number."""
    blocks = np.zeros((len(PIECES), WIDTH // 32, 18), np.uint8)
    blocks[..., :2] = np.arange(len(PIECES), dtype=np.float16).view(np.uint8).reshape(-1, 1, 2)
    blocks[..., 2:] = 9 + 16 * 6  # the first half of a block is 1, the second -2
    file = io.BytesIO()
    np.savez(
        file,
        text=np.frombuffer("\n".join(PIECES).encode(), np.uint8),
        scores=np.array(list(PIECES.values()), np.float32),
        vectors=blocks,
        marks=np.full((2, WIDTH), 7, np.float16),
    )
    path = tmp_path / "pieces.npz.zst"
    path.write_bytes(ZstdCompressor().compress(file.getvalue()))
    return path


@pytest.fixture(scope="module")
def pieces():
    return WordPieces(shipped("models") / "referee" / "pieces.npz.zst")


def cut(pieces, text):
    return list(pieces.of(tokens(text)))


def test_the_likeliest_cut_is_taken(file):
    pieces = WordPieces(file)
    assert cut(pieces, "marie") == [[NUMBERS["▁marie"]]]  # -8 against -9 of ▁ma and rie


def test_a_blank_before_a_word_is_part_of_it(file):
    first, mark, second = cut(WordPieces(file), "marie-marie")
    assert first == [NUMBERS["▁marie"]]
    assert mark == [2]
    assert second == [NUMBERS["m"], NUMBERS["a"], NUMBERS["rie"]]


def test_a_letter_that_is_no_piece_loses_its_accents_or_is_unknown(file):
    assert cut(WordPieces(file), "mariè") == [[NUMBERS["▁marie"]]]
    assert cut(WordPieces(file), "zm") == [[NUMBERS["▁"], 2, NUMBERS["m"]]]


def test_vectors_are_what_their_four_bits_say(file):
    pieces = WordPieces(file)
    rows = pieces.vectors([[NUMBERS["rie"]], *cut(pieces, "\n")])
    assert rows.shape == (4, WIDTH)
    number = NUMBERS["rie"]
    assert rows[1].tolist() == ([number] * 16 + [-2 * number] * 16) * 2
    assert set(rows[2].tolist()) == {7.0}  # the end of a line has a vector of its own
    assert set(rows[0].tolist()) == {0.0, -0.0}


def test_the_shipped_pieces_know_both_languages(pieces):
    for word in ("facture", "invoice", "Grace", "Élodie"):
        assert 1 <= len(cut(pieces, f"a {word}")[1]) <= 3
    assert pieces.vectors([[5]]).shape == (3, 384)


@given(st.text(max_size=40))
def test_every_word_has_a_piece_and_every_piece_a_vector(pieces, text):
    words = tokens(text)
    cuts = list(pieces.of(words))
    assert len(cuts) == len(words)
    assert all(cuts)
    assert np.isfinite(pieces.vectors(cuts)).all()
