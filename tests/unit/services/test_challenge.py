"""Checks for robots are recognised by what their makers document; ordinary answers are not."""

import pytest

from paravent.services.challenge import LOOKED_AT, SIGNS, recognise
from paravent.store.vocabulary import Challenger

CLOUDFLARE = {"server": "cloudflare", "cf-ray": "8f1d2c3b4a5e6f70-CDG"}
PAGE = b'<!DOCTYPE html><html lang="en-US"><head><title>%b</title></head><body>%b</body></html>'

HITS = [
    ("cloudflare", 403, {**CLOUDFLARE, "cf-mitigated": "challenge"}, b""),
    ("cloudflare", 429, {**CLOUDFLARE, "cf-mitigated": "challenge"}, b""),
    ("cloudflare", 200, {"cf-mitigated": "Challenge"}, b""),
    ("cloudflare", 403, CLOUDFLARE, PAGE % (b"Just a moment...", b"")),
    ("cloudflare", 503, CLOUDFLARE, PAGE % (b"Un instant\xe2\x80\xa6", b"")),
    ("cloudflare", 403, {}, PAGE % (b"", b"<script>window._cf_chl_opt={cvId:'3'}</script>")),
    ("cloudflare", 403, {}, PAGE % (b"", b'<form action="/?__cf_chl_f_tk=x" method="POST">')),
    ("cloudflare", 429, {}, PAGE % (b"", b'<script src="/cdn-cgi/challenge-platform/h/b/x"></script>')),
    ("turnstile", 403, {}, PAGE % (b"", b'<script src="https://challenges.cloudflare.com/turnstile/v0/api.js">')),
    ("aws_waf", 202, {"x-amzn-waf-action": "challenge"}, b""),
    ("aws_waf", 405, {"x-amzn-waf-action": "captcha"}, b""),
    ("datadome", 403, {"x-datadome": "protected"}, PAGE % (b"", b"<script>var dd={'host':'geo.captcha-delivery.com'}</script>")),
    ("datadome", 403, {}, b'{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=x"}'),
    ("datadome", 401, {}, PAGE % (b"", b'<script src="https://ct.captcha-delivery.com/c.js">')),
    ("human", 403, {}, b'{"appId":"PXabc12345","jsClientSrc":"/init.js","blockScript":"/captcha.js"}'),
    ("human", 403, {}, PAGE % (b"", b"<script>window._pxAppId = 'PXabc12345';</script>")),
    ("human", 429, {}, PAGE % (b"", b'<div id="px-captcha"></div>')),
    ("arkose", 403, {}, PAGE % (b"", b'<script src="https://client-api.arkoselabs.com/v2/KEY/api.js">')),
    ("akamai", 428, {"server": "AkamaiGHost"}, b'{"sec-cp-challenge": "true", "provider": "crypto"}'),
    ("akamai", 429, {}, b'{"cpr_chlge": "true"}'),
    ("akamai", 403, {}, PAGE % (b"", b'<script src="/_sec/cp_challenge/sec-4-4.js"></script>')),
    ("vercel", 429, {"x-vercel-mitigated": "challenge"}, PAGE % (b"Vercel Security Checkpoint", b"")),
    ("imperva", 403, {}, PAGE % (b"", b'<iframe src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=9"></iframe>')),
    ("google", 302, {"location": "https://www.google.com/sorry/index?continue=https://gemini.google.com/app"}, b""),
    ("google", 302, {"location": "https://ipv4.google.com/sorry/index"}, b""),
    ("hcaptcha", 403, {}, PAGE % (b"", b'<script src="https://js.hcaptcha.com/1/api.js" async></script>')),
    ("recaptcha", 429, {}, PAGE % (b"", b'<script src="https://www.google.com/recaptcha/api.js"></script>')),
    ("arkose", 403, {}, b'{"challenge_url": "https://openai-api.arkoselabs.com/fc/gc/"}'),
]  # fmt: skip
MISSES = [
    (403, CLOUDFLARE, b'{"error":{"message":"Country not supported","code":"unsupported_country"}}'),
    (429, CLOUDFLARE, b'{"error":{"message":"Rate limit reached for gpt-5.1","type":"tokens"}}'),
    (429, {"retry-after": "20"}, b'{"type":"error","error":{"type":"rate_limit_error"}}'),
    (403, {}, b'{"detail":"Your account has no access to this model."}'),
    (401, {}, b'{"error":"invalid api key"}'),
    (503, CLOUDFLARE, PAGE % (b"Service unavailable", b"We are back in a moment.")),
    (403, CLOUDFLARE, PAGE % (b"Access denied", b"Error 1020, Cloudflare Ray ID: 8f1d")),
    (405, {"allow": "GET"}, b""),
    (202, {"x-amzn-requestid": "1"}, b'{"status":"queued"}'),
    (403, {"cf-mitigated": "block"}, b""),
    (403, {"x-amzn-waf-action": "block"}, b""),
    (200, CLOUDFLARE, PAGE % (b"Log in", b'<script src="https://challenges.cloudflare.com/turnstile/v0/api.js">')),
    (200, CLOUDFLARE, PAGE % (b"Just a moment...", b"a story about waiting")),
    (200, {}, PAGE % (b"", b'<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">')),
    (200, {}, b'{"content":"captcha-delivery.com is DataDome, _pxAppId is HUMAN, arkoselabs.com/v2/"}'),
    (403, {}, b'{"error":"please solve the captcha, or turnstile, or the Arkose challenge"}'),
    (403, {}, PAGE % (b"Just a moment...", b"from another server")),
    (403, {}, b"\xff\xfe\x00\x80" * 100),
    (403, {}, b" " * LOOKED_AT + b"_cf_chl_opt"),
    (500, {}, PAGE % (b"", b"__cf_chl")),
    (403, {"server": "AkamaiGHost"}, PAGE % (b"Access Denied", b"Reference&#32;&#35;18&#46;x")),
    (428, {}, b'{"error":{"code":"precondition_required","message":"If-Match is missing"}}'),
    (429, {"x-vercel-mitigated": "deny"}, b'{"error":{"code":"429"}}'),
    (302, {"location": "https://accounts.google.com/v3/signin/sorry/x"}, b""),
    (302, {"location": "https://example.org/?next=https://www.google.com/sorry/index"}, b""),
    (200, {}, PAGE % (b"Sign up", b'<script src="https://js.hcaptcha.com/1/api.js"></script>')),
    (403, {}, b'{"error":"hcaptcha or recaptcha is missing, see docs.hcaptcha.com"}'),
    (404, {}, b""),
]  # fmt: skip


@pytest.mark.parametrize(("by", "status", "headers", "body"), HITS)
def test_a_challenge_is_recognised(
    by: str, status: int, headers: dict[str, str], body: bytes
) -> None:
    assert recognise(status, headers, body) == by


@pytest.mark.parametrize(("status", "headers", "body"), MISSES)
def test_any_other_answer_is_none(status: int, headers: dict[str, str], body: bytes) -> None:
    assert recognise(status, headers, body) is None


def test_every_sign_is_hit_and_has_a_word_in_the_log() -> None:
    assert {sign.by for sign in SIGNS} == {by for by, *_ in HITS} == set(Challenger)
    for sign in SIGNS:
        assert any(
            sign.fits(status, headers, body.decode()) for _, status, headers, body in HITS
        ), sign
