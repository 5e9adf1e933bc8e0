"""Every disguise in which a value could have left: what a stub saw must hold none of them."""

import base64
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import quote, quote_plus, unquote

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\\/]))")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_DEPTH = 2
_DIGITS = 8
_SIGNS = 5


def leaks(seen: bytes, values: Iterable[str]) -> list[str]:
    """The values that stand in what was seen, in whatever disguise."""
    texts = views(seen)
    squeezed = [_squeeze(text) for text in texts]
    digits = [_digits(text) for text in texts]
    return [
        value
        for value in values
        if any(form in text for form in _forms(value) for text in texts)
        or any(value.encode(wide) in seen for wide in ("utf-16-le", "utf-16-be"))
        or (len(small := _squeeze(value)) >= _SIGNS and any(small in text for text in squeezed))
        or (len(number := _digits(value)) >= _DIGITS and any(number in text for text in digits))
    ]


def views(seen: bytes) -> set[str]:
    """What was seen as a text, and with encodings undone, one within the other."""
    texts = {seen.decode("utf-8", "replace")}
    for _ in range(_DEPTH):
        texts |= {undo(text) for text in texts for undo in _UNDO}
    return texts


def _unescape(text: str) -> str:
    plain = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decode(text: str) -> str:
    """What stands in base64, of either alphabet, with or without its padding."""
    return "\n".join(_decode_run(coded) for coded in _CODED.findall(text))


def _decode_run(coded: str) -> str:
    bare = coded.rstrip("=").replace("-", "+").replace("_", "/")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    return base64.b64decode(bare + "=" * (-len(bare) % 4)).decode("utf-8", "replace")


_UNDO: tuple[Callable[[str], str], ...] = (
    _unescape,
    unquote,
    lambda text: unquote(text.replace("+", " ")),
    html.unescape,
    _decode,
)


def _forms(value: str) -> set[str]:
    """The value as others write it, and in base64 at each alignment within a longer text."""
    forms = {value, json.dumps(value)[1:-1], quote(value, safe=""), quote_plus(value)}
    data = value.encode()
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + data)
        inner = coded[(8 * shift + 5) // 6 : 8 * (shift + len(data)) // 6].decode()
        forms |= {inner, inner.replace("+", "-").replace("/", "_")}
    return forms


def _squeeze(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())
