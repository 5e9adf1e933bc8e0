from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from paravent.errors import ParaventError
from paravent.system.pac import pac_file

PATTERNS = ("chatgpt.com", "*.chatgpt.com", "api.openai.com", "*.dust.tt")
PROXY = "PROXY 127.0.0.1:8787"
PROXIED = (
    "chatgpt.com",
    "ChatGPT.com",
    "chatgpt.com.",
    "ab.chatgpt.com",
    "a.b.CHATGPT.com",
    "api.openai.com",
    "API.OPENAI.COM.",
    "eu.dust.tt",
)
DIRECT = (
    "",
    ".",
    "com",
    "openai.com",
    "www.openai.com",
    "x.api.openai.com",
    "dust.tt",
    "evil-chatgpt.com",
    "chatgpt.com.example.org",
    "chatgpt.comx",
    "xchatgpt.com",
    "api-openai.com",
    "localhost",
    "127.0.0.1",
    "8.8.8.8",
    "::1",
    "accounts.google.com",
    "__proto__",
    "constructor",
    "hasownproperty",
    "a.constructor",
    "a.__proto__",
)
# A PAC file runs in a bare engine: the vm has no console, no require, nothing of Node's.
EVALUATE = """
const {script, calls} = JSON.parse(require("fs").readFileSync(0));
const context = require("vm").createContext(Object.create(null));
require("vm").runInContext(script, context);
console.log(JSON.stringify(calls.map((call) => context.FindProxyForURL(...call))));
"""


def evaluate(script: str, calls: list[tuple[str, str]]) -> list[str]:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "1":
            pytest.fail("node must be installed in CI")
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, "-e", EVALUATE],
        input=json.dumps({"script": script, "calls": calls}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_ai_hosts_are_proxied_without_a_way_around_and_all_others_go_direct() -> None:
    script = pac_file(PATTERNS, "127.0.0.1", 8787)
    urls = ("https://{}/", "http://{}/path", "wss://{}/socket")
    calls = [(url.format(host), host) for host in (*PROXIED, *DIRECT) for url in urls]
    answers = evaluate(script, calls)
    assert answers == [PROXY] * 3 * len(PROXIED) + ["DIRECT"] * 3 * len(DIRECT)


def test_without_patterns_all_goes_direct() -> None:
    assert evaluate(pac_file((), "127.0.0.1", 1), [("https://a.fr/", "a.fr")]) == ["DIRECT"]


def test_only_catalogued_hosts_are_named() -> None:
    script = pac_file(("b.example.org", "*.a.example.org"), "127.0.0.1", 9)
    assert script.count("example.org") == 2
    assert "DIRECT" not in script.split("var below")[0]


def test_order_does_not_matter() -> None:
    assert pac_file(PATTERNS, "127.0.0.1", 1) == pac_file(PATTERNS[::-1], "127.0.0.1", 1)


def test_ecmascript_5() -> None:
    script = pac_file(PATTERNS, "127.0.0.1", 8787)
    assert script.isascii()
    for newer in ("let ", "const ", "=>", "`", "endsWith", "includes", "dnsDomainIs"):
        assert newer not in script


@pytest.mark.parametrize("pattern", ["a.*.b.fr", "*", 'x"; alert(1); "', "a.fr\n"])
def test_a_pattern_that_would_not_match_is_refused(pattern: str) -> None:
    with pytest.raises(ParaventError):
        pac_file(("chatgpt.com", pattern), "127.0.0.1", 8787)
