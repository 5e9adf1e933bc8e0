"""The way in for other machines: it asks for a token, then hands the connection to the proxy.

The proxy itself listens on 127.0.0.1 and lets in its own user only; what comes through here has
shown the token and comes from us. Only ``CONNECT`` passes (RFC 9110 §9.3.6), so that one token at
the head of a connection covers all of it. Must never write the token anywhere, nor pass it on.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import threading
from base64 import b64encode
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.types import Sensitive
from paravent.errors import Exit, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER = "paravent"
"""The user's name under which the token is the password."""
SHORTEST_TOKEN = 24
"""Fewest characters of a token."""

_LONGEST_HEAD = 65_536
_HEAD_S = 10.0
_MOST = 512
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Entry:
    """Where others may come in, and the token that they must show."""

    host: str
    port: int
    token: Sensitive[str]

    @classmethod
    def parse(cls, address: str, token_file: Path | None) -> Entry:
        """Read ``ADDR:PORT`` (``[ADDR]:PORT`` for IPv6) and the file with the token.

        Raises:
            ParaventError: the address has another form, or there is no token that is long enough.
        """
        host, _, port = address.rpartition(":")
        try:
            host = str(ipaddress.ip_address(host.strip("[]")))
            number = int(port)
        except ValueError as error:
            raise fail(
                t("adresse d'écoute refusée", "address to listen on refused"),
                t("écrivez par exemple 0.0.0.0:8790", "write 0.0.0.0:8790, for example"),
                exit_code=Exit.USAGE,
            ) from error
        return cls(host, number, _token(token_file))


def _token(path: Path | None) -> Sensitive[str]:
    hint = t(
        "donnez avec --token-file un fichier d'un mot d'au moins {n} caractères, par exemple celui "
        "que fait : openssl rand -hex 32",
        "give with --token-file a file with one word of {n} characters or more, such as the one "
        "made by: openssl rand -hex 32",
        n=SHORTEST_TOKEN,
    )
    if path is None:
        needed = t("--listen demande un jeton", "--listen needs a token")
        raise fail(needed, hint, exit_code=Exit.USAGE)
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        unread = t("le jeton est illisible", "the token cannot be read")
        raise fail(unread, hint, str(path), exit_code=Exit.USAGE) from error
    if len(token) < SHORTEST_TOKEN or not token.isprintable() or " " in token:
        weak = t("le jeton est trop court", "the token is too short")
        raise fail(weak, hint, str(path), exit_code=Exit.USAGE)
    return Sensitive(token)


@contextmanager
def relaying(entry: Entry, port: int) -> Iterator[None]:
    """Let others in during this block, to the proxy at this port of 127.0.0.1.

    In a thread with a loop of its own: the program's loop refuses to connect to this machine.

    Raises:
        ParaventError: the address cannot be listened on.
    """
    relay = _Relay(entry, port)
    thread = threading.Thread(target=relay.run, name="relay", daemon=True)
    thread.start()
    relay.started.wait()
    if relay.error:
        raise fail(
            t(
                "impossible d'écouter sur {host}:{port} : {why}",
                "cannot listen on {host}:{port}: {why}",
                host=entry.host,
                port=entry.port,
                why=relay.error.strerror or "",
            ),
            exit_code=Exit.NOT_READY,
        ) from relay.error
    try:
        yield
    finally:
        relay.stop()
        thread.join()


class _Relay:
    def __init__(self, entry: Entry, port: int) -> None:
        self._entry, self._port = entry, port
        secret = f"{USER}:{entry.token.reveal()}".encode()
        self._expected = b"Basic " + b64encode(secret)
        self.started = threading.Event()
        self.error: OSError | None = None
        self._places = _MOST

    def run(self) -> None:
        asyncio.run(self._serve())

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await asyncio.start_server(
                self._receive, self._entry.host, self._entry.port, limit=_LONGEST_HEAD
            )
        except OSError as error:
            self.error = error
            return
        finally:
            self.started.set()
        await self._stopping.wait()
        server.close()
        server.close_clients()

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._places:
            writer.close()
            return
        self._places -= 1
        try:
            # Whoever breaks off has had what there was to have.
            with suppress(OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
                await self._admit(reader, writer)
        finally:
            self._places += 1
            writer.close()

    async def _admit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_S):
            head = await reader.readuntil(b"\r\n\r\n")
        first, *fields = head[:-4].split(b"\r\n")
        if not hmac.compare_digest(_authorization(fields), self._expected):
            writer.write(_answer(407, 'Proxy-Authenticate: Basic realm="Paravent"\r\n'))
            await writer.drain()
        elif not first.startswith(b"CONNECT "):
            writer.write(_answer(405, "Allow: CONNECT\r\n"))
            await writer.drain()
        else:
            kept = [first, *(field for field in fields if not _is_authorization(field))]
            await self._hand_over(reader, writer, b"\r\n".join(kept) + b"\r\n\r\n")

    async def _hand_over(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes
    ) -> None:
        inner, outward = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            outward.write(head)
            async with asyncio.TaskGroup() as both:
                both.create_task(_pour(reader, outward))
                both.create_task(_pour(inner, writer))
        except* OSError:
            pass  # one end is gone, and the other goes with it
        finally:
            outward.close()


def _is_authorization(field: bytes) -> bool:
    return field.partition(b":")[0].strip().lower() == b"proxy-authorization"


def _authorization(fields: list[bytes]) -> bytes:
    """What the one field of that name says; nothing where there are several."""
    said = [field.partition(b":")[2].strip() for field in fields if _is_authorization(field)]
    return said[0] if len(said) == 1 else b""


def _answer(status: int, field: str) -> bytes:
    reason = {405: "Method Not Allowed", 407: "Proxy Authentication Required"}[status]
    rest = "Content-Length: 0\r\nConnection: close\r\n\r\n"
    return f"HTTP/1.1 {status} {reason}\r\n{field}{rest}".encode()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
