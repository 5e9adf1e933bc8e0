"""An e-mail address written so that robots do not see it: ``jean [at] exemple [point] fr``.

The words for the sign may stand in brackets or not; without them the last part must be a known
ending, and "look at" and its like begin no address.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer
from paravent.detect.recognizers import email

_PART = r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9_+'\-]*"
_OPEN, _CLOSE = r"[ ]{0,2}[\[({<_*][ ]?", r"[ ]?[\])}>_*][ ]{0,2}"
_AT_IN_BRACKETS = rf"{_OPEN}(?:at|arobas[e]?|arobaze|chez|@|a){_CLOSE}"
_DOT_IN_BRACKETS = rf"{_OPEN}(?:dot|point|pt|\.){_CLOSE}"
_DOT_IN_WORDS = r"[ ](?:dot|point)[ ]"
_DOT = rf"(?:\.|{_DOT_IN_BRACKETS}|{_DOT_IN_WORDS})"
_TLD = r"[A-Za-z]{2,24}"
_KNOWN = (
    r"(?:fr|com|org|net|eu|be|ch|lu|ca|uk|us|io|info|pro|biz|dev|re|nc|pf|mg|ma|tn|dz|sn|ci|de|es|it"
    r"|pt|nl|ai|app|co|me|tv)"
)
_HYPHEN = r"[ ](?:tiret(?: du (?:6|six|8|huit|bas|haut|milieu))?|underscore|dash|hyphen)[ ]"
_JOINED = rf"{_PART}(?:{_HYPHEN}{_PART}){{0,3}}"
_SPOKEN = rf"{_JOINED}(?:{_DOT}{_JOINED}){{0,4}}"
_LOCAL = rf"{_PART}(?:{_DOT}{_PART}){{0,4}}"
_NOBODY = re.compile(
    r"(?i)(?:looks?|us|me|it|is|are|was|available|visit|hosted|meet|online|found|here|there|and"
    r"|or|site|page|website|shop|reach|work(?:s|ing)?|live|be|docs?|everyone|team|noreply"
    r"|no-reply|ne-pas-repondre)\b(?:[ \[({<]|$)"
)


def _validate(text: str) -> float | None:
    return None if _NOBODY.match(text) else 0.85


RECOGNIZER = Recognizer(
    email.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"(?i)\b{_LOCAL}{_AT_IN_BRACKETS}{_PART}(?:{_DOT}{_PART}){{0,3}}{_DOT}{_TLD}\b",
            (
                "at)",
                "at]",
                "at}",
                "at>",
                "at*",
                "at_",
                "at ",
                "arobas",
                "arobaz",
                "chez",
                "@",
                "(a",
                "[a",
                "{a",
            ),
        ),
        Form(
            rf"(?i)\b{_SPOKEN}[ ](?:arobase?|arobaze)[ ]{_JOINED}(?:{_DOT}{_PART}){{0,3}}{_DOT}"
            rf"{_KNOWN}\b",
            ("arobas", "arobaz"),
        ),
        Form(
            rf"(?i)\b{_LOCAL}[ ](?:at|@)[ ]{_PART}(?:{_DOT_IN_WORDS}{_PART}){{0,3}}{_DOT_IN_WORDS}"
            rf"{_KNOWN}\b",
            (" dot ", " point "),
        ),
        Form(
            rf"(?i)\b{_PART}(?:\.{_PART}){{0,4}}(?:[ ]@[ ]?|@[ ]){_PART}"
            rf"(?:[ ]?\.[ ]?{_PART}){{0,3}}[ ]?\.[ ]?{_KNOWN}\b",
            ("@ ", " @"),
        ),
    ),
    validate=_validate,
)

HITS = (
    ("joindre luc [at] exemple [dot] com", "luc [at] exemple [dot] com"),
    ("jean.dupont(at)exemple.fr", "jean.dupont(at)exemple.fr"),
    ("Mon mail : marie arobase exemple point fr.", "marie arobase exemple point fr"),
    (
        "jean point dupont arobase mon-cabinet point fr",
        "jean point dupont arobase mon-cabinet point fr",
    ),
    (
        "luc tiret du six roux arobase atelier tiret k point fr",
        "luc tiret du six roux arobase atelier tiret k point fr",
    ),
    ("write to harriet at brightfields dot co dot uk", "harriet at brightfields dot co dot uk"),
    ("sophie {at} exemple (point) org", "sophie {at} exemple (point) org"),
    ("paul.rivet @ exemple.fr", "paul.rivet @ exemple.fr"),
    ("écrire à lucie (arobase) exemple.com", "lucie (arobase) exemple.com"),
)
MISSES = (
    "Look at example dot com for details",
    "Le signe arobase sépare le nom du domaine",
    "meet us at noon (point 3)",
    "array[at] index",
    "5 kg @ 3.20 EUR",
    "arobase et point",
    "rendez-vous au point 4 at the office",
    "at example.com you can buy shoes",
)
