"""Forms: ``application/x-www-form-urlencoded`` bodies, query strings, and path segments.

Names and values are text. What is not changed leaves with the very signs it came with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote_to_bytes

from paravent.services.document import UnreadableError
from paravent.services.jsonbody import take_string
from paravent.services.paths import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.document import Document
    from paravent.services.paths import Json
    from paravent.services.wire import Wire

_PLAIN = re.compile(r"[A-Za-z][A-Za-z_\[\].-]{0,63}")
_SEGMENT = re.compile(
    r"[a-z]+|\d{0,7}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?![\d-]+\Z)(?=[0-9a-f-]{16}|\D*(?:\d\D*){0,6}\Z)[a-z]*[0-9a-f-]*|v\d+(?:beta\d*)?"
    r"|(?![A-Z][a-z]+_[A-Z])(?=\D*(?:\d\D*){0,6}\Z)[A-Za-z]+_[A-Za-z0-9]+"
)
"""What needs no reading: words, short numbers, hashes and ids; not what may be a name or number."""

_SLUG = re.compile(r"[\w.+-]*")
_JOINT = re.compile(r"[-_+]|(?<!\d)\.|\.(?!\d)")


def read_form(text: str, where: str, wire: Wire, document: Document) -> Callable[[], str]:
    """Read ``a=b&c=d``; the function that is returned writes it anew.

    Args:
        text: the form, percent-encoded.
        where: what paths begin with: ``form:`` for a body, ``?`` for a query string.
        wire: the format of JSON that values may hold.
        document: what takes up the texts.

    Raises:
        UnreadableError: it is not UTF-8 when decoded.
    """
    writers = [_read_field(field, where, wire, document) for field in text.split("&")]
    return lambda: "&".join(write() for write in writers)


def _read_field(field: str, where: str, wire: Wire, document: Document) -> Callable[[], str]:
    name, sign, value = field.partition("=")
    label = _decode(name)
    write_name: Callable[[], str] = lambda: name  # noqa: E731 -- replaced below or not
    if not _PLAIN.fullmatch(label):
        label = "?"
        write_name = _read_part(name, f"{where}<name>", "", wire, document)
    write_value = _read_part(value, f"{where}{label}", label, wire, document)
    return lambda: f"{write_name()}{sign}{write_value()}"


def read_segment(text: str, where: str, wire: Wire, document: Document) -> Callable[[], str]:
    """Read one segment of a path that no endpoint names: a slug may spell somebody's name.

    Raises:
        UnreadableError: it is not UTF-8 when decoded.
    """
    decoded = _decode(text.replace("+", "%2B"))
    if _SEGMENT.fullmatch(decoded):
        return lambda: text
    spoken = _JOINT.sub(" ", decoded) if _SLUG.fullmatch(decoded) else decoded
    holder: list[Json] = [spoken]
    take_string(Spot(holder, 0), where, "", wire, document)
    return lambda: text if holder[0] == spoken else quote(str(holder[0]), safe="")


def _read_part(
    text: str, path: str, label: str, wire: Wire, document: Document
) -> Callable[[], str]:
    decoded = _decode(text)
    holder: list[Json] = [decoded]
    take_string(Spot(holder, 0), path, label, wire, document)
    return lambda: text if holder[0] == decoded else quote_plus(str(holder[0]))


def _decode(text: str) -> str:
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8") from error
