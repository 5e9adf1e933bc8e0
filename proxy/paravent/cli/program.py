"""The program put together: what every command builds from, and the order in which it closes."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paravent.detect.catalogue import entities
from paravent.detect.engine import Engine
from paravent.detect.lexicon import Lexicon
from paravent.errors import ParaventError
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
from paravent.providers.catalogue import Providers, load_providers
from paravent.providers.source import ProviderSource
from paravent.register.source import RegisterSource
from paravent.services.catalogue import Catalogue, load_catalogue
from paravent.settings import Home, Settings, load_settings, shipped
from paravent.store.audit import AuditLog
from paravent.store.keys import Keys, load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.shredding import finish_shredding
from paravent.store.vault import Vault
from paravent.store.vocabulary import EventType
from paravent.store.writer import Writer
from paravent.system.destinations import ConnectTo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from paravent.system.relay import Entry


@dataclass(frozen=True, slots=True)
class Base:
    """Where things are and what was set; costs nothing to make."""

    home: Home
    settings: Settings

    @classmethod
    def load(cls) -> Base:
        """The installation that ``PARAVENT_HOME`` names.

        Raises:
            ParaventError: its settings are not valid.
        """
        home = Home.find()
        return cls(home, load_settings(home))

    def services(self) -> Catalogue:
        """Every service there is.

        Raises:
            ParaventError: a service's file is not valid.
        """
        return load_catalogue([shipped("rules") / "services", self.home.services])

    def catalogue(self) -> Catalogue:
        """The services that are read: all but those that the person must ask for.

        Raises:
            ParaventError: a service's file is not valid.
        """
        return self.services().opened(self.settings.opt_in)

    def policies(self) -> PolicySource:
        """The rules in force, read anew when their files change.

        Raises:
            ParaventError: a rule's file is not valid.
        """
        return PolicySource(
            self.settings.policy,
            self.policy_folders(),
            entities(),
            time.monotonic,
            Observation(self.home.observation, now, steady),
        )

    def policy_folders(self) -> Sequence[Path]:
        """Where rules come from: those shipped, then the person's own."""
        return [shipped("rules") / "policies", self.home.policies]

    def provider_folders(self) -> Sequence[Path]:
        """Where facts about vendors come from: those shipped, then the person's own."""
        return [shipped("rules") / "providers", self.home.providers]

    def providers(self) -> Providers:
        """Every vendor.

        Raises:
            ParaventError: a vendor's file is not valid.
        """
        return load_providers(self.provider_folders())

    def keys(self) -> Keys:
        """The installation's secrets; the folder and they are made where they are not there.

        Raises:
            ParaventError: they are lost, or cannot be made.
        """
        return load_keys(self.home.make())

    def provider_source(self) -> ProviderSource:
        """What rules know of providers, read anew when files or settings change.

        Raises:
            ParaventError: a vendor's file is not valid.
        """
        return ProviderSource(self.home, self.provider_folders(), now, steady)

    def register(self, keys: Callable[[], Keys] | None = None) -> RegisterSource:
        """The client register in force, read anew when its file changes.

        Raises:
            ParaventError: it cannot be read.
        """
        folder = shipped("models") / "lexicon"
        return RegisterSource(self.home.register, keys or self.keys, folder, entities())

    def engine(self) -> Engine:
        """The detectors, not started."""
        return Engine(workers=self.settings.workers)


@dataclass(frozen=True, slots=True)
class Options:
    """What ``paravent up`` was told."""

    port: int
    ui_port: int
    upstream_ca: Path | None = None
    connect_to: tuple[ConnectTo, ...] = ()
    entry: Entry | None = None

    @classmethod
    def choose(
        cls,
        settings: Settings,
        port: int | None,
        ui_port: int | None,
        upstream_ca: Path | None,
        connect_to: Iterable[str] | None,
    ) -> Options:
        """What the command line says, else the settings.

        Raises:
            ParaventError: one of ``connect_to`` is malformed.
        """
        return cls(
            port or settings.port,
            ui_port or settings.ui_port,
            upstream_ca,
            tuple(ConnectTo.parse(rule) for rule in connect_to or ()),
        )


def lexicon() -> Lexicon:
    """The shipped lexicon, without which no name's variants are made."""
    return Lexicon.read(shipped("models") / "lexicon")


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def steady() -> float:
    """Seconds of a clock that is never set and, where the system has it, counts sleep."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.monotonic()


def boot_id() -> str:
    """What the system calls this run of the machine; empty where it does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


class Stores:
    """The audit log and the vault, open for writing."""

    def __init__(self, base: Base, catalogue: Catalogue) -> None:
        self.keys: Keys = load_keys(base.home)
        self.writer = Writer()
        try:
            self.audit = AuditLog(
                base.home.audit,
                self.keys,
                self.writer,
                clock=now,
                boot_id=boot_id(),
                monotonic=steady,
            )
        except BaseException:
            self.writer.stop()
            raise
        try:
            days = base.settings.vault_days
            path = base.home.vault if days else None
            self.vault = Vault(
                path,
                self.keys,
                self.writer,
                clock=now,
                days=days,
                fleeting=frozenset(
                    service.site for service in catalogue.services.values() if not service.lasting
                ),
            )
            finish_shredding(base.home, self.keys, self.audit, self.vault)
        except BaseException:
            self.writer.stop()
            self.audit.close()
            raise

    def close(self) -> None:
        """Write what is waiting, then close both."""
        self.writer.stop()
        self.vault.close()
        self.audit.close()


def assemble(
    base: Base, catalogue: Catalogue, stores: Stores, ui_port: int, engine: Engine
) -> Parts:
    """The pipeline's parts, with the port of the local pages."""
    policies = base.policies()
    types = policies.entities
    recorder = Recorder(stores.audit, stores.keys, types, now, base.settings.clients)
    return Parts(
        catalogue=catalogue,
        engine=engine,
        policies=policies,
        entities=types,
        vault=stores.vault,
        audit=stores.audit,
        recorder=recorder,
        counter=Counter(),
        marks=RequestMarks(shipped("models"), types, now),
        clock=now,
        register=base.register(lambda: stores.keys),
        providers=base.provider_source(),
        permissions=Permissions(stores.keys.install, steady),
        refusals=Refusals(stores.keys.install, f"http://127.0.0.1:{ui_port}", now),
        holds=Holds(base.settings.ask_timeout_s),
        pauses=Pauses(recorder, stores.audit, now, steady),
        monotonic=time.monotonic,
        dossier=base.settings.dossier,
        nudges=Nudges(partial(recall_sent, base.home, stores.keys)),
    )


def recall_sent(
    home: Home, keys: Keys, since: datetime
) -> tuple[int, list[tuple[datetime, dict[str, Any]]]]:
    """How many events the log has, and what was sent and answered from a time on."""
    found = []
    query = Query(since=since, types=[EventType.REQUEST, EventType.RESPONSE, EventType.NUDGE])
    with read_audit(home.audit, keys) as log:
        for entry in log.select(query):
            with suppress(ParaventError):  # erased, or altered: `audit verify` tells which
                found.append((entry.at, log.read(entry.index).event()))
        return log.size(), found
