"""A JSON Web Token (RFC 7519): header, payload, signature in base64url.

The header is decoded to be sure of it; the payload, which names people, is never read.
"""

from __future__ import annotations

import base64
import binascii
import json

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer


def _validate(text: str) -> float | None:
    head = text.split(".", 1)[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (binascii.Error, ValueError):
        return 0.6
    return 1.0 if isinstance(header, dict) and "alg" in header else 0.6


RECOGNIZER = Recognizer(
    EntityType(
        "JWT", "JETON", Category.CREDENTIAL, "jeton de session (JWT)", "session token (JWT)", True
    ),
    patterns=(r"eyJ[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]+){1,4}\.?[A-Za-z0-9_\-]*",),
    validate=_validate,
    needs=("eyj",),
)

_HEAD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
_BODY = "eyJzdWIiOiIxMjM0NTY3ODkwIn0"

HITS = (
    (f"Authorization: Bearer {_HEAD}.{_BODY}.c2lnbmF0dXJl", f"{_HEAD}.{_BODY}.c2lnbmF0dXJl"),
    (f"token={_HEAD}.{_BODY}.c2ln-_x&next=1", f"{_HEAD}.{_BODY}.c2ln-_x"),
    (f'"{_HEAD}.{_BODY}."', f"{_HEAD}.{_BODY}."),
    (f"cookie: s={_HEAD}.{_BODY}.abc;", f"{_HEAD}.{_BODY}.abc"),
    (f"{_HEAD}.a1b2c3d4.e5f6.g7h8.i9j0", f"{_HEAD}.a1b2c3d4.e5f6.g7h8.i9j0"),
)
MISSES = (
    "Un JWT a trois parties : en-tête.charge.signature",
    "eyJ est le début d'un jeton",
    "iVBORw0KGgoAAAANSUhEUgAA.png",
    "package com.exemple.eyJouer",
    "aaa.bbb.ccc",
)
