"""What the dashboard and the extension's API answer to whoever is neither, over the real port.

A code, a token and a cookie are real; all that is forged is what a page, another site, another
name, another extension or another user of the computer cannot have right.
"""

import os
import subprocess
from dataclasses import dataclass
from itertools import product

import httpx
import pytest

from program import Program

OURS = "chrome-extension://" + "a" * 32
RIGHT = {
    "origin": OURS, "content-type": "application/json", "authorization": "Bearer {token}",
}  # fmt: skip
API = {
    "etat": "{}",
    "envois": '{"run": "", "numbers": [1]}',
    "pause": '{"service": "chatgpt_web"}',
    "entree": "{}",
}
PAGES = ("/journal", "/reglages/extension", "/direct")
DEEDS = {"/pause": "duree=1h&service=", "/reglages/extension": "", "/reglages/arret": ""}
LETTERS = {"origin": "{own}", "content-type": "application/x-www-form-urlencoded"}

TO_API: dict[str, dict[str, str]] = {
    "rebinding": {"host": "evil.example:{port}"},
    "another name": {"host": "evil.example"},
    "another port": {"host": "127.0.0.1:1"},
    "a site": {"origin": "https://chatgpt.com"},
    "our own page": {"origin": "{own}"},
    "a page without origin": {"origin": "null"},
    "no origin": {"origin": ""},
    "another extension": {"origin": "chrome-extension://" + "b" * 32},
    "another browser": {"origin": "moz-extension://" + "a" * 32},
    "a name like ours": {"origin": OURS + ".evil.example"},
    "a fetch across sites": {"sec-fetch-site": "cross-site"},
    "a simple request": {"content-type": "text/plain"},
    "a form": {"content-type": "application/x-www-form-urlencoded"},
    "no token": {"authorization": ""},
    "a wrong token": {"authorization": "Bearer x"},
    "the secret's scheme": {"authorization": "Basic {token}"},
}
TO_PAGES: dict[str, dict[str, str]] = {
    "rebinding": {"host": "evil.example:{port}"},
    "another port": {"host": "127.0.0.1:1"},
    "a site": {"origin": "https://chatgpt.com"},
    "a page without origin": {"origin": "null"},
    "an extension": {"origin": OURS},
    "a frame": {"sec-fetch-site": "cross-site", "sec-fetch-dest": "iframe"},
    "a neighbour": {"sec-fetch-site": "same-site"},
    "no cookie": {"cookie": ""},
    "a made-up cookie": {"cookie": "paravent_{port}=9999999999.abc"},
}


@dataclass
class Insider:
    """What a person has who may come in."""

    program: Program
    token: str
    cookie: str

    @property
    def own(self) -> str:
        return f"http://127.0.0.1:{self.program.ui_port}"

    def fill(self, headers: dict[str, str]) -> dict[str, str]:
        """Headers with what is known put in; empty ones are left out."""
        known = {"port": self.program.ui_port, "own": self.own, "token": self.token}
        return {name: value.format(**known) for name, value in headers.items() if value}

    def state(self) -> tuple[object, ...]:
        health = self.program.health()
        return health["state"], health["paused_services"], health["pid"]


@pytest.fixture(scope="module")
def insider(shared_program: Program) -> Insider:
    program = shared_program
    own = f"http://127.0.0.1:{program.ui_port}"
    with httpx.Client(trust_env=False, base_url=own) as client:
        client.get(program.run("open", "--no-browser").stdout.strip())
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        code = {"code": program.run("pair").stdout.strip()}
        paired = client.post("/api/extension/lien", json=code, headers={"origin": OURS})
    return Insider(program, paired.json()["token"], cookie)


def test_what_is_forged_is_refused_and_changes_nothing(insider: Insider) -> None:
    before = insider.state()
    asked = [
        ("POST", f"/api/extension/{name}", insider.fill(RIGHT | forged), body)
        for (name, body), forged in product(API.items(), TO_API.values())
    ]
    for forged in TO_PAGES.values():
        headers = insider.fill({"cookie": insider.cookie} | LETTERS | forged)
        asked += [("GET", page, headers, "") for page in PAGES]
        asked += [("POST", path, headers, form) for path, form in DEEDS.items()]
    assert len(asked) >= 40
    let_in = []
    with httpx.Client(trust_env=False, base_url=insider.own) as client:
        for method, path, headers, body in asked:
            answer = client.request(method, path, headers=headers, content=body)
            refused = answer.status_code in {401, 403}
            if not refused or "access-control-allow-origin" in answer.headers:
                let_in.append((method, path, headers, answer.status_code))
    assert let_in == []
    assert insider.state() == before


def test_who_may_ask_is_answered(insider: Insider) -> None:
    """The same requests without a forgery: the test above proves something."""
    with httpx.Client(trust_env=False, base_url=insider.own) as client:
        for name in ("etat", "envois", "entree"):
            answer = client.post(
                f"/api/extension/{name}", headers=insider.fill(RIGHT), content=API[name]
            )
            assert answer.status_code == 200
        for page in PAGES[:-1]:
            assert client.get(page, headers={"cookie": insider.cookie}).status_code == 200


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_of_this_computer_is_refused(insider: Insider) -> None:
    headers = {**insider.fill(RIGHT), "cookie": insider.cookie}
    lines = "".join(f'header = "{name}: {value}"\n' for name, value in headers.items())
    for path in ("/api/extension/etat", "/reglages/extension", "/healthz"):
        config = f'{lines}data = "{{}}"\nurl = "{insider.own}{path}"\nsilent\n'
        command = ["curl", "--noproxy", "*", "--output", "-", "--write-out", "%{http_code}", "-K-"]
        ran = subprocess.run(
            command, input=config, user=65534, capture_output=True, text=True, check=True
        )
        assert ran.stdout.endswith("403")
