"""Bodies that are hard to read or traps for readers: what was read is what leaves, or nothing does."""

import asyncio
import gzip
import json
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import brotli
import psutil
import pytest
import zstandard as zstd

from gatewaying import NAME, Rig, chat, endure
from paravent.store.vocabulary import EventType
from stub import Stub

ASK = chat()
TEXT = json.dumps(ASK, ensure_ascii=False)
BODY = TEXT.encode()
DEEP = 100_000


def nested(opening: str, closing: str, depth: int) -> bytes:
    inner = json.dumps(NAME, ensure_ascii=False)
    return f'{{"messages":{opening * depth}{inner}{closing * depth}}}'.encode()


def number(text: str) -> bytes:
    return TEXT.replace('"stream": false', f'"temperature": {text}').encode()


REFUSED: dict[str, bytes] = {
    "lists in lists": nested("[", "]", DEEP),
    "objects in objects": nested('{"a":', "}", DEEP),
    "lists a little too deep": nested("[", "]", 101),
    "never closed": b"[" * DEEP,
    "UTF-16, little end first": TEXT.encode("utf-16-le"),
    "UTF-16, big end first": TEXT.encode("utf-16-be"),
    "UTF-16 with its mark": TEXT.encode("utf-16"),
    "UTF-32": TEXT.encode("utf-32"),
    "Latin-1": TEXT.encode("latin-1"),
    "UTF-8 cut": TEXT.encode().replace("É".encode(), b"\xc3"),
    "UTF-8 too long": TEXT.encode().replace(b"a", b"\xc1\xa1", 1),
    "surrogates as UTF-8": TEXT.encode()
    .replace(b"Noel", b"\xed\xa0\x80", 1)
    .replace(b"N", b"\xed\xa0\x80", 1),
    "not a number": number("NaN"),
    "infinite": number("Infinity"),
    "less than all": number("-Infinity"),
    "as good as infinite": number("1e400"),
    "as good as less than all": number("-1e400"),
    "too many digits": number("1" * 5000),
    "a digit of another script": number("٣"),
    "a number with a plus": number("+1"),
    "a comment": TEXT.replace("{", "{/* a */", 1).encode(),
    "a comma too many": TEXT.replace("}", ",}", 1).encode(),
    "two texts": (TEXT + TEXT).encode(),
    "a control in a string": TEXT.replace(NAME, NAME + "\x01").encode(),
    "single quotes": TEXT.replace('"', "'").encode(),
    "nothing but blanks": b"   ",
    "NUL at the end": TEXT.encode() + b"\0",
}

PASSING: dict[str, bytes] = {
    "UTF-8 with a mark": TEXT.encode("utf-8-sig"),
    "escaped": json.dumps(ASK).encode(),
    "a high surrogate alone": json.dumps(chat(f"\ud83d Écris à {NAME}")).encode(),
    "a low surrogate alone": json.dumps(chat(f"Écris à {NAME} \udc69")).encode(),
    "surrogates the wrong way round": json.dumps(chat(f"\udc69\ud83d {NAME}")).encode(),
    "a surrogate as a key": json.dumps({**ASK, "user\ud83d": f"pour {NAME}"}).encode(),
    "the same key twice": TEXT.replace('"role"', f'"content": "{NAME} hier", "role"').encode(),
    "the same key twice, the good one last": TEXT.replace(
        "}]", f', "content": "À {NAME}"}}]'
    ).encode(),
    "a key that is a name": json.dumps({**ASK, NAME: NAME}).encode(),
    "a name as a list of letters": json.dumps(
        {**ASK, "tags": [NAME, [NAME, {"a": NAME}]]}
    ).encode(),
    "blanks everywhere": json.dumps(ASK, indent=9).replace("\n", "\r\n\t").encode(),
    "deep, but readable": nested("[", "]", 90),
    "deep within a string": json.dumps(chat(nested("[", "]", DEEP).decode())).encode(),
    "JSON within JSON": json.dumps(chat(json.dumps({"a": json.dumps({"b": NAME})}))).encode(),
    "whole numbers of any size": number("1" * 400),
    "NUL as an escape": json.dumps(chat(f"\x00{NAME}\x00")).encode(),
}


async def post(rig: Rig, body: bytes) -> Any:
    return await rig.ask(None, content=body, headers={"content-type": "application/json"})


