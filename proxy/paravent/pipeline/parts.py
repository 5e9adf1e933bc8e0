"""What the pipeline is made of; put together once, when the program starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paravent.credentials import find_credentials
from paravent.pipeline.doubts import Doubts
from paravent.pipeline.latest import Latest
from paravent.pipeline.notices import Notices
from paravent.pipeline.nudging import Nudges

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from paravent.core.sigv4 import Credentials
    from paravent.core.types import EntityType
    from paravent.detect.engine import Engine
    from paravent.pipeline.holds import Holds
    from paravent.pipeline.marks import RequestMarks
    from paravent.pipeline.pause import Pauses
    from paravent.pipeline.permission import Permissions
    from paravent.pipeline.record import Recorder
    from paravent.pipeline.refusals import Refusals
    from paravent.pipeline.static import Counter
    from paravent.pipeline.watching import Watch
    from paravent.policy.source import PolicySource
    from paravent.providers.source import ProviderSource
    from paravent.register.source import RegisterSource
    from paravent.services.catalogue import Catalogue
    from paravent.store.audit import AuditLog
    from paravent.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Parts:
    """Services, detectors, rules, stores, what persons allowed; the time, a clock without jumps.

    ``dossier`` is the code of the matter that all is done for unless a client is named; empty where
    none is set.
    """

    catalogue: Catalogue
    engine: Engine
    policies: PolicySource
    entities: Mapping[str, EntityType]
    vault: Vault
    audit: AuditLog
    recorder: Recorder
    counter: Counter
    marks: RequestMarks
    clock: Callable[[], datetime]
    register: RegisterSource
    providers: ProviderSource
    permissions: Permissions
    refusals: Refusals
    holds: Holds
    pauses: Pauses
    monotonic: Callable[[], float]
    dossier: str = ""
    watch: Watch | None = None
    """The service that is watched to learn its format, if one is."""
    notices: Notices = field(default_factory=Notices)
    doubts: Doubts = field(default_factory=Doubts)
    credentials: Callable[[str], Credentials | None] = find_credentials
    nudges: Nudges = field(default_factory=Nudges)
    latest: Latest = field(default_factory=Latest)
