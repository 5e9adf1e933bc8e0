"""An e-mail address, of any domain: internal ones have no public suffix.

Nothing is looked up: neither a list of suffixes nor the domain.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, Recognizer

_LOCAL = rf"[{LETTER}0-9][{LETTER}0-9._%+'\-]*"
_NAME = rf"[{LETTER}0-9][{LETTER}0-9\-]*"
_TLD = rf"(?:[{LETTER}]{{2,24}}|xn--[a-z0-9\-]{{2,50}})"
_NOBODY = ("git@", "noreply@", "no-reply@", "ne-pas-repondre@", "mailer-daemon@")


def _validate(text: str) -> float | None:
    return 0.4 if text.lower().startswith(_NOBODY) else 0.95


RECOGNIZER = Recognizer(
    EntityType("EMAIL", "EMAIL", Category.CONTACT, "adresse électronique", "e-mail address"),
    patterns=(rf"{_LOCAL}(?:@|%40)(?:{_NAME}\.)+{_TLD}",),
    validate=_validate,
    needs=(
        "@",
        "%40",
    ),
)

HITS = (
    ("Écris à marie.dupont@exemple.fr.", "marie.dupont@exemple.fr"),
    ("jean@intranet.local", "jean@intranet.local"),
    (
        "<élodie.müller+devis@société-générique.consulting>",
        "élodie.müller+devis@société-générique.consulting",
    ),
    ("?u=paul%40exemple.org&x=1", "paul%40exemple.org"),
    ("mailto:o'brien@mail.example.co.uk,", "o'brien@mail.example.co.uk"),
)
MISSES = (
    "git@github.com:python/cpython.git",
    "npm install react@18.2.0",
    "@paul tu valides ?",
    "user@localhost",
    "5 kg @ 3.20 EUR",
    "noreply@exemple.fr",
)
