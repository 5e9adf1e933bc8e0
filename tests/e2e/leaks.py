"""Every disguise in which a value could have left: what a stub saw must hold none of them."""

import base64
import html
import json
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_DIGITS = 8
_SIGNS = 5


def leaks(seen: bytes, values: Iterable[str]) -> list[tuple[str, str]]:
    """The values that stand in what was seen, each with the disguise in which it does."""
    text = seen.decode("utf-8", "replace")
    views = dict(_views(text))
    squeezed = {name: _squeeze(view) for name, view in views.items()}
    digits = {name: _digits(view) for name, view in views.items()}
    found: list[tuple[str, str]] = []
    for value in values:
        found += [(value, name) for name, view in views.items() if value in view]
        found += [(value, "escaped") for form in _written(value) if form in text]
        found += [(value, "base64") for form in _base64(value) if form in text]
        small, number = _squeeze(value), _digits(value)
        if len(small) >= _SIGNS:
            found += [(value, f"{name}, normalised") for name, v in squeezed.items() if small in v]
        if len(number) >= _DIGITS:
            found += [(value, f"{name}, digits") for name, v in digits.items() if number in v]
    return found


def _views(text: str) -> Iterable[tuple[str, str]]:
    """The text as it stands, and with each encoding undone."""
    yield "verbatim", text
    yield "JSON-unescaped", _unescape(text)
    yield "percent-decoded", unquote(text)
    yield "form-decoded", unquote(text.replace("+", " "))
    yield "HTML-unescaped", html.unescape(text)
    yield "base64-decoded", "\n".join(_decode(coded) for coded in _CODED.findall(text))


def _unescape(text: str) -> str:
    plain = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\\/", "/")


def _decode(coded: str) -> str:
    bare = coded.rstrip("=").replace("-", "+").replace("_", "/")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    return base64.b64decode(bare + "=" * (-len(bare) % 4)).decode("utf-8", "replace")


def _written(value: str) -> set[str]:
    escaped = json.dumps(value)[1:-1]
    upper = _ESCAPE.sub(lambda m: rf"\u{m[1].upper()}", escaped)
    return {escaped, upper, quote(value, safe=""), quote_plus(value), quote(value)}


def _base64(value: str) -> set[str]:
    """What the value becomes at each of its three alignments within a longer text."""
    forms: set[str] = set()
    data = value.encode()
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + data)
        first = (8 * shift + 5) // 6
        last = 8 * (shift + len(data)) // 6
        inner = coded[first:last].decode()
        forms |= {inner, inner.replace("+", "-").replace("/", "_")}
    return forms


def _squeeze(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())
