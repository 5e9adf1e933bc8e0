"""The local pages on real parts, asked without a network."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk import Desk
from paravent.cli.writing import write_table
from paravent.errors import ParaventError, Problem
from paravent.policy.rules import Policy
from paravent.providers.catalogue import load_providers
from paravent.settings import Home, shipped
from paravent.store.keys import load_keys
from paravent.store.reader import Record, read_audit
from paravent.web.app import Pages, make_app
from paravent.web.control import Control, write_secret
from paravent.web.entrance import Entrance
from paravent.web.guard import LocalGuard
from paravent.web.house import Check, House
from paravent.web.journal import Journal
from paravent.web.pairing import Pairing
from parting import Finds, open_parts

PORT = 8788
HERE = f"http://127.0.0.1:{PORT}"
NIR = "1 85 05 78 006 084 91"
CARD = "4111 1111 1111 1111"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
RULES = """
version: 1
name: own
describe: {fr: essai, en: try}
patterns:
  - id: AFFAIRE
    regex: 'AFF-[0-9]{4}'
    word: AFFAIRE
    category: professional
    name: {fr: numéro d'affaire, en: case number}
    tests: [{text: voir AFF-2026, expect: hit}, {text: voir AFF-26, expect: miss}]
rules:
  - id: bloquer-nir
    when: {types: [NIR, CARD]}
    then: block
    why: {fr: "La loi le réserve à quelques usages.", en: "The law keeps it to a few uses."}
    tests: [{text: "NIR 1 85 05 78 006 084 91", expect: hit}, {text: "Bonjour", expect: miss}]
  - id: moderer
    when: {services: [mistral_api], quota: {requests: 1, per: day}}
    then: nudge
    why: {fr: "Peu suffit.", en: "Little will do."}
    tests: [{text: "x", expect: hit}, {text: "x", expect: miss, given: {used: 0}}]
  - id: demander
    when: {types: [IBAN]}
    then: ask
    why: {fr: "Vous seul savez.", en: "Only you know."}
    tests: [{text: "x", expect: hit}, {text: "Bonjour", expect: miss}]
"""


async def passing(_policy: Policy) -> list[Problem]:
    """The examples of rules are for the detectors to be tried on, which are not here."""
    return []


@dataclass
class Clock:
    """Both clocks, moved by hand."""

    s: float = 1000.0

    def __call__(self) -> float:
        return self.s

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_764_000_000 + self.s, UTC)


@dataclass
class Site:
    """The pages, one browser's cookies, and a desk at which requests are refused."""

    desk: Desk
    app: Any
    secret: str
    clock: Clock
    checks: list[Check] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"accept-language": "fr", **options.pop("headers", {})}
        if method == "POST":
            headers = {"origin": HERE, **headers}

        async def main() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=("127.0.0.1", 1))
            async with httpx.AsyncClient(
                transport=transport, base_url=HERE, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, headers=headers, **options)
                self.cookies = dict(client.cookies)
                return answer

        return asyncio.run(main())

    def token(self) -> str:
        allowed = {"authorization": f"Bearer {self.secret}"}
        return str(self.ask("POST", "/api/entree", headers=allowed).json()["jeton"])

    def enter(self) -> None:
        assert self.ask("GET", f"/entrer?jeton={self.token()}").status_code == 303

    def refuse(self, text: str = f"NIR {NIR}", **options: Any) -> str:
        """Have a text refused; the path of its page."""
        return str(self.desk.chat(text, **options).page.removeprefix(HERE))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Iterator[Site]:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(RULES)
    home = Home(tmp_path / "home")
    engine = Finds(NIR=NIR, CARD=CARD, IBAN=IBAN, PERSON="Léa Noël")
    checks = [Check("warn", "keys", "in a file", "do this")]
    with ExitStack() as held:
        parts = held.enter_context(
            open_parts(
                home.root, engine, policies=[rules], policy="own", monotonic=clock, clock=clock.now
            )
        )
        keys = load_keys(home)

        def recall(index: int) -> Record | None:
            try:
                with read_audit(home.audit, keys) as reader:
                    return reader.read(index)
            except ParaventError:
                return None

        control = Control(
            write_secret(home.secret),
            Entrance(keys.install, PORT, clock.now, clock),
            parts,
            Journal(parts, keys, lambda: None),
            Pairing(home.extensions, PORT, clock.now, clock),
        )
        pages = Pages(
            port=8787,
            ui_port=PORT,
            language="fr",
            ca_certificate=home.ca_certificate,
            health=lambda: {"state": "ready"},
            notices=parts.notices.after,
            pac=lambda: "",
            parts=parts,
            control=control,
            recall=recall,
            house=House(
                home=home,
                policy_folders=[shipped("rules") / "policies", rules],
                health=lambda: {"state": "ready"},
                examine=lambda: list(checks),
                stopping=lambda: False,
                stop=lambda: None,
                try_rules=passing,
                make_report=lambda order: (f"rapport.{order.format}", b"report"),
                declare=lambda name, said: write_table(home, "providers", name, said),
                providers=lambda: load_providers([shipped("rules") / "providers"]),
            ),
            pairing=control.pairing,
        )
        app = LocalGuard(make_app(pages), PORT, lambda _client, _server: True)
        yield Site(Desk(parts, home.root), app, control.secret, clock, checks)
