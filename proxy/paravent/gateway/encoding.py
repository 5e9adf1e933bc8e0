"""Content encodings (RFC 9110 §8.4), undone piece by piece and within bounds.

An encoding that is not known, data that ends in the middle or that swells beyond all measure are
errors: what cannot be read must not pass for something that was.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

import brotli
import zstandard

from paravent.errors import ParaventError, Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_STEP = 256
"""Bytes that are decoded at a time: what they can swell to stays within megabytes."""

_OUT = 1 << 20


class Decoder(Protocol):
    """Undoes one encoding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The content that can be told from what has come so far, in pieces of bounded size."""

    def close(self) -> None:
        """See that nothing is missing.

        Raises:
            ValueError: the data was cut short.
        """


class _Zlib:
    def __init__(self, window: int) -> None:
        self._window = window
        self._inner = zlib.decompressobj(window)
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while data:
            if self._inner.eof:  # another gzip member follows
                self._inner = zlib.decompressobj(self._window)
            yield self._inner.decompress(data, _OUT)
            data = self._inner.unconsumed_tail or self._inner.unused_data

    def close(self) -> None:
        if self._begun and not self._inner.eof:
            raise ValueError("cut short")


class _Deflate:
    """``deflate`` is zlib (RFC 1950); some send it bare (RFC 1951)."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None and data:
            is_zlib = data[0] & 0x0F == 8 and (len(data) < 2 or (data[0] << 8 | data[1]) % 31 == 0)
            self._inner = _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
        if self._inner:
            yield from self._inner.feed(data)

    def close(self) -> None:
        if self._inner:
            self._inner.close()


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        yield self._inner.process(data, output_buffer_limit=_OUT)
        while not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=_OUT)

    def close(self) -> None:
        if self._begun and not self._inner.is_finished():
            raise ValueError("cut short")


class _Zstd:
    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        if data:
            yield self._inner.decompress(data)

    def close(self) -> None:
        if self._begun and not self._inner.eof:
            raise ValueError("cut short")


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": lambda: _Zlib(zlib.MAX_WBITS | 16),
    "x-gzip": lambda: _Zlib(zlib.MAX_WBITS | 16),
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}

ENCODINGS = frozenset(_DECODERS) | {"identity"}
"""The content encodings that can be undone."""

_FAULTS = (ValueError, zlib.error, brotli.error, zstandard.ZstdError)


class BodyDecoder:
    """Undoes the encodings that a ``Content-Encoding`` header lists, the last one first.

    Args:
        header: the header's value.
        limit: bytes of content beyond which the data is refused; None for no limit.

    Raises:
        ParaventError: an encoding is not known, or (from the methods) the data is broken or
            swells beyond the limit.
    """

    def __init__(self, header: str, limit: int | None = None) -> None:
        names = [name.strip().lower() for name in header.split(",") if name.strip()]
        names = [name for name in reversed(names) if name != "identity"]
        if not all(name in _DECODERS for name in names):
            raise _unreadable()
        self._chain = [_DECODERS[name]() for name in names]
        self._limit = limit
        self._size = 0

    def feed(self, data: bytes) -> bytes:
        """The content that can be told from what has come so far."""
        return self._run(0, data)

    def close(self) -> None:
        """See that nothing is missing."""
        try:
            for decoder in self._chain:
                decoder.close()
        except _FAULTS as error:
            raise _unreadable() from error

    def _run(self, depth: int, data: bytes) -> bytes:
        if depth == len(self._chain):
            self._size += len(data)
            if self._limit is not None and self._size > self._limit:
                message = t("le contenu est trop grand", "the content is too large")
                raise fail(message, reason=Reason.TOO_LARGE)
            return data
        out: list[bytes] = []
        try:
            for at in range(0, len(data), _STEP):
                out += [
                    self._run(depth + 1, piece)
                    for piece in self._chain[depth].feed(data[at : at + _STEP])
                ]
        except _FAULTS as error:
            raise _unreadable() from error
        return b"".join(out)


def decode_body(data: bytes, header: str, limit: int | None = None) -> bytes:
    """A whole body without its content encodings.

    Raises:
        ParaventError: it cannot be decoded, or swells beyond the limit.
    """
    if not data:
        return data
    decoder = BodyDecoder(header, limit)
    content = decoder.feed(data)
    decoder.close()
    return content


def _unreadable() -> ParaventError:
    return fail(
        t(
            "l'encodage du contenu est inconnu ou cassé",
            "the content's encoding is unknown or broken",
        ),
        reason=Reason.UNREADABLE,
    )
