"""What kind of thing a value is that comes without a word about it, and what is too short for one.

A guess is always shown to the person, who may say otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.core.folding import squeeze
from paravent.core.types import Sensitive
from paravent.register.entries import Entry, Kind
from paravent.register.spelling import words_of
from paravent.register.variants import has_legal_form

if TYPE_CHECKING:
    from paravent.detect.lexicon import Lexicon

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DOMAIN = re.compile(r"(?i)(?:https?://)?(?:[a-z0-9à-ÿ-]+\.)+[a-z]{2,24}(?:/\S*)?")
_PHONE = re.compile(r"(?:\+|00)?[\d\s().\-/]{9,20}")
_STREET = re.compile(
    r"(?i).*\d.*\b(?:rue|avenue|av|boulevard|bd|place|chemin|impasse|all[ée]e|route|quai|cours"
    r"|street|road|lane|avenue|drive|square)\b.*"
)
_FORMS = (
    (Kind.EMAIL, _EMAIL),
    (Kind.PHONE, _PHONE),
    (Kind.DOMAIN, _DOMAIN),
    (Kind.ADDRESS, _STREET),
)
_PERSON_WORDS = 4
_SHORTEST, _SHORTEST_NUMBER = 2, 3  # letters and digits of a name, of a number


def guess(value: str, lexicon: Lexicon) -> Kind:
    """The likeliest kind of a value."""
    text = value.strip()
    for kind, form in _FORMS:
        if form.fullmatch(text):
            return kind
    words = words_of(text)
    if any(sign.isdigit() for sign in text) and len(words) <= _PERSON_WORDS:
        return Kind.FILE
    if has_legal_form(words) or "&" in text or not words:
        return Kind.COMPANY
    person = 2 <= len(words) <= _PERSON_WORDS + 1 and any(
        word in lexicon.first_names for word in (words[0], words[-1])
    )
    return Kind.PERSON if person else Kind.COMPANY


def entry_of(kind: Kind, value: str, family: str = "", *, alias: bool = False) -> Entry | None:
    """The entry of a value, or None where it is too short to be looked for."""
    text = " ".join(value.split())
    least = _SHORTEST_NUMBER if kind in {Kind.FILE, Kind.PHONE} else _SHORTEST
    if len(squeeze(text)) < least:
        return None
    last = " ".join(family.split())
    return Entry(kind, Sensitive(text), Sensitive(last) if last else None, alias)
