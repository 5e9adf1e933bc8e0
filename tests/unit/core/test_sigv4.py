"""Signatures of AWS, against those that AWS has published."""

import hashlib
from dataclasses import replace

import pytest

from paravent.core.sigv4 import Claim, Credentials, Signable, holds, sign
from paravent.core.types import Sensitive

AT = "20150830T123600Z"
KEY = Credentials(Sensitive("AKIDEXAMPLE"), Sensitive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfp"
    "SPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQ"
    "DYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+s"
    "cqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FORM = ("content-type", "application/x-www-form-urlencoded")
VECTORS = {
    "get-vanilla": (
        "GET", "/", [], b"", "",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    "post-vanilla": (
        "POST", "/", [], b"", "",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ),
    "get-unreserved": (
        "GET", f"/-._~{LETTERS}", [], b"", "",
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    ),
    "get-vanilla-query-order-key-case": (
        "GET", "/?Param2=value2&Param1=value1", [], b"", "",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    "get-header-value-trim": (
        "GET", "/", [("my-header1", " value1"), ("my-header2", '"a   b   c"')], b"", "",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ),
    "post-header-key-sort": (
        "POST", "/", [("my-header1", "value1")], b"", "",
        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
    ),
    "post-x-www-form-urlencoded": (
        "POST", "/", [FORM], b"Param1=value1", "",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
    "post-sts-header-before": (
        "POST", "/", [], b"", TOKEN,
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    ),
    "get-slashes": (
        "GET", "//", [], b"", "",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    "get-relative-relative": (
        "GET", "/foo/bar/../..", [], b"", "",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
}  # fmt: skip
"""From AWS's "aws-sig-v4-test-suite", as its SDKs carry it: key AKIDEXAMPLE, 2015-08-30, us-east-1.

The last two have the signature of the first: their paths mean ``/``.
"""


def signable(method, target, headers, body, signed="host;x-amz-date", **changes):
    claim = (
        f"Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={signed}"
    )
    head = [("host", "example.amazonaws.com"), *headers, ("x-amz-date", AT)]
    head.append(("authorization", f"AWS4-HMAC-SHA256 {claim}, Signature={'0' * 64}"))
    one = Signable(method, target, tuple(head), hashlib.sha256(body).hexdigest())
    return replace(one, **changes)


def with_headers(request, new):
    others = tuple(one for one in request.headers if one[0] not in new)
    return replace(request, headers=(*others, *new.items()))


@pytest.mark.parametrize("name", VECTORS)
def test_a_signature_is_the_one_that_aws_published(name):
    method, target, headers, body, token, signature = VECTORS[name]
    names = sorted(["host", "x-amz-date", *(one for one, _ in headers)])
    request = signable(method, target, headers, body, ";".join(names))
    credentials = replace(KEY, token=Sensitive(token))
    new = sign(request, credentials, AT)
    claim = Claim.parse(new["authorization"])
    assert claim
    assert claim.signature == signature
    assert new.get("x-amz-security-token", "") == token
    assert holds(with_headers(request, new), credentials)


def signed():
    request = signable("POST", "/model/m%3A0/converse?a=%C3%A9", [FORM], b"{}")
    return with_headers(request, sign(request, KEY, AT))


@pytest.mark.parametrize(
    "change",
    [
        {"method": "PUT"},
        {"target": "/model/m%3A1/converse?a=%C3%A9"},
        {"target": "/model/m%3A0/converse?a=%C3%A8"},
        {"digest": hashlib.sha256(b"{ }").hexdigest()},
        {"headers": {"host": "other.amazonaws.com"}},
        {"headers": {"x-amz-date": "20150830T123601Z"}},
        {"headers": {"x-amz-date": "20150831T123600Z"}},
        {"headers": {"x-amz-security-token": "t"}},
        {"headers": {"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}},
        {"headers": {"authorization": "Bearer abc"}},
    ],
    ids=str,
)
def test_a_signature_holds_for_one_request_only(change):
    assert holds(signed(), KEY)
    headers = change.pop("headers", {})
    assert not holds(replace(with_headers(signed(), headers), **change), KEY)


def test_a_signature_is_of_one_key():
    assert not holds(signed(), replace(KEY, secret=Sensitive("other")))
    assert not holds(signed(), replace(KEY, key_id=Sensitive("AKIDOTHER")))
    assert not holds(signed(), replace(KEY, token=Sensitive("t")))


def test_what_is_signed_anew_holds_and_its_hash_follows_the_body():
    request = with_headers(signed(), {"x-amz-content-sha256": "0" * 64, "te": "trailers"})
    request = replace(request, digest=hashlib.sha256(b"[NOM_1]").hexdigest())
    new = sign(request, KEY, "20150831T000000Z")
    assert new["x-amz-content-sha256"] == request.digest
    claim = Claim.parse(new["authorization"])
    assert claim
    assert claim.scope == "20150831/us-east-1/service/aws4_request"
    assert claim.signed == ("host", "x-amz-content-sha256", "x-amz-date")
    assert holds(with_headers(request, new), KEY)


def test_what_bears_no_signature_is_not_signed():
    request = with_headers(signed(), {"authorization": "AWS4-HMAC-SHA256 Credential=x"})
    with pytest.raises(ValueError, match="not signed"):
        sign(request, KEY, AT)


def test_nothing_of_a_key_or_a_request_is_shown():
    shown = f"{KEY!r} {signed()!r} {Claim.parse(signed().header('authorization'))!r}"
    assert not any(text in shown for text in ("AKIDEXAMPLE", "wJalr", "converse", "amazonaws"))
