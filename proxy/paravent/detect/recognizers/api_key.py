"""A secret key of an online service: by the form its vendor gave it, or by the name before it.

The forms here are those of AI services; other vendors have files of their own (``cloud_key``,
``forge_key``, ``message_key``, ``payment_key``, ``workspace_key``). Nothing is tried out: a key is
never sent to its vendor to see if it works.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.stand_ins import is_code, is_random, is_stand_in

_AI = (
    r"sk-(?:proj-|ant-|or-|svcacct-|admin-|lf-)?[A-Za-z0-9_\-]{20,250}",  # OpenAI, Anthropic ...
    r"hf_[A-Za-z0-9]{30,40}",  # Hugging Face
    r"api_org_[A-Za-z]{34}",
    r"sk_[0-9a-f]{48}",  # ElevenLabs
    r"pcsk_[A-Za-z0-9_]{40,90}",  # Pinecone
    r"pa-[A-Za-z0-9_\-]{43}",  # Voyage
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:fx",  # DeepL
    r"(?:gsk|xai|pplx|nvapi|r8|tvly|fw|csk|jina|sk_car|lsv2_[sp]t)[_\-][A-Za-z0-9_\-]{24,200}",
)
_SURE = ("hf_", "api_org_", "sk-proj-", "sk-ant-", "sk-or-", "sk-svcacct-", "sk-admin-", "sk-lf-")
_VENDORS = (
    r"mistral|cohere|open ?ai|anthropic|claude|deepl|deepseek|elevenlabs|stability|replicate|groq"
    r"|perplexity|together|hugging ?face|azure|aws|gcp|google|firebase|cloudflare|heroku|netlify"
    r"|vercel|supabase|ovh|scaleway|scw|hetzner|gandi|clever ?cloud|bitbucket|gitlab|github|npm"
    r"|docker(?:hub)?|sentry|datadog|dd|new ?relic|grafana|okta|auth0|dropbox|atlassian|jira"
    r"|confluence|notion|airtable|asana|trello|hubspot|intercom|zendesk|mailchimp|mailgun|mailjet"
    r"|postmark|brevo|sendinblue|sendgrid|twilio|vonage|slack|discord|telegram|stripe|paypal"
    r"|braintree|square|shopify|adyen|mollie|gocardless|qonto|pennylane|sellsy|algolia|mapbox"
    r"|twitter|facebook|linkedin|databricks|snowflake|okta|plaid|pipedrive|snyk|sonar"
)
_OF_KEYS = (
    r"api|app(?:lication)?|access|auth|personal|bot|secret|private|client|consumer|service"
    r"|account|token|key|cl[ée]|jeton|pat|sid|prod(?:uction)?|live|dev|server|license|rest|admin"
    r"|webhook|signing|ingest|role|oauth|write|read"
)
_IS = r"[\"'`]?\]?\s{0,3}(?::=|=>|:|=|\s(?:est|is)\s)\s{0,3}[\"'`]?"
_VALUE = r"(?P<v>[A-Za-z0-9_\-/+~]{16,250}={0,2})"
_NAMED = (
    r"(?i)\b(?:[a-z0-9]{1,20}[_\- ])?(?:api[_\- ]?keys?|secret[_\- ]?(?:access[_\- ]?)?keys?"
    r"|access[_\- ]?keys?|access[_\- ]?tokens?|account[_\- ]?key|shared[_\- ]?access[_\- ]?key"
    r"|auth[_\- ]?tokens?|client[_\- ]?secrets?|cl[ée]s? (?:d'|secr[èe]te )?api|cl[ée] secr[èe]te"
    r"|bearer|x-api-key)"
    r"[\"']?\]?\s{0,3}(?::|=|\s|est|is){0,3}\s{0,3}[\"'`]?(?P<v>[A-Za-z0-9_\-./+]{16,250}={0,2})"
)
_VENDOR_NAMED = (
    rf"(?i)\b(?:(?:{_VENDORS})(?:[ _\-]{{0,3}}(?:{_OF_KEYS}))*{_IS}"
    rf"|(?:cl[ée]|jeton|token|key|secret)[ ](?:[\w']{{1,6}} ){{0,2}}(?:{_VENDORS})[ ]){_VALUE}"
)


def judge_key(text: str) -> float | None:
    """How sure it is that a text is a key, where its form says whose it is."""
    if is_stand_in(text):
        return 0.2
    kinds = [any(map(kind, text)) for kind in (str.isdecimal, str.islower, str.isupper)]
    return 0.95 if is_random(text) or (sum(kinds) > 1 and len(set(text)) >= 8) else None


def _validate(text: str) -> float | None:
    if text.startswith(_SURE):
        return judge_key(text)
    if is_stand_in(text):
        return 0.2
    return 0.95 if is_random(text) and not is_code(text) else None


API_KEY = EntityType("API_KEY", "CLE", Category.CREDENTIAL, "clé d'accès", "API key", True)
RECOGNIZER = Recognizer(
    API_KEY,
    patterns=(
        Form(
            "|".join(_AI),
            (
                *(
                    "sk-",
                    "sk_",
                    "hf_",
                    "api_org",
                    ":fx",
                    "gsk",
                    "xai",
                    "pplx",
                    "nvapi",
                    "r8",
                    "tvly",
                ),
                *("fw-", "fw_", "csk", "jina", "lsv2", "pa-"),
            ),
            LONG,
        ),
        Form(_NAMED, ("key", "token", "secret", "bearer", " cle"), LONG),
        Form(_VENDOR_NAMED, digits=LONG),
    ),
    validate=_validate,
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    (
        "OPENAI_API_KEY=sk-proj-" + "a1B2c3D4e5F6g7H8i9J0k1L2",
        "sk-proj-" + "a1B2c3D4e5F6g7H8i9J0k1L2",
    ),
    ("clé : sk-ant-" + "api03-Zx9Yw8Vu7Ts6Rq5Po4Nm3", "sk-ant-" + "api03-Zx9Yw8Vu7Ts6Rq5Po4Nm3"),
    ("hf_" + "QwErTyUiOpAsDfGhJkLzXcVbNm12345678", "hf_" + "QwErTyUiOpAsDfGhJkLzXcVbNm12345678"),
    ("hf_" + "qWErTYuiOPasDFghJKlzXCvbNMqwERtyUI", "hf_" + "qWErTYuiOPasDFghJKlzXCvbNMqwERtyUI"),
    (
        "sk_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928",
        "sk_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928",
    ),
    (
        "pcsk_" + "a1B2c3_D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6",
        "pcsk_" + "a1B2c3_D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6",
    ),
    ("gsk_" + "pQ7rT2vX9zB4dF6hJ8kM1nP3sU5wY0aC", "gsk_" + "pQ7rT2vX9zB4dF6hJ8kM1nP3sU5wY0aC"),
    ("pplx-" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0", "pplx-" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
    ("xai-" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF", "xai-" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF"),
    ("r8_" + "Ab3Cd5Ef7Gh9Ij1Kl2Mn4Op6Qr8St0Uv", "r8_" + "Ab3Cd5Ef7Gh9Ij1Kl2Mn4Op6Qr8St0Uv"),
    (
        'MISTRAL_API_KEY = "' + 'p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa"',
        "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa",
    ),
    (
        "ma clé Mistral : " + "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa.",
        "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa",
    ),
    (
        "voici la clé API Mistral " + "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa",
        "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa",
    ),
    (
        "aws_secret_access_key: " + "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ7w1k2Lq",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ7w1k2Lq",
    ),
    (
        "Heroku token: " + "8e91d90f-971d-4753-9d43-577dfee9b524",
        "8e91d90f-971d-4753-9d43-577dfee9b524",
    ),
    ("DD_API_KEY=" + "a1b2c3d4e5f60718293a4b5c6d7e8f90", "a1b2c3d4e5f60718293a4b5c6d7e8f90"),
    (
        "os.environ['MISTRAL_API_KEY'] = '" + "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa'",
        "p7Kx2mQ9vL4sT8wZ1nB6cR3yH5jD0fGa",
    ),
    (
        "OVH_APPLICATION_SECRET=" + "Zk8Qw3Er5Ty7Ui9Op1As2Df4Gh6Jk0Lx",
        "Zk8Qw3Er5Ty7Ui9Op1As2Df4Gh6Jk0Lx",
    ),
)
MISSES = (
    "OPENAI_API_KEY=your_api_key_here_please_replace",
    "Comment obtenir une clé API chez Mistral ?",
    "sk-learn est une bibliothèque",
    "api_key = os.environ['OPENAI_API_KEY']",
    "x-api-key: {{api_key}}",
    "headers['api_key'] = config['api_key']",
    "The secret key internationalization",
    "api_key = settings.OPENAI_API_KEY_V2",
    "github commit: 3f786850e387550fdab836ed7e6dc881de23001b",
    "vercel: my-project-name-2024-production",
    "task-management-application-2024-release",
)
