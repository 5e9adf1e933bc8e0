"""A prompt sent to the demo service and back, by the same way as any other.

What is shown as having left is what the service says that it received, not what we meant to send.
Nothing of it is kept.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

import httpx

from paravent.core.types import Sensitive
from paravent.i18n import language

_TIMEOUT_S = 90.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What was typed, what the service received, what came back; or why it was refused."""

    sent: Sensitive[str]
    left: Sensitive[str] = Sensitive("")  # noqa: RUF009 -- immutable
    received: Sensitive[str] = Sensitive("")  # noqa: RUF009 -- immutable
    refusal: str = ""


def run_trial(text: str, port: int) -> Trial:
    """Send a text to the demo service through the proxy on ``port``; it blocks.

    Raises:
        httpx.HTTPError: the proxy does not answer, or not as it should.
    """
    url = f"http://127.0.0.1:{port}/base/demo/v1/chat/completions"
    headers = {"accept-language": language()}
    with httpx.Client(timeout=_TIMEOUT_S, trust_env=False) as client:
        response = client.post(url, json=question(text), headers=headers)
    try:
        return read_answer(text, response)
    except (ValueError, LookupError, TypeError) as error:
        message = "not an answer of the demo service"
        raise httpx.DecodingError(message, request=response.request) from error


def question(text: str) -> dict[str, object]:
    """What the demo service is asked with."""
    return {"model": f"demo-{language()}", "messages": [{"role": "user", "content": text}]}


def read_answer(text: str, response: httpx.Response) -> Trial:
    """What the demo service has answered to a text, or Paravent in its place.

    Raises:
        ValueError, LookupError, TypeError: it is no such answer.
    """
    answer = response.json()
    if response.status_code != httpx.codes.OK:
        return Trial(Sensitive(text), refusal=str(answer["error"]["message"]))
    return Trial(
        Sensitive(text),
        Sensitive(base64.b64decode(answer["received"]).decode()),
        Sensitive(str(answer["choices"][0]["message"]["content"])),
    )
