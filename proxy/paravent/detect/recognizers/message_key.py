"""A secret key of a messaging or mailing service, by the form its vendor gave it.

Slack, Discord, Telegram, Teams, Twilio, SendGrid, Mailgun, Mailchimp, Brevo, Resend, Postmark,
Facebook, Zapier, Make and others.
"""

from __future__ import annotations

from paravent.detect.base import Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.recognizers.api_key import API_KEY, judge_key

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_FORMS = (
    r"xox[abeoprs][.\-][A-Za-z0-9.\-]{10,250}",  # Slack
    r"xapp-[0-9]-[A-Za-z0-9\-]{10,250}",
    r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/+]{20,100}",
    r"[MNO][A-Za-z0-9_\-]{23,27}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,42}",  # Discord, a bot
    r"mfa\.[A-Za-z0-9_\-]{84}",
    r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/[0-9]{15,21}/[A-Za-z0-9_\-]{60,70}",
    r"[0-9]{8,10}:AA[A-Za-z0-9_\-]{33}",  # Telegram
    r"https://hooks\.zapier\.com/hooks/catch/[0-9]{4,10}/[a-z0-9]{5,12}",
    r"https://hook\.(?:eu|us)[0-9]\.make\.com/[a-z0-9]{24,40}",
    r"https://[a-z0-9]{1,60}\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/\-]{80,250}",  # Teams
    r"(?:AC|SK)[0-9a-f]{32}",  # Twilio
    r"SG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{16,64}",  # SendGrid
    r"(?:pub)?key-[0-9a-f]{32}",  # Mailgun
    r"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}",
    r"[0-9a-f]{32}-us[0-9]{1,2}",  # Mailchimp
    r"x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}",  # Brevo
    r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}",  # Resend
    r"EAA[A-Za-z0-9]{80,300}",  # Facebook
    r"AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,120}",  # X
    r"AAAA[A-Za-z0-9_\-]{7}:[A-Za-z0-9_\-]{134,180}",  # Firebase messages
)

RECOGNIZER = Recognizer(
    API_KEY,
    patterns=(
        rf"\b(?:{'|'.join(_FORMS)})",
        rf"(?i)\bX-Postmark-(?:Server|Account)-Token[\"']?[:=]\s{{0,2}}[\"']?(?P<v>{_UUID})",
    ),
    validate=judge_key,
    digits=LONG,
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    (
        "https://hooks.zapier.com/hooks/catch/" + "8132367/4plg1cf",
        "https://hooks.zapier.com/hooks/catch/" + "8132367/4plg1cf",
    ),
    (
        "https://hook.eu1.make.com/" + "k3j8mn2pq5rs7tv9wx1yz4ab6cd0ef",
        "https://hook.eu1.make.com/" + "k3j8mn2pq5rs7tv9wx1yz4ab6cd0ef",
    ),
    (
        "xoxb-" + "17653672481-19874698323-pdFZKVeTuE8sk7oOHBrzbqgy",
        "xoxb-" + "17653672481-19874698323-pdFZKVeTuE8sk7oOHBrzbqgy",
    ),
    (
        "bot : MTE4" + "Njk5ODU3NDMyMTA5ODc2.GhT5kL.k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g",
        "MTE4" + "Njk5ODU3NDMyMTA5ODc2.GhT5kL.k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g",
    ),
    (
        "7123456789:AA" + "Hk3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g",
        "7123456789:AA" + "Hk3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g",
    ),
    ("TWILIO SK" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0", "SK" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
    (
        "SG." + "k3J8mN2pQ5rS7tV9wX1yZ4.aB6cD0eF2gHk3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g",
        "SG." + "k3J8mN2pQ5rS7tV9wX1yZ4.aB6cD0eF2gHk3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g",
    ),
    ("9f8e7d6c5b4a39281706f5e4d3c2b1a0" + "-us14", "9f8e7d6c5b4a39281706f5e4d3c2b1a0" + "-us14"),
    (
        "xsmtpsib-" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 2 + "-k3J8mN2pQ5rS7tV9",
        "xsmtpsib-" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 2 + "-k3J8mN2pQ5rS7tV9",
    ),
    ("re_" + "k3J8mN2p_Q5rS7tV9wX1yZ4aB6cD0eF2g", "re_" + "k3J8mN2p_Q5rS7tV9wX1yZ4aB6cD0eF2g"),
    (
        "X-Postmark-Server-Token: " + "8e91d90f-971d-4753-9d43-577dfee9b524",
        "8e91d90f-971d-4753-9d43-577dfee9b524",
    ),
)
MISSES = (
    "xoxb-your-token-goes-here-please",
    "SK9f8e7d6c",
    "SG.1 correspond à la section",
    "id 8e91d90f-971d-4753-9d43-577dfee9b524",
    "md5 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "https://discord.com/api/webhooks/ID/TOKEN",
    "re_compile et re_sub",
)
