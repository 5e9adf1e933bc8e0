"""Drives boto3 for Amazon Bedrock, with an API key, and with a signature (SigV4)."""

import json
import os
from collections.abc import Iterator
from functools import partial
from typing import Any

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from driving import drive

os.environ["AWS_BEARER_TOKEN_BEDROCK"] = "stub"
BODY = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 500}


class Client:
    """The SDK's clients; its answers hold bytes and streams, which come out as what they say."""

    def __init__(self, base_url: str | None) -> None:
        self._base_url = base_url
        make = partial(boto3.client, "bedrock-runtime", "eu-west-3", endpoint_url=base_url)
        self._client = make()
        keys = {"aws_access_key_id": "stub", "aws_secret_access_key": "stub"}
        self._signing = make(config=Config(signature_version="v4"), **keys)

    def converse(self, **arguments: Any) -> Any:
        """A whole answer."""
        return _without_head(self._client.converse(**arguments))

    def signed(self, **arguments: Any) -> Any:
        """A whole answer to a request with a signature."""
        return _without_head(self._signing.converse(**arguments))

    def signed_by(self, keys: dict[str, str], region: str, **arguments: Any) -> Any:
        """The same, signed by other keys, in the streamed form."""
        client = boto3.client(
            "bedrock-runtime",
            region,
            endpoint_url=self._base_url,
            config=Config(signature_version="v4", retries={"total_max_attempts": 1}),
            **keys,
        )
        return list(client.converse_stream(**arguments)["stream"])

    def signature(self, keys: dict[str, str], arrived: dict[str, Any], signed: list[str]) -> str:
        """What botocore makes the signature of a request that has arrived somewhere."""
        made = Credentials(*keys.values())
        headers = {name: arrived["headers"][name] for name in signed}
        auth = SigV4Auth(made, "bedrock", headers["host"].split(".")[1])
        url = f"https://{headers['host']}{arrived['target']}"
        request = AWSRequest(arrived["method"], url, headers, arrived["body"].encode())
        request.context["timestamp"] = headers["x-amz-date"]
        told = auth.string_to_sign(request, auth.canonical_request(request))
        return auth.signature(told, request)

    def converse_stream(self, **arguments: Any) -> Iterator[Any]:
        """The events of a streamed one."""
        yield from self._client.converse_stream(**arguments)["stream"]

    def invoke_model(self, *, messages: Any) -> Any:
        """A whole answer in the model's own format."""
        body = json.dumps({**BODY, "messages": messages})
        return json.load(self._client.invoke_model(modelId="m", body=body)["body"])

    def invoke_model_stream(self, *, messages: Any) -> Iterator[Any]:
        """The events of a streamed one."""
        body = json.dumps({**BODY, "messages": messages})
        for event in self._client.invoke_model_with_response_stream(modelId="m", body=body)["body"]:
            yield json.loads(event["chunk"]["bytes"])


def _without_head(answer: Any) -> Any:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def tell(error: Exception) -> dict[str, Any]:
    """The SDK keeps the whole answer."""
    answer = getattr(error, "response", {})
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return {"status": status, "code": answer.get("Error", {}).get("Code")}


drive(Client, tell)
