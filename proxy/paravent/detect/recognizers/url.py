"""A web address that leads to a person: a profile, a shared document, a secret or a name in it.

Plain public pages are left alone. The address is taken whole, and nothing in it is fetched.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer

_PROFILE = re.compile(
    r"(?i)^(?:www\.|[a-z]{2}\.|m\.)?(?:"
    r"linkedin\.com/(?:in|pub)/[^/]|facebook\.com/(?:profile\.php|people/|[\w.]{5,}/?$)"
    r"|fb\.com/[\w.]{5,}/?$"
    r"|(?:x|twitter)\.com/\w{2,}/?$|instagram\.com/[\w.]{2,}/?$|tiktok\.com/@|threads\.net/@"
    r"|youtube\.com/@|medium\.com/@|t\.me/\w|wa\.me/\d|github\.com/[\w-]+/?$|gitlab\.com/[\w.-]+/?$"
    r"|malt\.(?:fr|com)/profile/|calendly\.com/[\w-]+|viadeo\.com/.*profile"
    r"|doctolib\.fr/[\w-]+/[\w-]+/[\w-]+"
    r"|snapchat\.com/(?:add|@)|bsky\.app/profile/|twitch\.tv/\w+/?$|reddit\.com/u(?:ser)?/"
    r"|discord(?:app)?\.com/users/\d|strava\.com/athletes/\d|xing\.com/profile/"
    r"|upwork\.com/freelancers/|fiverr\.com/[\w-]+/?$|orcid\.org/\d|paypal\.me/\w"
    r"|researchgate\.net/profile/|copainsdavant\.linternaute\.com/p/|doyoubuzz\.com/\w"
    r"|about\.me/\w|behance\.net/[\w-]+/?$|dribbble\.com/[\w-]+/?$|soundcloud\.com/[\w-]+/?$)"
)
_NOT_PEOPLE = re.compile(
    r"(?i)^(?:www\.)?(?:x|twitter|instagram|facebook|github|gitlab|behance|dribbble"
    r"|soundcloud)\.com/"
    r"(?:home|login|signup|explore|about|help|settings|search|features|pricing|trending"
    r"|topics|share|hashtag|marketplace|groups|events|watch|sharer)\b"
)
_SHARED = re.compile(
    r"(?i)^(?:docs|drive)\.google\.com/.*[\w-]{25}|^(?:www\.)?dropbox\.com/(?:s|scl|sh)/"
    r"|^we\.tl/\w|sharepoint\.com/.*(?:personal|:[wxbf]:)|"
    r"^1drv\.ms/|^(?:[\w.-]+\.)?zoom\.us/j/|^meet\.google\.com/\w{3}-"
    r"|^(?:www\.)?notion\.so/.*[0-9a-f]{32}"
)
_PEOPLE_PATH = re.compile(
    r"(?i)/(?:users?|utilisateurs?|membres?|members?|profils?|profiles?|people|personnes?"
    r"|clients?|customers?|patients?|"
    r"candidats?|salaries|employees?|equipe|team|auteurs?|authors?|avocats?|contacts?"
    r"|u)/[^/?#]{3,}|/[~@][\w.-]{2,}"
)
_SECRET_KEY = re.compile(
    r"(?i)token|secret|passw|pwd|session|(?:^|_|-)(?:sig|signature|auth|api_?key|key|code|jwt|otp)$"
)
_PERSON_KEY = re.compile(
    r"(?i)nom|name|mail|phone|tel|user|login|client|patient|contact|birth|naissance|adresse|address"
)
_BARE = (
    "(?:facebook|instagram|twitter|github|gitlab|calendly|tiktok|snapchat|youtube|x|fb)\\.com/"
    "|malt\\.(?:fr|com)/|t\\.me/|wa\\.me/|paypal\\.me/|bsky\\.app/|twitch\\.tv/|orcid\\.org/"
)
_REST = r"[^\s<>\"'`{}|\\^\[\]«»]+[^\s<>\"'`{}|\\^\[\]«».,;:!?)*]"


def _validate(text: str) -> float | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return 0.5
    if parts.username and parts.password:
        return 0.95
    score = max((_query_score(key, value) for key, value in parse_qsl(parts.query)), default=0.0)
    place = f"{parts.netloc}{parts.path}"
    if "@" in unquote(parts.path + parts.fragment) and re.search(r"[^/]@[^/]+\.", unquote(text)):
        score = max(score, 0.8)
    if _PROFILE.match(place) and not _NOT_PEOPLE.match(place):
        score = max(score, 0.85)
    if _SHARED.search(place):
        score = max(score, 0.75)
    if _PEOPLE_PATH.search(parts.path):
        score = max(score, 0.6)
    return score or None


def _query_score(key: str, value: str) -> float:
    if "@" in value:
        return 0.9
    if _SECRET_KEY.search(key) and len(value) >= 8:
        return 0.8
    return (
        0.7
        if _PERSON_KEY.search(key) and len(value) >= 3 and value not in {"true", "false"}
        else 0.0
    )


RECOGNIZER = Recognizer(
    EntityType(
        "URL", "URL", Category.CONNECTION, "adresse web personnelle", "personal web address"
    ),
    patterns=(
        Form(rf"(?i)\bhttps?://{_REST}", ("http://", "https://")),
        Form(
            rf"(?i)\b(?:www\.|(?:[a-z]{{2}}\.)?linkedin\.com/|{_BARE}){_REST}",
            (
                "www.",
                ".com/",
                "malt.fr/",
                "t.me/",
                "wa.me/",
                "paypal.me/",
                "bsky.app/",
                ".tv/",
                "orcid.org/",
            ),
        ),
    ),
    validate=_validate,
)

HITS = (
    (
        "Son profil : https://www.linkedin.com/in/marie-dupont-75/",
        "https://www.linkedin.com/in/marie-dupont-75/",
    ),
    ("linkedin.com/in/paulmartin.", "linkedin.com/in/paulmartin"),
    (
        "(https://exemple.fr/reset?token=9f8e7d6c5b4a)",
        "https://exemple.fr/reset?token=9f8e7d6c5b4a",
    ),
    ("https://crm.exemple.fr/clients/dupont-marie", "https://crm.exemple.fr/clients/dupont-marie"),
    (
        "https://exemple.fr/?email=luc%40exemple.fr&x=1",
        "https://exemple.fr/?email=luc%40exemple.fr&x=1",
    ),
    ("https://admin:Secret12@intra.exemple.fr/", "https://admin:Secret12@intra.exemple.fr/"),
    ("https://github.com/mariedupont", "https://github.com/mariedupont"),
    ("snapchat.com/add/lea.martin94", "snapchat.com/add/lea.martin94"),
    ("https://www.tiktok.com/@karim.b", "https://www.tiktok.com/@karim.b"),
    ("x.com/karim_benali", "x.com/karim_benali"),
    ("malt.fr/profile/claireroux", "malt.fr/profile/claireroux"),
    ("https://t.me/lucas75", "https://t.me/lucas75"),
    ("https://bsky.app/profile/jeanne.fr", "https://bsky.app/profile/jeanne.fr"),
    ("https://www.youtube.com/@chefkarim", "https://www.youtube.com/@chefkarim"),
    (
        "https://docs.google.com/document/d/1aBcD2eFgH3iJkL4mNoP5qRsT6uVwX/edit",
        "https://docs.google.com/document/d/1aBcD2eFgH3iJkL4mNoP5qRsT6uVwX/edit",
    ),
)
MISSES = (
    "https://www.service-public.fr/particuliers/vosdroits/F1234",
    "https://github.com/python/cpython/issues/12",
    "https://docs.python.org/3/library/re.html#re.compile",
    "https://fr.wikipedia.org/wiki/Victor_Hugo",
    "www.exemple.fr/tarifs?page=2",
    "https://x.com/explore",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.tiktok.com/legal/privacy-policy",
    "https://www.malt.fr/s?q=graphiste",
    "https://www.linkedin.com/company/insee",
)
