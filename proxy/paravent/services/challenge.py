"""Answers that are no answers: a service, or who guards it, asks whether a person is there.

A proxy's connection looks unlike a browser's, so that services may challenge it more often. Such
an answer is recognised by its status, its headers and the beginning of its body, to be counted and
told; nothing is changed in it, since the person must be able to solve it. An ordinary error of an
API, or a page that merely has such a widget in it, is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOKED_AT = 8192
"""Bytes of a body that are looked at."""

REFUSING = frozenset({401, 403, 405, 428, 429, 503})
"""Statuses with which a challenge comes in place of an answer, where only its body says so."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What gives a challenge away: all that is set must hold.

    ``by`` names who sent it, in the words of the audit log. ``header`` is the name of a response
    header and ``value`` a pattern of it, whole; ``body`` a pattern of which any find counts, with
    a status in ``REFUSING`` only.
    """

    by: str
    header: str = ""
    value: str = ""
    body: str = ""

    def fits(self, status: int, headers: Mapping[str, str], text: str) -> bool:
        """Whether an answer has it."""
        if self.header and not re.fullmatch(self.value, headers.get(self.header, "").lower()):
            return False
        return not self.body or (
            status in REFUSING and re.search(self.body, text, re.IGNORECASE) is not None
        )


SIGNS = (
    # developers.cloudflare.com, "Detect a Challenge Page response"
    Sign("cloudflare", "cf-mitigated", "challenge"),
    # docs.aws.amazon.com, "CAPTCHA and Challenge action behavior": with 202 and 405
    Sign("aws_waf", "x-amzn-waf-action", "challenge|captcha"),
    # docs.datadome.co: a page, or JSON with a url, that leads to this host
    Sign("datadome", body=r"\b(?:geo|ct|interstitial)\.captcha-delivery\.com"),
    # docs.humansecurity.com, "Advanced Blocking Response": JSON, or a page with this widget
    Sign("human", body=r'"appId": ?"PX\w+"|_pxAppId|id="px-captcha"'),
    # techdocs.akamai.com, "Challenge actions": a page that works, or JSON with 428
    Sign("akamai", body=r"\bsec-cp-challenge\b|\bcpr_chlge\b|/_sec/(?:cp_challenge|verify)\b"),
    # vercel.com/docs, "Attack Challenge Mode"
    Sign("vercel", "x-vercel-mitigated", "challenge"),
    # docs.imperva.com, "Client classification": a page that is this script
    Sign("imperva", body=r"/_Incapsula_Resource\?"),
    # Google leads to its page of "unusual traffic".
    Sign("google", "location", r"https://(?:www|ipv[46])\.google\.[a-z.]{2,6}/sorry/.*"),
    Sign("cloudflare", body=r"_cf_chl_|__cf_chl|/cdn-cgi/challenge-platform/"),
    Sign("cloudflare", "server", "cloudflare", r"<title>(?:Just a moment|Un instant)"),
    Sign("turnstile", body=r"challenges\.cloudflare\.com/turnstile/"),
    # docs.hcaptcha.com and developers.google.com/recaptcha: the script of the widget
    Sign("hcaptcha", body=r"\b(?:js\.)?hcaptcha\.com/1/(?:api|secure-api)\.js"),
    Sign("recaptcha", body=r"\b(?:google\.com|recaptcha\.net)/recaptcha/(?:api|enterprise)\.js"),
    Sign("arkose", body=r"\b[\w-]+\.arkoselabs\.com/(?:v2|fc)/"),
)


def recognise(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Who asks whether a person is there, or None where it is an answer like any other.

    Args:
        status: the answer's.
        headers: the answer's, found whatever the case of their names.
        body: its beginning, without content encoding, or nothing where it is not known.
    """
    text = body[:LOOKED_AT].decode("utf-8", "replace")
    return next((sign.by for sign in SIGNS if sign.fits(status, headers, text)), None)
