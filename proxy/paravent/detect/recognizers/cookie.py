"""A cookie that keeps a session open: whoever has it is logged in.

Headers are taken whole, and the cookies whose names say that they hold a session.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer
from paravent.detect.stand_ins import is_stand_in

_SESSIONS = (
    r"PHPSESSID|JSESSIONID|ASP\.NET_SessionId|ASPSESSIONID\w{8}|connect\.sid|session[_-]?id"
    r"|laravel_session|_[a-z]{2,20}_session|XSRF-TOKEN|csrftoken|remember_(?:token|me|web\w*)"
    r"|auth[_-]?token|sid|li_at|SAPISID|HSID|SSID|c_user|sessionKey|__Secure-[\w.\-]+"
    r"|__Host-[\w.\-]+|(?:next-auth|authjs)\.session-token|wordpress_logged_in_\w+|sb-[\w\-]+-token"
)
_VALUES = re.compile(r"=[\"']?([^;\s\"']{8,})")


def _validate(text: str) -> float | None:
    if is_stand_in(text[:40]):
        return 0.2
    values = _VALUES.findall(text) if "=" in text[1:-2] else [text]
    return 0.9 if any(re.search(r"\d", v) and re.search(r"[A-Za-z]", v) for v in values) else None


RECOGNIZER = Recognizer(
    EntityType("COOKIE", "COOKIE", Category.CREDENTIAL, "cookie de session", "session cookie"),
    patterns=(
        r"(?i)\b(?:set-)?cookie[\"']?[ ]?:[ ]?[\"']?(?P<v>[\w.\-]{1,60}=[^\n\"'<>]{8,})",
        (
            rf"(?i)\b(?:{_SESSIONS})[\"']?[ ]?[=:][ ]?[\"']?"
            r"(?P<v>[A-Za-z0-9_\-.%+/~]{12,}={0,2})"
        ),
    ),
    validate=_validate,
    needs=(
        "cookie",
        "sess",
        "sid",
        "token",
        "li_at",
        "c_user",
        "remember",
        "__secure",
        "__host",
        "wordpress",
    ),
)

HITS = (
    (
        "Cookie: PHPSESSID=q1w2e3r4t5y6u7; lang=fr",
        "PHPSESSID=q1w2e3r4t5y6u7; lang=fr",
    ),
    (
        "Set-Cookie: sid=9f8e7d6c5b4a; Path=/; HttpOnly",
        "sid=9f8e7d6c5b4a; Path=/; HttpOnly",
    ),
    ("JSESSIONID=1A2B3C4D5E6F7A8B9C0D", "1A2B3C4D5E6F7A8B9C0D"),
    ("-H 'cookie: auth=a1b2c3d4e5; theme=dark'", "auth=a1b2c3d4e5; theme=dark"),
    ("li_at=AQEDAR2xYz8Kk3J8mN2p", "AQEDAR2xYz8Kk3J8mN2p"),
    ('"sessionid": "x9y8z7w6v5u4t3s2"', "x9y8z7w6v5u4t3s2"),
)
MISSES = (
    "Bandeau : ce site utilise des cookies",
    "Cookie: name=value",
    "document.cookie = 'theme=dark'",
    "Set-Cookie: <name>=<value>",
    "cookie policy: https://exemple.fr/cookies",
    "sessionid = request.session_id",
    "recette des cookies : 200 g de farine",
)
