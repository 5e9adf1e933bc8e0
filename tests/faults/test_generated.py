"""Requests by the thousand, made by a seed, read by the real detectors: nothing planted leaves.

A request that is refused has kept its promise too; but most must leave, or the proof is empty.
"""

import asyncio
import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import zstandard

from e2e.leaks import leaks
from gatewaying import Rig, run
from generating import Made, make
from paravent.core.types import Sensitive
from paravent.detect.engine import Engine
from paravent.pipeline.exchange import Exchange, Forward, Outgoing
from paravent.pipeline.outgoing import Sender
from paravent.pipeline.parts import Parts
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import App
from parting import open_parts
from stub import Stub

AT_ONCE = 16


async def send(parts: Parts, sender: Sender, made: Made) -> tuple[str, list[str]]:
    """What became of a request, and what of it would have left in clear."""
    service = parts.catalogue.services[made.service]
    host = service.hosts[0].name
    endpoint = parts.catalogue.endpoint(service, "POST", host, made.target.partition("?")[0])
    exchange = Exchange(parts.recorder.new_id(), service, endpoint, "fr")
    verdict = await sender.send(
        Outgoing(
            method="POST",
            host=host,
            target=Sensitive(made.target),
            content_type=made.content_type,
            body=Sensitive(made.body),
            referer=Sensitive(""),
            headers=Sensitive(""),
            app=App.SDK,
            language="fr",
        ),
        exchange,
    )
    if not isinstance(verdict, Forward):
        return "refused", []
    seen = verdict.target.encode() + b"\n" + verdict.body
    return "left", leaks(seen, made.planted)


@pytest.mark.parametrize("number", range(0, 1_000, 20))
def test_the_search_would_find_what_is_planted(number: int) -> None:
    made = make(number)
    assert leaks(made.target.encode() + b"\n" + made.body, made.planted) == [*made.planted]
    assert make(number) == made


async def send_all(folder: Path, numbers: range) -> tuple[Counter[str], list[str]]:
    """What became of many requests, and how those are to be made again that leaked."""
    outcomes: Counter[str] = Counter()
    leaked: list[str] = []
    engine = Engine(workers=2, job_timeout_s=120)
    with open_parts(folder, engine) as parts:
        await engine.start()
        sender, waiting = Sender(parts), iter(numbers)

        async def work() -> None:
            for number in waiting:
                made = make(number)
                outcome, found = await send(parts, sender, made)
                outcomes[outcome] += 1
                leaked.extend(f"{made}: {value!r}" for value in found)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(work())
        finally:
            await engine.stop()
    return outcomes, leaked


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(range(1_000), id="1000"),
        pytest.param(range(1_000, 11_000), id="10000", marks=pytest.mark.long),
    ],
)
def test_nothing_planted_leaves(tmp_path: Path, numbers: range) -> None:
    outcomes, leaked = asyncio.run(send_all(tmp_path, numbers))
    assert leaked == [], f"{len(leaked)} of {len(numbers)}"
    assert outcomes.total() == len(numbers)
    assert outcomes["left"] > 0.9 * len(numbers), outcomes
    home = Home(tmp_path)
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    assert found.events >= len(numbers)


ENCODERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "identity": lambda data: data,
}
HOSTS = {
    "openai_api": "api.openai.com",
    "anthropic_api": "api.anthropic.com",
    "mistral_api": "api.mistral.ai",
}


def test_nothing_planted_leaves_through_the_proxy(tmp_path: Path, stub: Stub) -> None:
    """Fewer, but in every content encoding, as a whole and in chunks."""
    numbers = range(20_000, 20_060)

    async def scenario(rig: Rig) -> None:
        await rig.parts.engine.start()
        statuses: Counter[int] = Counter()
        for number in numbers:
            made = make(number)
            encoding = sorted(ENCODERS)[number % len(ENCODERS)]
            body = ENCODERS[encoding](made.body)
            response = await rig.ask(
                url=f"https://{HOSTS[made.service]}{made.target}",
                content=pieces(body) if number % 4 == 0 else body,
                headers={"content-type": made.content_type, "content-encoding": encoding},
                http2=number % 3 == 0,
            )
            statuses[response.status_code] += 1
            assert leaks(stub.everything(), made.planted) == [], str(made)
            stub.reset()
        await rig.parts.engine.stop()
        assert statuses[200] > 0.9 * len(numbers), statuses

    run(tmp_path, stub, scenario, engine=Engine(workers=2, job_timeout_s=120))


def pieces(data: bytes) -> Iterator[bytes]:
    """A body in pieces: it is sent in chunks."""
    return (data[at : at + 99] for at in range(0, len(data), 99))
