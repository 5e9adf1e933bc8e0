"""A secret of a program: what the key of a setting names so, in ``.env``, JSON, YAML or code.

A name proves little: only what looks drawn by lot counts. Passwords are ``password``, keys of
known services ``api_key`` and its like.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer
from paravent.detect.stand_ins import is_code, is_random, is_stand_in

_NAMES = (
    r"secret(?:[_-]?key(?:[_-]?base)?)?|token|credentials?|private[_-]?key|signing[_-]?key"
    r"|encryption[_-]?key|master[_-]?key|app[_-]?key|api[_-]?key|license[_-]?key|passphrase|salt"
    r"|pepper|auth|jeton(?: d['’]acc[eè]s)?|cl[ée] (?:de chiffrement|priv[ée]e|de licence)"
)


def _validate(text: str) -> float | None:
    if is_stand_in(text):
        return 0.2
    return 0.85 if is_random(text) and not is_code(text) else None


SECRET = EntityType("SECRET", "SECRET", Category.CREDENTIAL, "secret d'application", "secret")
RECOGNIZER = Recognizer(
    SECRET,
    patterns=(
        (
            rf"(?i)(?:{_NAMES})(?:_[A-Z0-9]{{1,12}}){{0,2}}[\"'`]?\]?\s{{0,2}}(?::=|=>|:|=)\s{{0,3}}"
            r"[\"'`]?(?P<v>(?:base64:)?[A-Za-z0-9_\-./+~$!@%^&*]{8,300}={0,2})"
        ),
        r"\b(?P<v>[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4})\b",
        r"(?i)\botpauth://\S{0,200}?secret=(?P<v>[A-Z2-7]{10,128})",
    ),
    validate=_validate,
    needs=(
        "secret",
        "token",
        "credential",
        "key",
        "passphrase",
        "salt",
        "pepper",
        "auth",
        "jeton",
        "cle ",
    ),
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    ("license key K4T8Q-9WX2P-LM3VB-77RTY-Q2ZD6", "K4T8Q-9WX2P-LM3VB-77RTY-Q2ZD6"),
    ("process.env['JWT_SECRET'] = '" + "k3J8mN2pQ5rS7tV9wX1yZ4aB'", "k3J8mN2pQ5rS7tV9wX1yZ4aB"),
    ("JWT_SECRET=" + "k3J8mN2pQ5rS7tV9wX1yZ4aB", "k3J8mN2pQ5rS7tV9wX1yZ4aB"),
    (
        "APP_KEY=base64:" + "a3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2gH4jK6mN8pQ=",
        "base64:" + "a3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2gH4jK6mN8pQ=",
    ),
    ('{"refresh_token": "' + '1a2b3c4d5e6f7a8b9c0d"}', "1a2b3c4d5e6f7a8b9c0d"),
    (
        "//npm.exemple.fr/:_authToken=" + "8e91d90f-971d-4753-9d43-577dfee9b524",
        "8e91d90f-971d-4753-9d43-577dfee9b524",
    ),
    ("secret_key_base: " + "9f8e7d6c5b4a39281706f5e4d3c2b1a0", "9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
    ("const clientSecret = '" + "Zk8Qw3Er5Ty7Ui9Op1As'", "Zk8Qw3Er5Ty7Ui9Op1As"),
    ("SESSION_SECRET_V2=" + "x9Y8z7W6v5U4t3S2", "x9Y8z7W6v5U4t3S2"),
    ("django SECRET_KEY = '" + "h7$k2m!p9q4&r8s1t5'", "h7$k2m!p9q4&r8s1t5"),
)
MISSES = (
    "key 12345-67890-12345-67890-12345",
    "JWT_SECRET=your-256-bit-secret",
    "MAX_TOKENS=4096",
    "token: category",
    "const token = localStorage.getItem('token');",
    "TOKEN_URL=https://auth.exemple.fr/oauth2/token",
    "secret = get_secret_value(SecretId=name)",
    "SECRET_KEY=${SECRET_KEY}",
    "model token: gpt-4o-mini-2024-07-18",
    "auth: OAuth2TokenProvider",
    "def sign(self, private_key: SSHCertPrivateKeyTypes)",
    "Le secret : bien choisir ses clients",
)
