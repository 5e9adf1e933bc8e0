"""The real pipeline's parts, with detectors that a test can play.

Services, rules, vault, audit log and keys are those of the program; only what finds is replaced,
so that a test says itself what there is to be found.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from paravent.core.types import Finding, Pattern, Segment
from paravent.detect.catalogue import entities
from paravent.detect.engine import Engine, EngineState
from paravent.detect.lexicon import Lexicon
from paravent.detect.own import find_own, order_of
from paravent.detect.sense import Sense
from paravent.pipeline.holds import Holds
from paravent.pipeline.marks import RequestMarks
from paravent.pipeline.nudging import Nudges
from paravent.pipeline.parts import Parts
from paravent.pipeline.pause import Pauses
from paravent.pipeline.permission import Permissions
from paravent.pipeline.record import Recorder
from paravent.pipeline.refusals import Refusals
from paravent.pipeline.static import Counter
from paravent.policy.observation import Observation
from paravent.policy.source import PolicySource
from paravent.providers.source import ProviderSource
from paravent.register.source import RegisterSource
from paravent.services.catalogue import load_catalogue
from paravent.settings import Home, shipped
from paravent.store.audit import AuditLog
from paravent.store.keys import load_keys
from paravent.store.vault import Vault
from paravent.store.writer import Writer

NAME = "Léa Noël"


@cache
def sense() -> Sense:
    """What finds names again, with the shipped lexicon."""
    return Sense(Lexicon.read(shipped("models") / "lexicon"))


class Finds:
    """Finds the given texts wherever they stand, and nothing else."""

    state = EngineState.READY
    generation = "0" * 64

    @property
    def sense(self) -> Sense:
        return sense()

    def __init__(self, **types: str) -> None:
        """``types`` maps entity types to the text that is one."""
        self._texts = [(text, kind) for kind, text in types.items()] or [(NAME, "PERSON")]
        self.scores: dict[str, float] = {}

    async def scan(
        self, segments: Sequence[Segment], patterns: Sequence[Pattern] = ()
    ) -> list[tuple[Finding, ...]]:
        texts = [segment.text.reveal() for segment in segments]
        own = order_of(patterns)
        return [
            (
                *self._find(text),
                *(
                    Finding(hit.start, hit.end, hit.type, hit.score, hit.source)
                    for hit in find_own(text, own)
                ),
            )
            for text in texts
        ]

    def _find(self, text: str) -> list[Finding]:
        return [
            Finding(found.start(), found.end(), kind, self.scores.get(kind, 1.0), "test")
            for wanted, kind in self._texts
            for found in re.finditer(re.escape(wanted), text)
        ]


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_parts(
    folder: Path,
    engine: Finds | Engine | None = None,
    *,
    policies: Sequence[Path] = (),
    policy: str = "freelance",
    clock: Callable[[], datetime] = _now,
    monotonic: Callable[[], float] = time.monotonic,
    ask_timeout_s: float = 60.0,
    nudges: Nudges | None = None,
) -> Iterator[Parts]:
    """Parts around an installation in ``folder``; ``policies`` are folders of further rules."""
    home = Home(folder).make()
    keys, types, writer = load_keys(home), entities(), Writer()
    with ExitStack() as held:
        audit = AuditLog(home.audit, keys, writer, clock=clock, boot_id="b", monotonic=monotonic)
        held.callback(audit.close)
        vault = Vault(home.vault, keys, writer, clock=clock, days=30)
        held.callback(vault.close)
        held.callback(writer.stop)
        sources = [shipped("rules") / "policies", *policies]
        observation = Observation(folder / "observation.json", clock, time.monotonic)
        source = PolicySource(policy, sources, types, monotonic, observation)
        types = source.entities
        recorder = Recorder(audit, keys, types, clock)
        yield Parts(
            catalogue=load_catalogue([shipped("rules") / "services"]),
            engine=engine or Finds(),  # type: ignore[arg-type]
            policies=source,
            entities=types,
            vault=vault,
            audit=audit,
            recorder=recorder,
            counter=Counter(),
            marks=RequestMarks(shipped("models"), types, clock),
            clock=clock,
            providers=ProviderSource(home, [shipped("rules") / "providers"], clock, time.monotonic),
            register=RegisterSource(
                home.register, lambda: keys, shipped("models") / "lexicon", types
            ),
            permissions=Permissions(keys.install, monotonic),
            refusals=Refusals(keys.install, "http://127.0.0.1:8788", clock),
            holds=Holds(ask_timeout_s),
            pauses=Pauses(recorder, audit, clock, monotonic),
            monotonic=monotonic,
            nudges=nudges or Nudges(),
        )
