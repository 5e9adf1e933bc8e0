r"""The grammar of labels, how an id is minted, and which text might still become a label.

A label is ASCII so that it survives Markdown, quotes, French typography and JSON:
``[PERSONNE_K7QDM2]``, or ``[PERSONNE_K7QDM2.2]`` for the second surface form of one entity. The
parser also accepts what a model makes of it: other case, and Markdown escapes
(``[PERSONNE\_K7QDM2]``, ``\[PERSONNE\_K7QDM2\]``). Whether an id exists is the vault's to say,
so ids of 1 to 8 letters and digits parse; those minted here have 6.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from paravent.core.types import Placeholder

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""28 signs without vowels: no word arises, and nothing looks like 0/O or 1/I."""

ID_LENGTH = 6

URL_WORD = "URL"
"""Labels of this word stand for a whole URL and come back only whole."""

LOOKALIKE_WORD = "ETIQUETTE"
"""Labels of this word stand for text that a person typed and that looks like a label."""

_INNER = (
    r"(?P<{0}word>[A-Za-z]{{2,16}})\\?_(?P<{0}id>[0-9A-Za-z]{{1,8}})"
    r"(?:\\?\.(?P<{0}form>[1-9][0-9]{{0,2}}))?"
)
LABEL = re.compile(rf"\[{_INNER.format('')}\]|\\\[{_INNER.format('e')}\\\]")
"""Every spelling that is read as a label; brackets are escaped both or not at all."""

_LONGEST = 2 + 16 + 2 + 8 + 2 + 3 + 2
_BEGUN = re.compile(
    r"\\?\[(?:[A-Za-z]{1,16}(?:\\|\\?_(?:[0-9A-Za-z]{1,8}(?:\\|\\?\.(?:[1-9][0-9]{0,2}\\?)?)?)?)?)?"
)


_SPACING = re.compile(r"[\s'’‐‑-]+")


def parse(match: re.Match[str]) -> Placeholder:
    """The label that a match of ``LABEL`` spells, in canonical case."""
    found = match.groupdict()
    word = found["word"] or found["eword"]
    ident = found["id"] or found["eid"]
    form = found["form"] or found["eform"] or "1"
    return Placeholder(word.upper(), ident.upper(), int(form))


def held_back(text: str) -> int:
    """How many characters at the end of ``text`` might be the beginning of a label.

    Only a *proper* prefix counts: a finished label is not held back, and neither is anything
    that can no longer become one.
    """
    opened = text.rfind("[", max(0, len(text) - _LONGEST))
    if opened >= 0:
        start = opened - 1 if opened and text[opened - 1] == "\\" else opened
        if _BEGUN.fullmatch(text, start):
            return len(text) - start
    return 1 if text.endswith("\\") else 0


def normalise(value: str) -> str:
    """The form under which two spellings of one value are the same value.

    Compatibility forms and case are folded and invisible characters dropped. In what is mostly
    digits only letters and digits count (``06 12`` = ``0612``); elsewhere runs of spaces, hyphens
    and apostrophes count as one space.
    """
    text = unicodedata.normalize("NFKC", value).casefold()
    if not text.isprintable():  # no character of the category Cf is
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    digits = sum(map(str.isdigit, text))
    if digits and 2 * digits >= sum(map(str.isalnum, text)):
        return "".join(filter(str.isalnum, text))
    return _SPACING.sub(" ", text).strip()


def mint_id(key: bytes, site: str, word: str, normal: str, counter: int) -> str:
    """The id of a value on a site: HMAC-SHA256 (RFC 2104) under the installation's key.

    The same value has the same id in every turn and after a restart, and ids of two sites cannot
    be linked without the key. ``counter`` is 0, or the next number after a collision.
    """
    message = "\x1f".join((site, word, normal, str(counter))).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hmac.new(key, message, hashlib.sha256).digest())
    signs: list[str] = []
    for _ in range(ID_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)
