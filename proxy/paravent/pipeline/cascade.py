"""One prompt that goes to several recipients in turn: a cascade (FrugalGPT, arXiv:2305.05176).

Programs do that by way of APIs, each in its own format: what tells it is that the prompt is the
same to the letter. A request whose texts are those of one that went elsewhere a few minutes ago is
a later hop of the same exchange. Texts are known here by hashes under a key of this run alone, in
memory only; what a hop itself is recorded with is never changed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paravent.store.hops import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paravent.core.types import Segment
    from paravent.pipeline.exchange import Exchange

_MOST = 1000


@dataclass(slots=True)
class _Begun:
    """An exchange: id of its first hop, when its latest was, and to whom they went."""

    first: str
    at: float
    recipients: set[tuple[str, str]] = field(default_factory=set)


class Cascades:
    """The exchanges of the last minutes.

    Args:
        monotonic: seconds of a clock that is never set.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._key = secrets.token_bytes(32)
        self._begun: OrderedDict[bytes, _Begun] = OrderedDict()

    def join(self, exchange: Exchange, model: str, segments: Iterable[Segment]) -> str | None:
        """The id of the first hop, where a request goes on with an exchange; else None.

        A request that comes again to the same model of the same service is one of its own.
        """
        if exchange.service.surface != "api" or exchange.kind != "scan":
            return None
        prompt = {one.text.reveal() for one in segments if one.path.startswith("$")}
        if not prompt:
            return None
        words = sorted(text for text in prompt if len(text.split(None, 1)) > 1) or sorted(prompt)
        hashed = hashlib.blake2b(key=self._key)
        for text in (exchange.dossier.reveal(), *words):
            hashed.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        return self._go_on(hashed.digest(), exchange.id, (exchange.service.id, model))

    def _go_on(self, prompt: bytes, hop: str, recipient: tuple[str, str]) -> str | None:
        now = self._monotonic()
        begun = self._begun.get(prompt)
        if begun is None or now - begun.at > WINDOW.total_seconds():
            begun = self._begun[prompt] = _Begun(hop, now)
        again = recipient in begun.recipients
        begun.at = now
        begun.recipients.add(recipient)
        self._begun.move_to_end(prompt)
        while len(self._begun) > _MOST:
            self._begun.popitem(last=False)
        return None if again or begun.first == hop else begun.first
