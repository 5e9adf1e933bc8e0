"""curl over HTTP/1.1 and HTTP/2, through the proxy and through the door."""

import json
import subprocess

import pytest
from program import Program
from stub import Stub

PROMPT = (
    "Rédige une relance pour Mme Léa Noël (lea.noel@exemple.fr, 06 39 98 12 34), "
    "12 rue des Lilas, 69003 Lyon. IBAN FR76 3000 6000 0112 3456 7890 189."
)
PLANTED = ("Léa Noël", "lea.noel@exemple.fr", "06 39 98 12 34", "rue des Lilas", "FR76 3000")


def curl(program: Program, url: str, body: object, *options: str) -> str:
    done = subprocess.run(
        ["curl", "-sS", "-N", "--max-time", "60", "--cacert", str(program.ca), *options, url,
         "-H", "content-type: application/json", "-d", json.dumps(body)],
        capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("version", ["--http1.1", "--http2"])
@pytest.mark.parametrize("stream", [False, True])
def test_through_the_proxy(program: Program, stub: Stub, version: str, stream: bool) -> None:
    body = {"model": "gpt-5.1", "stream": stream, "messages": [{"role": "user", "content": PROMPT}]}
    url = "https://api.openai.com/v1/chat/completions"
    shown = curl(program, url, body, version, "-x", program.proxy)
    if stream:
        chunks = [json.loads(x[6:]) for x in shown.splitlines() if x.startswith("data: {")]
        said = "".join(c["choices"][0]["delta"].get("content", "") for c in chunks)
    else:
        said = json.loads(shown)["choices"][0]["message"]["content"]
    assert stub.seen[-1].http == ("2" if version == "--http2" else "1.1")
    for value in PLANTED:
        assert value.encode() not in stub.everything()
        assert json.dumps(value)[1:-1].encode() not in stub.everything()
    assert "Je note Léa Noël, merci." in said
    assert "Je note lea.noel@exemple.fr, merci." in said
    assert "FR76 3000 6000 0112 3456 7890 189" in said
    assert "[PERSONNE" not in said
