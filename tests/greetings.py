"""How a client greets a server in TLS (RFC 8446 §4.1.2): what makes it look like a browser, or not.

``CHROMIUM`` is what a Chromium sends, as ``tests/e2e/test_greeting.py`` reads it from a real one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import batched
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mitmproxy.net.tls import ClientHello

SERVER_NAME, STATUS, GROUPS, POINTS, SIGNATURES, PROTOCOLS, TIMESTAMPS = 0, 5, 10, 11, 13, 16, 18
MASTER_SECRET, TICKET, VERSIONS, PSK_MODES, KEY_SHARES = 23, 35, 43, 45, 51
COMPRESSION, APPLICATION_SETTINGS, TRUST_ANCHORS, ENCRYPTED_HELLO = 27, 17613, 51764, 65037
RENEGOTIATION = 65281


@dataclass(frozen=True)
class Greeting:
    """What a hello offers, in its order but for the extensions, without what is drawn by lot.

    ``shares`` are the groups for which a key is sent along.
    """

    suites: tuple[int, ...]
    groups: tuple[int, ...]
    shares: tuple[int, ...]
    signatures: tuple[int, ...]
    versions: tuple[int, ...]
    extensions: frozenset[int]
    status: bytes
    points: bytes

    @classmethod
    def of(cls, hello: ClientHello) -> Greeting:
        """The greeting in a hello."""
        fields = dict(hello.extensions)
        return cls(
            _known(hello.cipher_suites),
            _numbers(fields[GROUPS][2:]),
            _known(_shares(fields[KEY_SHARES][2:])),
            _numbers(fields[SIGNATURES][2:]),
            _numbers(fields[VERSIONS][1:]),
            frozenset(_known(fields)),
            fields[STATUS],
            fields[POINTS],
        )

    def fingerprint(self, protocol: str) -> str:
        """Its JA4 (FoxIO, "JA4 Technical Details"), over TCP, with the first protocol offered."""
        numbers = [f"{one:04x}" for one in sorted(self.extensions - {SERVER_NAME, PROTOCOLS})]
        schemes = ",".join(f"{one:04x}" for one in self.signatures)
        return "_".join(
            (
                f"t13d{len(self.suites):02d}{len(self.extensions):02d}{protocol[0]}{protocol[-1]}",
                _digest(",".join(sorted(f"{one:04x}" for one in self.suites))),
                _digest(f"{','.join(numbers)}_{schemes}"),
            )
        )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _numbers(data: bytes) -> tuple[int, ...]:
    return _known(first << 8 | second for first, second in batched(data, 2, strict=True))


def _known(numbers: Iterable[int]) -> tuple[int, ...]:
    """All but those that mean nothing and are sent to keep servers tolerant (RFC 8701)."""
    return tuple(one for one in numbers if one & 0x0F0F != 0x0A0A or one >> 8 != one & 0xFF)


def _shares(data: bytes) -> Iterator[int]:
    at = 0
    while at < len(data):
        yield int.from_bytes(data[at : at + 2])
        at += 4 + int.from_bytes(data[at + 2 : at + 4])


CHROMIUM = Greeting(
    suites=(
        0x1301, 0x1302, 0x1303,
        0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x9C, 0x9D, 0x2F, 0x35,
    ),
    groups=(0x11EC, 0x1D, 0x17, 0x18),
    shares=(0x11EC, 0x1D),
    signatures=(
        0x904, 0x905, 0x906, 0x403, 0x804, 0x401, 0x503, 0x805, 0x501, 0x806, 0x601,
    ),
    versions=(0x304, 0x303),
    extensions=frozenset({
        SERVER_NAME, STATUS, GROUPS, POINTS, SIGNATURES, PROTOCOLS, TIMESTAMPS, MASTER_SECRET,
        TICKET, VERSIONS, PSK_MODES, KEY_SHARES, RENEGOTIATION,
        COMPRESSION, APPLICATION_SETTINGS, TRUST_ANCHORS, ENCRYPTED_HELLO,
    }),
    status=b"\x01\0\0\0\0",
    points=b"\x01\0",
)  # fmt: skip

BEYOND_US = frozenset({COMPRESSION, APPLICATION_SETTINGS, TRUST_ANCHORS, ENCRYPTED_HELLO})
"""What OpenSSL cannot say, or what mitmproxy could not keep to if it were said."""

OURS = replace(CHROMIUM, extensions=CHROMIUM.extensions - BEYOND_US)
