"""Text in disguise: base64, data URLs. What is text in there is read as text.

What turns out to be an image, a sound, a PDF is an attachment. Pieces of text among other bytes
are read as well, but not written: a request in which something would have to be replaced there
does not leave.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from paravent.core.pieces import read_pieces
from paravent.services.document import Attachment, UnreadableError
from paravent.services.identifier import is_token
from paravent.services.paths import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.document import Document
    from paravent.services.paths import Json

_DATA_URL = re.compile(
    r"data:(?P<type>[\w.+/-]*)(?:;[\w=.+-]+)*?(?P<base64>;base64)?,(?P<data>.*)", re.DOTALL
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_LINES = re.compile(r"(?:[A-Za-z0-9+/_-]{40,}\r?\n)*[A-Za-z0-9+/_-]*={0,2}(?:\r?\n)?")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_BLOB = 1024
_FILES = (
    b"%PDF", b"%!PS", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff",
    b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*", b"OggS", b"fLaC", b"ID3", b"\x1f\x8b",
    b"7z\xbc\xaf",
)  # fmt: skip
"""How files begin that are no plain text, even where each of their bytes could be."""

_BINARY = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Controls that no text has; spaces of all widths, marks of direction and the like, texts have."""


type TakeInner = Callable[[Spot, str], None]
"""Reads the string at a place that was found within another; the second argument is its path."""


def take_encoded(spot: Spot, path: str, document: Document, take: TakeInner) -> bool:
    """Read the string at ``spot`` if it holds something else than itself; say whether it did."""
    text = str(spot.value)
    found = _DATA_URL.fullmatch(text) if text.startswith("data:") else None
    if found and found["base64"]:
        return _take_base64(spot, path, found["data"], found["type"], document, take)
    if found:
        head = text[: found.start("data")]
        write = lambda new: head + quote(new)  # noqa: E731 -- one use, next line
        _take_inner(spot, path, unquote(found["data"]), write, document, take)
        return True
    coded = "".join(text.split()) if _LINES.fullmatch(text) else text  # as `base64` prints it
    if not _BASE64.fullmatch(coded) or _WORD.fullmatch(coded):
        return False
    return _take_base64(spot, path, coded, "", document, take)


def is_opaque(text: str) -> bool:
    """Whether a text says nothing to a reader: base64 that holds no text."""
    return is_token(text) and decode_text(_decode(text)) is None


def decode_text(content: bytes) -> str | None:
    """Bytes as text, or None where they are something else."""
    if content.startswith(_FILES):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _BINARY.search(text) else text


def _take_base64(  # noqa: PLR0913, PLR0917 -- a place, what stands there, and who takes it
    spot: Spot, path: str, data: str, media_type: str, document: Document, take: TakeInner
) -> bool:
    """Read what stands in base64; False if it is short and nothing, so a text after all."""
    text = str(spot.value)
    head = text.removesuffix(data) if text.startswith("data:") else ""
    content = _decode(data)
    inner = decode_text(content)
    if inner is None:
        told = bool(head) or len(data) >= _BLOB or content.startswith(_FILES)
        if told:
            document.attachments.append(Attachment(path, media_type, len(data) * 3 // 4))
        else:
            _take_pieces(path, data, document, take)
        return told
    encode = base64.urlsafe_b64encode if _is_urlsafe(data) else base64.b64encode
    write = lambda new: head + encode(new.encode()).decode()  # noqa: E731 -- one use, next line
    _take_inner(spot, path, inner, write, document, take)
    return True


def _take_pieces(path: str, data: str, document: Document, take: TakeInner) -> None:
    """Read what can be read in base64 that is no text as a whole, without writing it."""
    pieces = read_pieces(data)

    def refuse(_new: str) -> str:
        raise UnreadableError("a text among other bytes")

    if pieces:
        _take_inner(Spot([data], 0), path, pieces, refuse, document, take)


def _decode(data: str) -> bytes:
    """What stands in base64; bytes that are no text where it is not that."""
    try:
        padded = data + "=" * (-len(data) % 4)
        return base64.b64decode(padded, b"-_" if _is_urlsafe(data) else None, validate=True)
    except (binascii.Error, ValueError):
        return b"\xff"


def _is_urlsafe(data: str) -> bool:
    return "-" in data or "_" in data


def _take_inner(  # noqa: PLR0913, PLR0917 -- as above
    spot: Spot,
    path: str,
    inner: str,
    write: Callable[[str], str],
    document: Document,
    take: TakeInner,
) -> None:
    holder: list[Json] = [inner]

    def close() -> None:
        if holder[0] != inner:
            spot.put(write(str(holder[0])))

    document.defer(close)
    take(Spot(holder, 0), f"{path}|decoded")
