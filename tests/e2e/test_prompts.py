"""Twenty prompts with planted data: nothing of it arrives, and all of it comes back."""

import asyncio

import httpx
import pytest

from e2e.conftest import Sdks
from e2e.curl import CHAT, chat, request, text_of
from e2e.labels import promised
from e2e.leaks import leaks
from e2e.prompts import PROMPTS, Prompt
from program import Program
from stub import Stub, trusting

HEADERS = {"content-type": "application/json"}
MODELS = {
    "openai": ("chat.completions.create", {"model": "gpt-5.1"}),
    "anthropic": ("messages.create", {"model": "claude-opus-4-1", "max_tokens": 500}),
    "mistral": ("chat.complete", {"model": "mistral-large-latest"}),
}


def test_there_are_twenty_in_two_languages() -> None:
    assert len(PROMPTS) == 20
    assert sum(prompt.name.endswith("-en") for prompt in PROMPTS) == 7
    planted = [value for prompt in PROMPTS for value in prompt.planted]
    assert len(planted) == len(set(planted)) > 80


@pytest.mark.sdk
@pytest.mark.parametrize("vendor", MODELS)
@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.name)
def test_by_an_sdk(sdk: Sdks, stub: Stub, prompt: Prompt, vendor: str) -> None:
    method, arguments = MODELS[vendor]
    messages = [{"role": "user", "content": prompt.text}]
    result = sdk(vendor, "proxy").call(method, messages=messages, **arguments)
    said = (
        result["content"][0]["text"]
        if vendor == "anthropic"
        else result["choices"][0]["message"]["content"]
    )
    check(stub, prompt, said)


@pytest.mark.parametrize("version", ["1.1", "2"])
@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.name)
def test_by_curl(program: Program, stub: Stub, prompt: Prompt, version: str) -> None:
    for stream in (False, True):
        said = chat(program, prompt.text, stream=stream, version=version)
        assert stub.seen[-1].http == version
        check(stub, prompt, said)


def check(stub: Stub, prompt: Prompt, said: str) -> None:
    assert leaks(stub.everything(), prompt.planted) == []
    assert said == promised(stub.seen[-1], prompt.text)
    assert [value for value in prompt.planted if value not in said] == []


async def test_all_at_once(program: Program, stub: Stub) -> None:
    """In one HTTP/2 connection, streamed: each answer has its own values and no other's."""
    trust = trusting(program.ca)
    async with httpx.AsyncClient(
        proxy=program.proxy, verify=trust, http2=True, trust_env=False, timeout=60
    ) as client:
        answers = await asyncio.gather(
            *(
                client.post(CHAT, content=request(p.text, stream=True), headers=HEADERS)
                for p in PROMPTS
            )
        )
    assert len(stub.seen) == len(PROMPTS)
    assert {answer.http_version for answer in answers} == {"HTTP/2"}
    for prompt, answer in zip(PROMPTS, answers, strict=True):
        said = text_of(answer.text)
        held = [p.name for p in PROMPTS if all(value in said for value in p.planted)]
        assert held == [prompt.name]
    planted = [value for prompt in PROMPTS for value in prompt.planted]
    assert leaks(stub.everything(), planted) == []
