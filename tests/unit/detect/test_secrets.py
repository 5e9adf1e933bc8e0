"""Keys of the services whose keys people paste most, as they stand in code, forms and messages.

Every value is drawn anew, so that no file holds anything a scanner of source code takes for real.
Recognizers only, without any model.
"""

import random
import string

import pytest

from paravent.detect import catalogue
from paravent.detect.base import Passage
from paravent.detect.view import view

HIDDEN = 0.5  # the score from which the shipped policy hides a value
DIGITS, HEX = string.digits, "0123456789abcdef"
UPPER, LOWER = string.ascii_uppercase + DIGITS, string.ascii_lowercase + DIGITS
MIXED = string.ascii_letters + DIGITS
URL_SAFE = f"{MIXED}-_"
UUID = ((8, HEX), "-", (4, HEX), "-", (4, HEX), "-", (4, HEX), "-", (12, HEX))

VENDORS = {
    "OpenAI": ("sk-proj-", (40, URL_SAFE), "T3BlbkFJ", (40, MIXED)),
    "OpenAI, older": ("sk-", (20, MIXED), "T3BlbkFJ", (20, MIXED)),
    "Anthropic": ("sk-ant-api03-", (86, URL_SAFE), "AA"),
    "OpenRouter": ("sk-or-v1-", (64, HEX)),
    "DeepSeek": ("sk-", (32, HEX)),
    "Hugging Face": ("hf_", (34, MIXED)),
    "Groq": ("gsk_", (52, MIXED)),
    "xAI": ("xai-", (80, MIXED)),
    "Perplexity": ("pplx-", (48, MIXED)),
    "Replicate": ("r8_", (37, MIXED)),
    "ElevenLabs": ("sk_", (48, HEX)),
    "DeepL": (*UUID, ":fx"),
    "Pinecone": ("pcsk_", (6, MIXED), "_", (63, MIXED)),
    "LangSmith": ("lsv2_pt_", (32, HEX), "_", (10, HEX)),
    "Google": ("AIza", (35, MIXED)),
    "AWS": ("AKIA", (16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
    "Azure storage": ((86, f"{MIXED}+/"), "=="),
    "DigitalOcean": ("dop_v1_", (64, HEX)),
    "Scaleway": ("SCW", (17, UPPER)),
    "Supabase": ("sbp_", (40, HEX)),
    "Vercel": ("vcp_", (40, MIXED)),
    "Netlify": ("nfp_", (36, MIXED)),
    "Cloudflare": ("cfut_", (40, MIXED)),
    "Fly": ("fo1_", (43, MIXED)),
    "HashiCorp Vault": ("hvs.", (90, MIXED)),
    "Terraform": ((14, MIXED), ".atlasv1.", (64, MIXED)),
    "Databricks": ("dapi", (32, HEX)),
    "PlanetScale": ("pscale_tkn_", (43, MIXED)),
    "Doppler": ("dp.pt.", (43, MIXED)),
    "GitHub": ("ghp_", (36, MIXED)),
    "GitHub, fine-grained": ("github_pat_", (22, MIXED), "_", (59, MIXED)),
    "GitLab": ("glpat-", (20, MIXED)),
    "Atlassian": ("ATATT3xFfGF0", (180, MIXED), "=", (8, UPPER)),
    "npm": ("npm_", (36, MIXED)),
    "PyPI": ("pypi-AgEIcHlwaS5vcmc", (90, MIXED)),
    "RubyGems": ("rubygems_", (48, HEX)),
    "Docker Hub": ("dckr_pat_", (27, MIXED)),
    "New Relic": ("NRAK-", (27, UPPER)),
    "Grafana": ("glsa_", (32, MIXED), "_", (8, HEX)),
    "Postman": ("PMAK-", (24, HEX), "-", (34, HEX)),
    "Pulumi": ("pul-", (40, HEX)),
    "SonarQube": ("squ_", (40, HEX)),
    "Buildkite": ("bkua_", (40, HEX)),
    "CircleCI": ("CCIPAT_", (22, MIXED), "_", (40, HEX)),
    "Stripe": ("sk_live_", (24, MIXED)),
    "Stripe webhook": ("whsec_", (32, MIXED)),
    "Square": ("sq0atp-", (22, MIXED)),
    "PayPal": ("access_token$production$", (16, LOWER), "$", (32, HEX)),
    "Mollie": ("live_", (30, MIXED)),
    "Shopify": ("shpat_", (32, HEX)),
    "Slack": ("xoxb-", (12, DIGITS), "-", (13, DIGITS), "-", (24, MIXED)),
    "Slack webhook": ("https://hooks.slack.com/services/T", (8, UPPER), "/B", (8, UPPER), "/", (24, MIXED)),
    "Discord": ("MTA", (23, MIXED), ".", (6, MIXED), ".", (38, MIXED)),
    "Discord webhook": ("https://discord.com/api/webhooks/", (18, DIGITS), "/", (68, MIXED)),
    "Telegram": ("7", (9, DIGITS), ":AA", (33, MIXED)),
    "Zapier": ("https://hooks.zapier.com/hooks/catch/", (7, DIGITS), "/", (7, LOWER)),
    "Make": ("https://hook.eu1.make.com/", (32, LOWER)),
    "Twilio": ("SK", (32, HEX)),
    "SendGrid": ("SG.", (22, MIXED), ".", (43, MIXED)),
    "Mailgun": ("key-", (32, HEX)),
    "Mailchimp": ((32, HEX), "-us14"),
    "Brevo": ("xkeysib-", (64, HEX), "-", (16, MIXED)),
    "Resend": ("re_", (8, MIXED), "_", (24, MIXED)),
    "Facebook": ("EAAC", (150, MIXED)),
    "Notion": ("ntn_", (46, MIXED)),
    "Airtable": ("pat", (14, MIXED), ".", (64, HEX)),
    "Linear": ("lin_api_", (40, MIXED)),
    "Figma": ("figd_", (40, MIXED)),
    "Asana": ("2/", (16, DIGITS), "/", (16, DIGITS), ":", (32, HEX)),
    "HubSpot": ("pat-eu1-", *UUID),
    "Typeform": ("tfp_", (44, MIXED)),
    "Mapbox": ("sk.eyJ1Ijoi", (60, MIXED), ".", (22, MIXED)),
    "Dropbox": ("sl.B", (130, MIXED)),
}  # fmt: skip

# Without a form of their own: what stands before them says what they are.
NAMED = {
    "MISTRAL_API_KEY": (32, MIXED),
    "AZURE_OPENAI_API_KEY": (32, HEX),
    "OVH_CONSUMER_KEY": (32, HEX),
    "MAILJET_APIKEY_PRIVATE": (32, HEX),
    "DATADOG_API_KEY": (32, HEX),
    "QONTO_SECRET_KEY": (32, HEX),
    "aws_secret_access_key": (40, f"{MIXED}/+"),
    "JWT_SECRET": (48, URL_SAFE),
    "SECRET_KEY_BASE": (64, HEX),
    "SESSION_TOKEN": (40, MIXED),
}

# Said to be secret by what stands around them: the value is what is to be drawn.
SAID = {
    "Authorization: Basic {}": (24, MIXED),
    "curl -H 'Authorization: Token {}' https://api.exemple.fr": (32, HEX),
    "token: eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl": (40, MIXED),
    "-----BEGIN " + "PRIVATE KEY-----\n{}\n-----END " + "PRIVATE KEY-----": (64, MIXED),
    "-----BEGIN " + "OPENSSH PRIVATE KEY-----\n{}": (70, MIXED),
    "APP_KEY=base64:{}": (43, MIXED),
    "otpauth://totp/acme:lucie?secret={}&issuer=acme": (16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    "DB_HOST=db\nDB_PASSWORD={}\nDB_NAME=crm": (14, MIXED),
    "Server=tcp:sql,1433;User ID=sa;Password={};Encrypt=True": (14, MIXED),
    "mongodb+srv://crm:{}@cluster0.exemple.net/?w=majority": (14, MIXED),
    "laravel_session={}; path=/": (40, MIXED),
}

FRAMES = (
    "Pourquoi {} ne marche plus ?",
    "KEY={}\nDEBUG=1",
    '{{"token": "{}", "retries": 3}}',
    "| prod | {} |",
    "curl -H 'Authorization: Bearer {}' https://api.exemple.fr",
)


def draw(parts, lot):
    """A value of a form: texts as they are, pairs as that many signs drawn by lot."""
    return "".join(
        part if isinstance(part, str) else "".join(lot.choices(part[1], k=part[0]))
        for part in parts
    )


def hidden(text):
    """The positions of a text that are found, by any recognizer."""
    recognizers = catalogue.shipped()
    seen = view(text)
    passage = Passage.of(seen.text)
    spans = [
        seen.span(hit.start, hit.end)
        for recognizer in recognizers
        for hit in recognizer.find(passage)
        if hit.score >= HIDDEN
    ]
    return {at for start, end in spans for at in range(start, end)}


def leaves(text, value):
    """Whether any letter or digit of a value is left."""
    found, start = hidden(text), text.index(value)
    places = range(start, start + len(value))
    return any(text[at].isalnum() and at not in found for at in places)


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_key_is_found_by_its_form_wherever_it_stands(vendor):
    lot = random.Random(vendor)
    for frame in lot.sample(FRAMES, 2):
        key = draw(VENDORS[vendor], lot)
        assert not leaves(frame.format(key), key), (vendor, frame)


@pytest.mark.parametrize("name", NAMED)
def test_a_key_without_a_form_is_found_by_its_name(name):
    lot = random.Random(name)
    for frame in ("{}={}", 'export {}="{}"', "{}: {}", "os.environ['{}'] = '{}'"):
        key = draw([NAMED[name]], lot)
        assert not leaves(frame.format(name, key), key), (name, frame)


@pytest.mark.parametrize("said", SAID)
def test_what_is_said_to_be_secret_is_found(said):
    key = draw([SAID[said]], random.Random(said))
    assert not leaves(said.format(key), key)


def test_as_many_services_as_people_use():
    assert len({vendor.split(",", maxsplit=1)[0] for vendor in VENDORS}) >= 60
