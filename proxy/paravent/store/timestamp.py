"""Timestamps of an outside authority over a checkpoint (RFC 3161): asked for, and read.

What is sent is a hash and a random number. Of the answer it is checked that it was granted and is
about this very checkpoint; the authority's signature is left to ``openssl ts -verify``, which needs
the authority's certificates and a person who trusts them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.errors import ParaventError

_SEQUENCE, _INTEGER, _OCTETS, _BOOLEAN, _TIME = 0x30, 0x02, 0x04, 0x01, 0x18
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""AlgorithmIdentifier of SHA-256 (RFC 5754 §2)."""
_GRANTED = {0, 1}
"""PKIStatus granted and grantedWithMods (RFC 3161 §2.4.2)."""

type Element = tuple[int, bytes]
"""Tag and content of something in DER (X.690)."""


def timestamp_query(note: str, nonce: int) -> bytes:
    """A TimeStampReq (RFC 3161 §2.4.1) for a checkpoint; ``nonce`` has 63 bits at most."""
    imprint = _write(_SEQUENCE, _SHA256 + _write(_OCTETS, sha256(note.encode()).digest()))
    number = _write(_INTEGER, nonce.to_bytes(nonce.bit_length() // 8 + 1))
    return _write(
        _SEQUENCE, _write(_INTEGER, b"\x01") + imprint + number + _write(_BOOLEAN, b"\xff")
    )


def read_timestamp(tsr: bytes, note: str, nonce: int | None = None) -> datetime:
    """The time that a TimeStampResp says of a checkpoint.

    Raises:
        ParaventError: it was refused, is about something else or answers another query, or is no
            such thing.
    """
    try:
        status, *token = _children(tsr, _SEQUENCE)
        if int.from_bytes(_items(status[1])[0][1]) not in _GRANTED or not token:
            raise _bad(t("l'horodatage a été refusé", "the timestamp was refused"))
        info = _info(token[0])
        imprint, *rest = info[2:]
        at = next(content for tag, content in rest if tag == _TIME)
        numbers = [int.from_bytes(content) for tag, content in rest if tag == _INTEGER]
        hashed = _items(imprint[1])[1][1]
        when = datetime.strptime(at.decode()[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (ValueError, IndexError, StopIteration, UnicodeDecodeError) as error:
        raise _bad(t("ce n'est pas un horodatage", "this is not a timestamp")) from error
    if hashed != sha256(note.encode()).digest():
        raise _bad(
            t("cet horodatage est celui d'autre chose", "this timestamp is of something else")
        )
    if nonce is not None and nonce not in numbers[1:]:  # the first is the serial number
        raise _bad(t("cet horodatage répond à une autre demande", "it answers another query"))
    return when


def _info(token: Element) -> list[Element]:
    """The fields of the TSTInfo (RFC 3161 §2.4.2) within a token, a CMS SignedData (RFC 5652)."""
    _, explicit = _items(token[1])
    (signed,) = _items(explicit[1])
    encapsulated = _items(signed[1])[2]
    _, content = _items(encapsulated[1])
    ((_, octets),) = _items(content[1])
    return _children(octets, _SEQUENCE)


def _children(data: bytes, tag: int) -> list[Element]:
    """What is in the one element that the data is."""
    ((found, content),) = _items(data)
    if found != tag:
        raise ValueError("another element")
    return _items(content)


def _items(data: bytes) -> list[Element]:
    return list(_read(data))


def _read(data: bytes) -> Iterator[Element]:
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(data[at : at + count]), at + count
        if at + length > len(data):
            raise ValueError("cut off")
        yield tag, data[at : at + length]
        at += length


def _write(tag: int, content: bytes) -> bytes:
    """An element of at most 127 bytes."""
    return bytes((tag, len(content))) + content


def _bad(what: str) -> ParaventError:
    return fail(
        what,
        t("demandez-en un autre", "ask for another one"),
        exit_code=Exit.INVALID,
    )
