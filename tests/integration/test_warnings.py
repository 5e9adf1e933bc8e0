"""The answer to a request that went out with a warning says so, and only that one."""

from pathlib import Path

import pytest

from gatewaying import Rig, chat, run
from paravent.detect.catalogue import entities
from paravent.policy.load import load_policy
from parting import NAME
from stub import Stub

WARN = """
version: 1
name: own
rules:
  - id: signaler
    when: {types: [PERSON]}
    then: warn
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "Léa Noël", expect: hit}, {text: "Bonjour", expect: miss}]
"""


@pytest.mark.parametrize("stream", [False, True])
def test_the_answer_to_a_warned_request_says_so(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, stream: bool
) -> None:
    (tmp_path / "own.yaml").write_text(WARN)
    policy = load_policy("own", [tmp_path], entities())

    async def scenario(rig: Rig) -> None:
        monkeypatch.setattr(rig.parts.policies, "current", lambda: policy)
        warned = await rig.ask(chat(stream=stream))
        assert warned.headers["x-paravent"] == "warned"
        assert stream or NAME in warned.json()["choices"][0]["message"]["content"]
        plain = await rig.ask(chat("Bonjour", stream=stream))
        assert "x-paravent" not in plain.headers
        assert NAME.encode() not in rig.stub.everything()

    run(tmp_path, stub, scenario)
