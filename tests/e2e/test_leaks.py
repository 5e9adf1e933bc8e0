"""The search for leaks finds them: a proof that rests on it is worth what it is worth."""

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from e2e.leaks import leaks

NAME = "Eugénie Saint-Aubin"
IBAN = "FR76 5260 1815 9083 0166 1318 606"
LINE = f"Client : {NAME}, {IBAN}."


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


DISGUISES = {
    "verbatim": LINE,
    "escaped": json.dumps({"a": LINE}),
    "escaped twice": json.dumps(json.dumps({"a": LINE})),
    "escaped in capitals": LINE.replace("é", "\\u00E9"),
    "percent-encoded": quote(LINE),
    "percent-encoded whole": quote(LINE, safe=""),
    "as a form": quote_plus(LINE),
    "base64": coded(LINE),
    "base64, moved by one": coded(f"x{LINE}"),
    "base64, moved by two": coded(f"xx{LINE}"),
    "base64, unpadded and URL-safe": base64.urlsafe_b64encode(LINE.encode()).decode().rstrip("="),
    "base64 of JSON": coded(json.dumps({"a": LINE})),
    "base64 in a query": f"/?q={quote(coded(LINE), safe='')}",
    "base64 at the end of a word": f"prefix{coded('ab' + LINE)}",
    "HTML": LINE.replace("é", "&eacute;"),
    "without accents": LINE.replace("é", "e"),
    "in capitals": LINE.upper(),
    "without spaces": LINE.replace(" ", "").replace("-", ""),
    "decomposed": LINE.replace("é", "e\u0301"),
    "cut by invisible signs": LINE.replace("a", "a\u200b").replace("8", "8\u202f"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_leak_is_found(disguise: str) -> None:
    seen = f"POST /v1/x\nhost: api.openai.com\n\n{DISGUISES[disguise]}".encode()
    assert leaks(seen, [NAME, IBAN, "Marc Lenoir"]) == [NAME, IBAN]


def test_labels_are_no_leak() -> None:
    seen = b'{"content": "Client : [PERSONNE_K7QDM2], [IBAN_4WTXHB]."}'
    assert leaks(seen, [NAME, IBAN]) == []
