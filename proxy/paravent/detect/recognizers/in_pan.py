"""An Indian permanent account number (PAN): five letters, four digits, a letter.

The fourth letter says who holds it, a person or one of nine kinds of bodies (Income-tax
Department, and python-stdnum). A word has to say what it is.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Column, Recognizer, announced

_NUMBER = r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"

RECOGNIZER = Recognizer(
    EntityType(
        "IN_PAN",
        "PAN",
        Category.IDENTITY,
        "numéro fiscal indien (PAN)",
        "Indian permanent account number (PAN)",
        True,
    ),
    patterns=(
        announced(
            r"\bpan\b(?: card)?|permanent account(?: number| no\.?)?(?: \(pan\))?",
            rf"(?-i:{_NUMBER})|(?-i:{_NUMBER.replace('A-Z', 'a-z').lower()})",
            TIGHT,
        ),
    ),
    score=0.9,
    column=Column(r"pan(?:[ _](?:no|number|card))?", _NUMBER, needs=(" pan", "pan ")),
    needs=(" pan", "permanent account"),
    digits=4,
)

HITS = (
    ("PAN: ABCPK1234M", "ABCPK1234M"),
    ("PAN card no. AAPFU0939F", "AAPFU0939F"),
    ("permanent account number BNZAA2318J", "BNZAA2318J"),
    ("my pan is abcpk1234m", "abcpk1234m"),
    ("name;pan\nIyer;ABCPK1234M", "ABCPK1234M"),
)
MISSES = (
    "ABCPK1234M",
    "a frying pan ABC1234",
    "Model ABCDE1234F",
    "PAN ABCDE1234F",
    "the pan is hot",
    "PAN: ABCPK12345",
)
