"""The form of names in a text: words with a capital, initials, and particles between them."""

from __future__ import annotations

from paravent.detect.base import LETTER, UPPER

PARTICLES = frozenset({"le", "la", "de", "du", "des", "da", "di", "dos", "van", "von", "el", "al"})
"""Small words inside a name; ``de`` and ``Van`` are neither names nor ordinary words there."""

_FIRST = UPPER.replace("Ā-ɏ", "Ā-ŒŔ-ɏ")  # not œ: sœur
CAPITAL = rf"[{_FIRST}][{LETTER}'’\-]+"
"""One word with a capital, as a pattern, whatever stands in it."""

_LETTERS = rf"(?:[{_FIRST}][{LETTER}]?['’])?[{_FIRST}][{LETTER}]+"
_INITIAL = rf"[{_FIRST}]\."

PART = rf"(?:{_LETTERS}|{_INITIAL})(?:-(?:{_LETTERS}|{_INITIAL}))*"
"""A first name, a surname or an initial: O'Hara, J., Anne-Marie."""

PARTICLE = r"(?:de la|d[aeiu]|des|dos|van de[nr]?|van|von|le|la|el|al|ben|bint|ter|Mc)"
"""What may stand before a part of a name."""

NAME = (
    rf"(?:(?:\b{PARTICLE} ){{0,2}}(?:d['’])?{PART}(?: (?:{PARTICLE} ){{0,2}}"
    rf"(?:d['’])?{PART}){{0,3}})"
)
"""A whole name, of four parts at most."""
