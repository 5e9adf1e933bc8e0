"""Who signs a request anew: whoever signed it, a few minutes ago."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from paravent.core.sigv4 import Credentials, Signable, sign
from paravent.core.types import Sensitive
from paravent.pipeline.signer import FORM, find_signer

AT = datetime(2026, 11, 26, 10, tzinfo=UTC)
KEY = Credentials(Sensitive("AKIDINVENTED"), Sensitive("invented"))


@pytest.fixture
def request_of(desk):
    def make(at=AT, key=KEY):
        claim = "AKIDINVENTED/20261126/eu-west-3/bedrock/aws4_request, SignedHeaders=host"
        head = {
            "host": "bedrock-runtime.eu-west-3.amazonaws.com",
            "authorization": f"AWS4-HMAC-SHA256 Credential={claim}, Signature={'0' * 64}",
        }
        bears = Signable("POST", "/model/m/converse", tuple(head.items()), "0" * 64)
        head |= sign(bears, key, at.strftime(FORM))
        bears = replace(bears, headers=tuple(head.items()))
        request, _ = desk.prepare({}, service="aws_bedrock", target="/model/m/converse")
        return replace(request, signed=True, bears=bears)

    return make


def test_whoever_signed_it_signs_it_anew(request_of):
    assert find_signer(request_of(), KEY, AT + timedelta(minutes=15)) is KEY
    assert find_signer(request_of(), KEY, AT - timedelta(minutes=15)) is KEY


def test_nobody_else_does(request_of):
    assert find_signer(request_of(), None, AT) is None
    assert find_signer(request_of(key=replace(KEY, secret=Sensitive("x"))), KEY, AT) is None
    assert find_signer(replace(request_of(), bears=None), KEY, AT) is None


@pytest.mark.parametrize("minutes", [-16, 16])
def test_nothing_is_signed_that_was_recorded_earlier(request_of, minutes):
    assert find_signer(request_of(), KEY, AT + timedelta(minutes=minutes)) is None
