"""A private key: a PEM, OpenSSH or PGP block as one stretch, also when its end was cut off.

The key is not parsed: whatever stands between the lines that say so is taken. The keys of Bitcoin
purses have checksums (Base58Check, BIP 32).
"""

from __future__ import annotations

import hashlib
import re

from stdnum import bitcoin

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.stand_ins import is_stand_in

_BEGIN = r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----"
_END = r"-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----"

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_LINES = re.compile(rf"{_BEGIN}|{_END}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16}")
_QUOTE = re.compile(r"[\"'`]")
_PURSE = re.compile(rf"(?:[xyz]prv)?{_BASE58}+")


def _validate(text: str) -> float | None:
    if text.startswith("-----"):
        body = _LINES.sub("", text)
        return 1.0 if _BASE64.search(body) or _is_short_key(body) else None
    if not _PURSE.fullmatch(text):
        return 1.0
    number = bitcoin.b58decode(text)
    twice = hashlib.sha256(hashlib.sha256(number[:-4]).digest()).digest()
    return 1.0 if twice[:4] == number[-4:] else None


def _is_short_key(body: str) -> bool:
    """Whether few signs are the rest of a key, not constants of a program or dots in a manual."""
    return not (_QUOTE.search(body) or is_stand_in(body)) and any(map(str.isalnum, body))


RECOGNIZER = Recognizer(
    EntityType("PRIVATE_KEY", "CLEPRIVEE", Category.CREDENTIAL, "clé privée", "private key", True),
    patterns=(
        Form(
            rf"(?s){_BEGIN}(?:.*?{_END}|(?:(?:\s|\\r|\\n)*[A-Za-z0-9+/=]{{16,}})*)", ("-----begin",)
        ),
        Form(
            r"PuTTY-User-Key-File-[23]: (?:(?s:.*?)\nPrivate-(?:MAC|Hash): [0-9A-Fa-f]+"
            r"|[^\n]+\n(?:[^\n]+\n?)+)",
            ("putty-user-key",),
        ),
        Form(
            rf"AGE-SECRET-KEY-1[A-Z0-9]{{50,70}}|\b[xyz]prv{_BASE58}{{100,112}}\b",
            ("secret-key-1", "prv"),
        ),
        Form(rf"\b[5KL]{_BASE58}{{50,51}}\b", digits=LONG),
    ),
    validate=_validate,
)

_KEY = (
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n\nq1w2e3==\n-----END RSA PRIVATE KEY-----"
)

HITS = (
    (f"voici ma clé\n{_KEY}\nmerci", _KEY),
    (
        "k: -----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n",
        "-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----",
    ),
    (
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA",
    ),
    (
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOY\n-----END PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOY\n-----END PGP PRIVATE KEY BLOCK-----",
    ),
    (
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBO\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBO\n-----END ENCRYPTED PRIVATE KEY-----",
    ),
    (
        "PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 9f8e7d",
        "PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 9f8e7d",
    ),
    (
        "5HueCGU8rMjxEXxiPuD5BDk" + "u4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        "5HueCGU8rMjxEXxiPuD5BDk" + "u4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
    ),
    ("AGE-SECRET-KEY-1" + "Q" * 58, "AGE-SECRET-KEY-1" + "Q" * 58),
)
MISSES = (
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----",
    "Une clé privée ne se partage pas.",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
    "BEGIN PRIVATE KEY",
    'START = "-----BEGIN PRIVATE KEY-----"\nSTOP = "-----END PRIVATE KEY-----"',
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    'if line == "-----BEGIN RSA PRIVATE KEY-----":',
    "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK",
)
