"""A secret key of an online service: by the form its vendor gave it, or by the name before it.

Nothing is tried out: a key is never sent to its vendor to see if it works.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

_VENDORS = (
    r"sk-(?:proj-|ant-|or-|svcacct-|admin-)?[A-Za-z0-9_\-]{20,250}",  # OpenAI, Anthropic
    r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b",  # AWS
    r"\bgh[oprsu]_[A-Za-z0-9]{36,255}",  # GitHub
    r"\bgithub_pat_[A-Za-z0-9_]{22,255}",
    r"\bgl(?:pat|ptt|dt|rt|oas|cbt)-[A-Za-z0-9_\-]{20,300}",  # GitLab
    r"\bAIza[A-Za-z0-9_\-]{35}",  # Google
    r"\bya29\.[A-Za-z0-9_\-]{20,300}",
    r"\bGOCSPX-[A-Za-z0-9_\-]{28}",
    r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,250}",  # Slack
    r"\bxapp-[0-9]-[A-Za-z0-9\-]{10,250}",
    r"https://hooks\.slack\.com/services/[A-Za-z0-9/]{20,100}",
    r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,250}",  # Stripe
    r"\bwhsec_[A-Za-z0-9+/=]{24,100}",
    r"\bhf_[A-Za-z0-9]{30,40}",  # Hugging Face
    r"\b(?:gsk|xai|pplx|nvapi|r8|tvly|fw|csk|jina)[_\-][A-Za-z0-9_\-]{24,200}",  # other AI services
    r"\bnpm_[A-Za-z0-9]{36}",
    r"\bpypi-[A-Za-z0-9_\-]{50,300}",
    r"\bSG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{16,64}",  # SendGrid
    r"\bxkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}",  # Brevo
    r"\bkey-[0-9a-f]{32}\b",  # Mailgun
    r"\bdo[opr]_v1_[a-f0-9]{64}",  # DigitalOcean
    r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",  # Shopify
    r"\bsq0(?:atp|csp)-[A-Za-z0-9_\-]{22,50}",  # Square
    r"\bhv[sb]\.[A-Za-z0-9_\-]{24,200}",  # Vault
    r"\b(?:secret|ntn)_[A-Za-z0-9]{40,50}",  # Notion
    r"\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}",  # Airtable
    r"\bfigd_[A-Za-z0-9_\-]{40}",  # Figma
    r"\blin_api_[A-Za-z0-9]{40}",  # Linear
    r"\b\d{8,10}:AA[A-Za-z0-9_\-]{33}",  # Telegram
)
_NAMED = (
    r"(?i)\b(?:[a-z0-9]{1,20}[_\- ])?(?:api[_\- ]?keys?|secret[_\- ]?(?:access[_\- ]?)?keys?"
    r"|access[_\- ]?keys?|access[_\- ]?tokens?"
    r"|auth[_\- ]?tokens?|client[_\- ]?secrets?|cl[ée] (?:d'|secr[èe]te )?api|cl[ée] "
    r"secr[èe]te|account[_\- ]?key|bearer|x-api-key)"
    r"[\"']?\s{0,3}(?::|=|\s|est|is){0,3}\s{0,3}[\"'`]?(?P<v>[A-Za-z0-9_\-./+]{16,250}={0,2})"
)
_STAND_IN = re.compile(
    r"(?i)your|votre|ma_?cle|my[_\-]|example|exemple|placeholder|change|xxxx|\.\.\.|1234567890abc"
)


def _validate(text: str) -> float | None:
    if _STAND_IN.search(text):
        return 0.2
    mixed = any(map(str.isdecimal, text)) and any(map(str.isalpha, text))
    return 0.95 if mixed and len(set(text)) >= 8 else None


RECOGNIZER = Recognizer(
    EntityType("API_KEY", "CLE", Category.CREDENTIAL, "clé d'accès", "API key", True),
    patterns=("|".join(_VENDORS), _NAMED),
    validate=_validate,
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    (
        "OPENAI_API_KEY=sk-proj-" + "a1B2c3D4e5F6g7H8i9J0k1L2",
        "sk-proj-" + "a1B2c3D4e5F6g7H8i9J0k1L2",
    ),
    ("clé : sk-ant-" + "api03-Zx9Yw8Vu7Ts6Rq5Po4Nm3", "sk-ant-" + "api03-Zx9Yw8Vu7Ts6Rq5Po4Nm3"),
    ("AKIA" + "IOSFODNN7QW3RTYU", "AKIA" + "IOSFODNN7QW3RTYU"),
    (
        "git clone https://ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a@github.com",
        "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    ),
    ("glpat-" + "zY1x2W3v4U5t6S7r8Q9p", "glpat-" + "zY1x2W3v4U5t6S7r8Q9p"),
    (
        "key=AIza" + "SyD3x4mP1e5Q6w7E8r9T0y1U2i3O4p5A6s7",
        "AIza" + "SyD3x4mP1e5Q6w7E8r9T0y1U2i3O4p5A6s7",
    ),
    (
        "xoxb-" + "17653672481-19874698323-pdFZKVeTuE8sk7oOHBrzbqgy",
        "xoxb-" + "17653672481-19874698323-pdFZKVeTuE8sk7oOHBrzbqgy",
    ),
    ("sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"),
    ("hf_" + "QwErTyUiOpAsDfGhJkLzXcVbNm12345678", "hf_" + "QwErTyUiOpAsDfGhJkLzXcVbNm12345678"),
    (
        'MISTRAL_API_KEY = "' + 'p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa"',
        "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa",
    ),
    (
        "aws_secret_access_key: " + "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ7w1k2Lq",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ7w1k2Lq",
    ),
)
MISSES = (
    "OPENAI_API_KEY=your_api_key_here_please_replace",
    "Comment obtenir une clé API chez Mistral ?",
    "sk-learn est une bibliothèque",
    "api_key = os.environ['OPENAI_API_KEY']",
    "x-api-key: {{api_key}}",
    "The secret key internationalization",
)