def test_bodies_that_cannot_be_read_with_certainty_stay_here(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        for what, body in REFUSED.items():
            response = await post(rig, body)
            assert response.status_code == 403, (what, response.text)
            message = response.json()["error"]["message"]
            assert "Paravent a bloqué cet envoi." in message, what
            assert "pas pu être lu" in message, what
            assert rig.stub.seen == [], what
        reasons = [event["reason"] for event in rig.events(EventType.BLOCK)]
        assert reasons == ["unreadable"] * len(REFUSED)

    endure(tmp_path, stub, scenario)


def test_bodies_that_can_be_read_leave_as_they_were_read(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        for what, body in PASSING.items():
            response = await post(rig, body)
            assert response.status_code == 200, (what, response.text)
            assert NAME in response.json()["choices"][0]["message"]["content"], what
            seen = rig.stub.seen[-1].body
            assert b"[PERSONNE_" in seen, what
            keys = json.loads(seen, object_pairs_hook=lambda pairs: [key for key, _ in pairs])
            assert len(keys) == len(set(keys)), what
        assert len(rig.stub.seen) == len(PASSING)

    endure(tmp_path, stub, scenario)


@pytest.mark.parametrize(
    ("content", "headers", "status", "motive"),
    [
        (b"\xff\xfe\x00", {"content-type": "application/json"}, 403, "pas pu être lu"),
        (b"{", {"content-type": "application/json"}, 403, "pas pu être lu"),
        (b"x", {"content-type": "application/x-protobuf"}, 403, "pas pu être lu"),
        (b"snappy", {"content-encoding": "snappy"}, 403, "pas pu être lu"),
        (b"not gzip", {"content-encoding": "gzip"}, 403, "pas pu être lu"),
        (brotli.compress(b"{}")[:-1], {"content-encoding": "br"}, 403, "pas pu être lu"),
        (gzip.compress(BODY)[:-9], {"content-encoding": "gzip"}, 403, "pas pu être lu"),
        (gzip.compress(BODY)[:-1], {"content-encoding": "gzip"}, 403, "pas pu être lu"),
        (zlib.compress(BODY)[:-1], {"content-encoding": "deflate"}, 403, "pas pu être lu"),
        (zstd.compress(BODY)[:-1], {"content-encoding": "zstd"}, 403, "pas pu être lu"),
        (zstd.compress(b" " * 50_000_000), {"content-encoding": "zstd"}, 403, "trop grand"),
        (gzip.compress(b" " * 50_000_000), {"content-encoding": "gzip"}, 403, "trop grand"),
        (brotli.compress(b" " * 50_000_000), {"content-encoding": "br"}, 403, "trop grand"),
        (b" " * 2_000_001, {}, 403, "trop grand"),
    ],
)
def test_bodies_that_cannot_be_read(
    tmp_path: Path, stub: Stub, content: bytes, headers: dict[str, str], status: int, motive: str
) -> None:
    async def scenario(rig: Rig) -> None:
        given = {"content-type": "application/json", **headers}
        response = await rig.ask(None, content=content, headers=given)
        assert response.status_code == status, response.text
        assert motive in response.json()["error"]["message"]
        assert rig.stub.seen == []
        (record,) = rig.events(EventType.BLOCK)
        assert record["action"] == "block"

    endure(tmp_path, stub, scenario)


class Peak:
    """The most memory that this process holds while the block lasts, in bytes above its start."""

    def __enter__(self) -> Self:
        self._process, self._done = psutil.Process(), threading.Event()
        self._before = self.bytes = self._process.memory_info().rss
        self._watching = threading.Thread(target=self._watch)
        self._watching.start()
        return self

    def _watch(self) -> None:
        while not self._done.wait(0.01):
            self.bytes = max(self.bytes, self._process.memory_info().rss)

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watching.join()
        self.bytes -= self._before


async def longest_pause(done: asyncio.Event) -> float:
    """How long the loop did not come round to this, at most, in seconds."""
    loop, worst = asyncio.get_running_loop(), 0.0
    while not done.is_set():
        began = loop.time()
        await asyncio.sleep(0.005)
        worst = max(worst, loop.time() - began - 0.005)
    return worst


def test_a_prompt_of_20_mb(
    tmp_path: Path, stub: Stub, record_property: Callable[[str, object], None]
) -> None:
    """It leaves redacted; others are served meanwhile; memory does not swell beyond measure."""
    line = "Le dossier avance comme prévu, sans rien de neuf à signaler ce matin.\n"
    page = line * 500 + f"Signé : {NAME}.\n"
    text = page * (19_500_000 // len(page.encode()))

    async def scenario(rig: Rig) -> None:
        found, held, go = rig.parts.engine.scan, asyncio.Event(), asyncio.Event()

        async def scan(segments: Any, *more: Any) -> Any:
            if any(len(one.text.reveal()) > 1_000_000 for one in segments):
                held.set()
                await go.wait()
            return await found(segments, *more)

        rig.parts.engine.scan = scan  # type: ignore[method-assign]
        done = asyncio.Event()
        pausing = asyncio.ensure_future(longest_pause(done))
        with Peak() as peak:
            big = asyncio.ensure_future(rig.ask(chat(text)))
            await held.wait()
            assert (await rig.ask(chat())).status_code == 200
            assert not big.done()
            go.set()
            assert (await big).status_code == 200
        done.set()
        record_property("longest_pause_ms", round(await pausing * 1000))
        record_property("peak_mb", round(peak.bytes / 1e6))
        assert peak.bytes < 30 * len(text)
        assert rig.stub.seen[-1].body.count(b"[PERSONNE_") == text.count(NAME)
        rig.stub.reset()

    endure(tmp_path, stub, scenario, max_body=20_000_000, scan_timeout_s=60)


@pytest.mark.parametrize("told", [True, False])
def test_a_prompt_beyond_the_limit(tmp_path: Path, stub: Stub, told: bool) -> None:
    body = json.dumps(chat("a" * 2_000_000 + NAME)).encode()

    async def scenario(rig: Rig) -> None:
        content = body if told else iter([body[:1_500_000], body[1_500_000:]])
        response = await rig.ask(
            None, content=content, headers={"content-type": "application/json"}
        )
        assert response.status_code == 403
        assert "trop grand" in response.json()["error"]["message"]
        assert rig.stub.seen == []
        (record,) = rig.events(EventType.BLOCK)
        assert record["reason"] == "too_large"

    endure(tmp_path, stub, scenario)
