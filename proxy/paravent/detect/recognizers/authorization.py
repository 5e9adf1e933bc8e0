"""What a request proves itself with: the value of an ``Authorization`` header, a bearer token.

``Basic`` holds a login and a password in base64, which is no encryption.
"""

from __future__ import annotations

import base64
import binascii
import re

from paravent.detect.base import Recognizer
from paravent.detect.recognizers.secret import SECRET
from paravent.detect.stand_ins import is_code, is_random, is_stand_in

_WORD = re.compile(r"[A-Za-z]+(?:[_\-][A-Za-z]+)*")


def _validate(text: str) -> float | None:
    if is_stand_in(text):
        return 0.2
    if is_random(text):
        return 0.95
    if _is_login(text):
        return 0.9
    return None if _WORD.fullmatch(text) or is_code(text) else 0.7


def _is_login(text: str) -> bool:
    try:
        login = base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return ":" in login and login.isprintable()


RECOGNIZER = Recognizer(
    SECRET,
    patterns=(
        (
            r"(?i)\b(?:proxy-)?authorization[\"'`]?\s{0,2}[:=,]\s{0,2}[\"'`]?"
            r"(?:basic|bearer|token|apikey|api-key|digest|negotiate|ssws|key)\s{1,3}"
            r"(?P<v>[^\s\"'`,;<>]{6,900})"
        ),
        r"(?i)\bbearer\s{1,3}(?P<v>[a-z0-9_\-./+~]{20,900}={0,2})",
        (
            r"(?i)\bx-[a-z\-]{0,20}(?:token|key|secret|auth)[\"']?[ ]?:[ ]?[\"']?"
            r"(?P<v>[^\s\"',;<>]{8,900})"
        ),
    ),
    validate=_validate,
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    ("Authorization: Basic " + "bWFyaWU6WmtwPz8=", "bWFyaWU6WmtwPz8="),
    ("Authorization: Bearer " + "k3J8mN2pQ5rS7tV9wX1yZ4aB", "k3J8mN2pQ5rS7tV9wX1yZ4aB"),
    (
        "curl -H 'Authorization: Token " + "9f8e7d6c5b4a39281706' https://x.fr",
        "9f8e7d6c5b4a39281706",
    ),
    ('"authorization": "Bearer ' + '1a2b3c4d5e6f7a8b9c0d"', "1a2b3c4d5e6f7a8b9c0d"),
    ("X-Auth-Token: " + "x9Y8z7W6v5U4t3S2", "x9Y8z7W6v5U4t3S2"),
    ("use Bearer " + "Zk8Qw3Er5Ty7Ui9Op1As2Df4", "Zk8Qw3Er5Ty7Ui9Op1As2Df4"),
)
MISSES = (
    "Authorization: Bearer <token>",
    "Authorization: Bearer YOUR_TOKEN",
    "Authorization: Bearer ${TOKEN}",
    "Basic authentication sends the password in clear",
    "the bearer of this letter",
    "headers['Authorization'] = `Bearer ${token}`",
    "X-Auth-Token: {{token}}",
    "authorization = Bearer access_token",
)
