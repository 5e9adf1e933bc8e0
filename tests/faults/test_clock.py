"""The clock of the machine jumps while Paravent runs: on record, in order, nothing lost or locked."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mitmproxy import certs

from auditing import Clock, make_keys
from desk import Desk
from gatewaying import NAME, Rig, chat, endure
from paravent.gateway import certificates
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.reader import read_audit
from paravent.store.vault import Vault
from paravent.store.verify import verify_audit
from paravent.store.writer import Writer
from parting import open_parts
from stub import Stub

HOUR, YEAR = 3600, 365 * 24 * 3600


@pytest.mark.parametrize(
    "seconds", [-HOUR, YEAR, -YEAR], ids=["an hour back", "a year on", "a year back"]
)
def test_requests_go_on_over_a_jump_and_their_order_is_that_of_the_log(
    tmp_path: Path, seconds: int
) -> None:
    clock = Clock()
    with open_parts(tmp_path, clock=clock.wall, monotonic=clock.monotonic) as parts:
        desk = Desk(parts, tmp_path)
        labels = []
        for step in range(3):
            verdict = desk.chat(f"Écris à {NAME}, pour la {step}e fois")
            labels.append(json.loads(verdict.body)["messages"][0]["content"].split()[2])
            clock.wait(60)
            clock.shift((seconds, -seconds, 0)[step])
        assert len(set(labels)) == 1, "the same person got another label"
        assert parts.vault.ledger("openai_api").values()
    home = Home(tmp_path)
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    with read_audit(home.audit, load_keys(home)) as log:
        records = [log.read(index) for index in range(log.size())]
    kinds = [record.header.type for record in records if not record.header.type.startswith("key_")]
    assert kinds == ["request", "clock_jump", "request", "clock_jump", "request"]
    jumps = [record.event() for record in records if record.header.type == "clock_jump"]
    assert [jump["notice"]["jump_ms"] for jump in jumps] == [seconds * 1000, -seconds * 1000]
    steady = [record.event()["mono_ms"] for record in records]
    assert steady == sorted(steady)


def test_a_label_used_while_the_clock_was_behind_is_not_forgotten(tmp_path: Path) -> None:
    clock, keys = Clock(), make_keys()

    @contextmanager
    def opened() -> Iterator[Vault]:
        writer = Writer()
        vault = Vault(tmp_path / "v.db", keys, writer, clock=clock.wall, days=30)
        yield vault
        writer.stop()
        vault.close()

    with opened() as vault:
        label = vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
        clock.shift(-YEAR)
        assert vault.ledger("s").label("PERSONNE", NAME) == label
        asyncio.run(vault.flush())
        clock.shift(YEAR)
        asyncio.run(vault.expire())
        assert vault.ledger("s").value(label) == NAME
    with opened() as vault:
        assert vault.ledger("s").value(label) == NAME


def test_a_certificate_that_the_clock_has_overtaken_is_made_anew(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) + timedelta(days=300)

    async def scenario(rig: Rig) -> None:
        assert (await rig.ask(chat())).status_code == 200
        made: list[object] = []
        dummy = certs.dummy_cert

        def note(*arguments: object) -> object:
            made.append(arguments[2])
            return dummy(*arguments)

        monkeypatch.setattr(certs, "dummy_cert", note)
        assert (await rig.ask(chat())).status_code == 200
        assert made == []
        monkeypatch.setattr(certificates, "datetime", Later)
        assert (await rig.ask(chat())).status_code == 200
        assert made == ["api.openai.com"]

    endure(tmp_path, stub, scenario)
