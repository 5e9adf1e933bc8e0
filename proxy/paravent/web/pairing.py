"""Which browser extensions may ask: those whose user typed a code that only this person was shown.

A code is good once, for five minutes and a few wrong tries. It is traded for a token, which holds
for the origin that asked for it and no other; of tokens only digests are kept. A page of the web
can neither see a code nor speak under an extension's origin, which its browser writes (RFC 6454
§7.3).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from paravent.core.placeholders import ALPHABET
from paravent.log import describe, log
from paravent.store.disk import cannot_write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

CODE_S = 300.0
"""How long a code waits to be typed, in seconds."""
USUAL_PORT = 8788
"""The port of the pages that a code need not name."""
_LETTERS = 8
_TRIES = 5
_MOST = 10


class Paired(BaseModel):
    """An extension that was paired: the digest of its token, its origin, since when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    origin: str
    at: datetime

    @property
    def browser(self) -> str:
        """The browser that it is in, as far as its origin tells."""
        return "Firefox" if self.origin.startswith("moz-") else "Chromium"


_KEPT = TypeAdapter(tuple[Paired, ...])


class Pairing:
    """The codes and the tokens.

    Args:
        path: where paired extensions are kept; need not exist.
        port: of the pages.
        clock: the time, aware.
        monotonic: seconds of a clock that is never set.
    """

    def __init__(
        self,
        path: Path,
        port: int,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._path = path
        self._port = port
        self._clock = clock
        self._monotonic = monotonic
        self._code = ""
        self._ends_s = 0.0
        self._tries = 0
        self._paired = self._read()

    def issue(self) -> str:
        """A code to type into the extension; an earlier one is void.

        It ends with the port of the pages where that is not the usual one.
        """
        self._code = "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))
        self._ends_s = self._monotonic() + CODE_S
        self._tries = _TRIES
        code = f"{self._code[:4]}-{self._code[4:]}"
        return code if self._port == USUAL_PORT else f"{code}-{self._port}"

    def pair(self, code: str, origin: str) -> str | None:
        """The token of an extension that shows the code; None for a wrong, old or used one.

        Raises:
            ParaventError: it could not be kept; nothing is paired then.
        """
        given = re.sub(r"[^0-9A-Z]", "", code.upper())[:_LETTERS]
        self._tries -= 1
        fresh = self._code and self._tries >= 0 and self._monotonic() < self._ends_s
        if not fresh or not hmac.compare_digest(given, self._code):
            return None
        self._code = ""
        token = secrets.token_urlsafe(32)
        new = Paired(id=_digest(token), origin=origin, at=self._clock())
        others = [one for one in self._paired if one.origin != origin]
        self._write((*others, new)[-_MOST:])
        return token

    def knows(self, token: str, origin: str) -> bool:
        """Whether a token was given to an extension of this origin."""
        digest = _digest(token)
        return any(
            one.origin == origin and hmac.compare_digest(one.id, digest) for one in self._paired
        )

    def paired(self) -> Sequence[Paired]:
        """The extensions that may ask, the earliest first."""
        return self._paired

    def remove(self, ident: str) -> None:
        """Let an extension ask no longer, at once.

        Raises:
            ParaventError: it could not be written, and the extension comes back with a restart.
        """
        self._paired = tuple(one for one in self._paired if one.id != ident)
        self._write(self._paired)

    def _read(self) -> tuple[Paired, ...]:
        try:
            return _KEPT.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return ()
        except (OSError, ValidationError) as error:
            log.error("paired extensions: %s", describe(error))
            return ()

    def _write(self, paired: tuple[Paired, ...]) -> None:
        new = self._path.with_suffix(".new")
        try:
            new.unlink(missing_ok=True)
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with open(file, "wb") as stream:  # noqa: PTH123 -- a descriptor
                stream.write(_KEPT.dump_json(paired, indent=1))
            new.replace(self._path)
        except OSError as error:
            raise cannot_write(self._path) from error
        self._paired = paired


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
