"""A secret key of an office or design tool, by the form its vendor gave it.

Notion, Airtable, Linear, Figma, Dropbox, HubSpot, Okta, Asana, Typeform, 1Password, ClickUp and
others.
"""

from __future__ import annotations

from paravent.detect.base import Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.recognizers.api_key import API_KEY, judge_key

_FORMS = (
    r"(?:secret|ntn)_[A-Za-z0-9]{40,50}",  # Notion
    r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}",  # Airtable
    r"lin_(?:api|oauth)_[A-Za-z0-9]{40,64}",  # Linear
    r"fig[dor]_[A-Za-z0-9_\-]{40}",  # Figma
    r"sl\.[A-Za-z0-9_\-=.]{100,200}",  # Dropbox
    r"pat-(?:na|eu)[0-9]-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",  # HubSpot
    r"[0-9]/[0-9]{16}(?:/[0-9]{16})?:[a-f0-9]{32}",  # Asana
    r"tfp_[A-Za-z0-9_\-]{40,60}(?:_[A-Za-z0-9]{10,20})?",  # Typeform
    r"ops_eyJ[A-Za-z0-9+/]{200,900}={0,3}",  # 1Password
    r"A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}",
    r"pk_[0-9]{6,10}_[A-Z0-9]{32}",  # ClickUp
    r"CFPAT-[A-Za-z0-9_\-]{40,60}",  # Contentful
    r"phc_[A-Za-z0-9]{40,50}",  # PostHog
    r"rdme_[a-z0-9]{70}",  # ReadMe
    r"ATTA[a-f0-9]{64}",  # Trello
)
_OKTA = (
    r"(?i)\b(?:okta[\w\- ]{0,20}|authorization)[\"']?\s?[:=]\s?[\"']?(?:SSWS )?"
    r"(?P<v>00[A-Za-z0-9_\-]{40})\b"
)

RECOGNIZER = Recognizer(
    API_KEY,
    patterns=(rf"\b(?:{'|'.join(_FORMS)})", _OKTA),
    validate=judge_key,
    digits=LONG,
)

# Written in two pieces, so that no scanner of source code takes them for real.
_40 = "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2gH4jK6mN8"
_64 = "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 2

HITS = (
    ("ntn_" + _40, "ntn_" + _40),
    ("pat" + "k3J8mN2pQ5rS7t." + _64, "pat" + "k3J8mN2pQ5rS7t." + _64),
    ("lin_api_" + _40, "lin_api_" + _40),
    ("figd_" + _40, "figd_" + _40),
    (
        "HubSpot pat-eu1-" + "8e91d90f-971d-4753-9d43-577dfee9b524",
        "pat-eu1-" + "8e91d90f-971d-4753-9d43-577dfee9b524",
    ),
    ("Authorization: SSWS 00" + _40, "00" + _40),
    ("sl." + _40 * 3, "sl." + _40 * 3),
)
MISSES = (
    "secret_santa_2024",
    "ntn_your_integration_token_goes_here_please_now",
    "figd_...",
    "pat-eu1 est la région",
    "A3-paysage-recto-verso",
    "okta: voir la documentation",
)
