"""Requests that boto3 has signed, signed anew over what Paravent made of them."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from e2e.drivers import Driver, Sdk, SdkError
from e2e.labels import promised
from e2e.leaks import leaks
from gatewaying import Rig, run
from parting import NAME
from stub import Seen, Stub

pytestmark = pytest.mark.sdk
RULES = """\
version: 1
name: freelance
resign: [{service: aws_bedrock, credentials: "profile:work"}]
"""
KEYS = {"aws_access_key_id": "AKIDINVENTED", "aws_secret_access_key": "invented/secret+1"}
PASSING = {**KEYS, "aws_access_key_id": "ASIAINVENTED", "aws_session_token": "passing=="}
OTHER = {**KEYS, "aws_secret_access_key": "another/secret"}
TEXT = f"Écris à {NAME}."
MODEL = "anthropic.claude-3:0"


def ask(sdk: Sdk, keys: dict[str, str]) -> str:
    messages = [{"role": "user", "content": [{"text": TEXT}]}]
    region = "us-east-1" if sdk.base_url else "eu-west-3"
    events = sdk.call("signed_by", keys=keys, region=region, modelId=MODEL, messages=messages)
    return "".join(one["contentBlockDelta"]["delta"]["text"] for one in events[1:-2])


def signatures(sdk: Sdk, keys: dict[str, str], seen: Seen) -> tuple[str, str]:
    """The signature that arrived, and the one that botocore makes of what arrived."""
    headers = dict(seen.headers)
    _, claim = headers["authorization"].split(" ", 1)
    said = dict(one.split("=", 1) for one in claim.split(", "))
    arrived = {**vars(seen), "headers": headers, "body": seen.body.decode()}
    signed = said["SignedHeaders"].split(";")
    return said["Signature"], sdk.call("signature", keys=keys, arrived=arrived, signed=signed)


def write_profile(file: Path, keys: dict[str, str]) -> None:
    file.write_text("[work]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()))


def check_signed(rig: Rig, sdk: Sdk, keys: dict[str, str], profile: Path) -> None:
    """What has arrived is masked and bears the signature of these keys over what it is now."""
    write_profile(profile, keys)
    assert NAME in ask(sdk, keys)
    seen = rig.stub.seen[-1]
    assert leaks(seen.body, [NAME]) == []
    assert ask(sdk, keys) == promised(rig.stub.seen[-1], TEXT)
    assert seen.target == "/model/anthropic.claude-3%3A0/converse-stream"
    mine, botocores = signatures(sdk, keys, seen)
    assert mine == botocores
    token = keys.get("aws_session_token")
    assert dict(seen.headers).get("x-amz-security-token") == token
    assert token is None or "x-amz-security-token" in dict(seen.headers)["authorization"]


def check_refused(rig: Rig, sdk: Sdk, keys: dict[str, str]) -> None:
    rig.stub.reset()
    with pytest.raises(SdkError) as error:
        ask(sdk, keys)
    assert error.value.told["status"] == 403
    assert "« resign »" in error.value.told["message"]
    assert "~/.aws/credentials" in error.value.told["message"]
    assert rig.stub.seen == []


def check_all(rig: Rig, driver: Driver, profile: Path) -> None:
    sdk = Sdk(driver, None)
    check_refused(rig, sdk, KEYS)
    check_signed(rig, sdk, KEYS, profile)
    check_signed(rig, sdk, PASSING, profile)
    check_refused(rig, sdk, KEYS)
    check_refused(rig, sdk, OTHER)
    check_signed(rig, Sdk(driver, f"http://127.0.0.1:{rig.port}/base/bedrock"), KEYS, profile)
    assert rig.stub.seen[-1].host == "bedrock-runtime.us-east-1.amazonaws.com"


def test_what_boto3_signed_is_signed_anew_by_the_same_key_only(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, rules = tmp_path / "credentials", tmp_path / "rules"
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(profile))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    rules.mkdir()
    (rules / "own.yaml").write_text(RULES)

    async def scenario(rig: Rig) -> None:
        proxy = f"http://127.0.0.1:{rig.port}"
        trust = {"AWS_CA_BUNDLE": str(rig.ca), "HTTPS_PROXY": proxy, "NO_PROXY": "127.0.0.1"}
        driver = Driver("bedrock", {**os.environ, **trust})
        try:
            await asyncio.to_thread(check_all, rig, driver, profile)
        finally:
            driver.stop()

    run(tmp_path, stub, scenario, policies=[rules])
    kept = b"".join(one.read_bytes() for one in (tmp_path / "home").rglob("*") if one.is_file())
    secret: Any = [*KEYS.values(), *PASSING.values(), json.dumps(KEYS)]
    assert not [value for value in secret if value.encode() in kept]
