"""A private key: a PEM, OpenSSH or PGP block as one stretch, also when its end was cut off.

The key is not parsed: whatever stands between the lines that say so is taken.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

_BEGIN = r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----"
_END = r"-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----"

RECOGNIZER = Recognizer(
    EntityType("PRIVATE_KEY", "CLEPRIVEE", Category.CREDENTIAL, "clé privée", "private key", True),
    patterns=(
        rf"(?s){_BEGIN}(?:.*?{_END}|(?:(?:\s|\\r|\\n)*[A-Za-z0-9+/=]{{16,}})*)",
        r"PuTTY-User-Key-File-[23]: [^\n]+\n(?:[^\n]+\n?)+",
        r"AGE-SECRET-KEY-1[A-Z0-9]{50,70}",
    ),
    score=1.0,
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
    ("AGE-SECRET-KEY-1" + "Q" * 58, "AGE-SECRET-KEY-1" + "Q" * 58),
)
MISSES = (
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----",
    "Une clé privée ne se partage pas.",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
    "BEGIN PRIVATE KEY",
)
