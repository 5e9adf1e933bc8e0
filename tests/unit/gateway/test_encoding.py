"""Content encodings are undone piece by piece, and what is broken or swells is an error."""

import gzip
import random
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from paravent.errors import ParaventError, Reason
from paravent.gateway.encoding import ENCODINGS, BodyDecoder, decode_body


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
}
TEXT = "Élodie Marchand, 12 rue des Lilas. ".encode() * 50
NOISE = random.Random(1).randbytes(5_000)


def test_there_is_a_case_for_each_encoding():
    assert set(PACK) == ENCODINGS


@pytest.mark.parametrize("name", [*PACK, "GZIP", " gzip "])
@pytest.mark.parametrize("content", [TEXT, NOISE, b"x", TEXT * 400], ids=len)
def test_every_encoding_is_undone(name, content):
    assert decode_body(PACK[name.strip().lower()](content), name) == content


@pytest.mark.parametrize("name", sorted(set(PACK) - {"identity"}))
@pytest.mark.parametrize("size", [1, 7, 255, 256, 257])
def test_in_pieces_of_any_size(name, size):
    data, decoder = PACK[name](NOISE), BodyDecoder(name)
    out = b"".join(decoder.feed(data[at : at + size]) for at in range(0, len(data), size))
    decoder.close()
    assert out == NOISE


def test_deflate_without_its_wrapper_is_read_too():
    assert decode_body(bare(TEXT), "deflate") == TEXT


def test_several_gzip_members_are_one_content():
    assert decode_body(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip") == b"one two"


def test_encodings_on_top_of_each_other_are_undone_from_the_last():
    data = brotli.compress(gzip.compress(TEXT))
    assert decode_body(data, "gzip, br") == TEXT


@pytest.mark.parametrize("header", ["rot13", "gzip, rot13", "compress", "aes128gcm", "*"])
def test_an_unknown_encoding_is_unreadable(header):
    with pytest.raises(ParaventError) as caught:
        decode_body(b"data", header)
    assert caught.value.reason is Reason.UNREADABLE


@pytest.mark.parametrize("name", sorted(set(PACK) - {"identity"}))
@pytest.mark.parametrize("damage", ["cut", "flipped", "nothing like it"])
def test_broken_data_is_unreadable(name, damage):
    data = PACK[name](NOISE)
    broken = {
        "cut": data[:-9],
        "flipped": data[:2] + bytes(byte ^ 0xFF for byte in data[2:40]) + data[40:],
        "nothing like it": b"\x00just plain text, nothing more" * 20,
    }[damage]
    with pytest.raises(ParaventError) as caught:
        decode_body(broken, name)
    assert caught.value.reason is Reason.UNREADABLE


@pytest.mark.parametrize("name", sorted(PACK))
def test_a_bomb_is_stopped_long_before_it_has_swollen(name):
    bomb = PACK[name](bytes(64_000_000))
    with pytest.raises(ParaventError) as caught:
        decode_body(bomb, name, limit=1_000_000)
    # identity holds no bomb: without a decoder the gateway's own limit applies
    assert caught.value.reason is Reason.TOO_LARGE


def test_nothing_at_all_is_an_empty_content():
    for name in ENCODINGS:
        assert decode_body(b"", name) == b""
        decoder = BodyDecoder(name)
        decoder.close()


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACK)), st.integers(1, 400))
def test_whatever_the_content_and_the_cuts(content, name, size):
    data, decoder = PACK[name](content), BodyDecoder(name)
    out = b"".join(decoder.feed(data[at : at + size]) for at in range(0, len(data), size))
    decoder.close()
    assert out == content
