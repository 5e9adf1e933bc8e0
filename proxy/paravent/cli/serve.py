"""The running program: proxy, pages, demo service and detectors in one event loop.

It listens before the detectors are ready, and says that it is ready once they really scan. What
stops it, stops all of it: nothing is left running, nothing counted is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paravent.allocation import give_back
from paravent.cli import console
from paravent.cli.daemon import STATE, Running, unprotected
from paravent.cli.fronting import Here, local_pages
from paravent.cli.health import tell_health
from paravent.cli.listening import Server, bind, may_enter
from paravent.cli.program import Options, Stores, assemble, now, steady
from paravent.errors import ParaventError
from paravent.gateway.requests import Limits
from paravent.gateway.runner import Gateway
from paravent.i18n import language, t
from paravent.log import describe, keep_task, log
from paravent.pipeline.changes import EngineWatch, RulesWatch, begin, expire_labels, run_event
from paravent.store.reader import read_audit
from paravent.store.retention import Retention
from paravent.store.shredding import shred
from paravent.store.vocabulary import EventType
from paravent.system.ca import ensure_ca
from paravent.system.company import CompanyProxy
from paravent.system.destinations import ConnectTo, Destinations
from paravent.system.loop import GuardedLoop
from paravent.system.processes import birth
from paravent.system.relay import relaying
from paravent.system.roots import trust
from paravent.web.demo import demo_service

if TYPE_CHECKING:
    import socket
    from datetime import datetime

    from starlette.types import ASGIApp

    from paravent.cli.course import Course
    from paravent.cli.program import Base
    from paravent.detect.engine import Engine
    from paravent.pipeline.parts import Parts
    from paravent.services.catalogue import Catalogue
    from paravent.store.event import Event
    from paravent.store.keys import Keys
    from paravent.system.ca import CaState

_EVERY_S = 60.0
_DAY_S = 24 * 3600
_DEMO = "demo"
_OLD, _SELDOM = 10, 1_000  # collections of young garbage until old garbage is looked for


def serve(base: Base, options: Options, engine: Engine, course: Course | None = None) -> None:
    """Run until a signal says to stop, or ``course`` is done; the engine is not started.

    Raises:
        ParaventError: it cannot start, or ``course`` failed; the message says what to do.
    """
    give_back()
    catalogue = course.catalogue if course else base.catalogue()
    ca = ensure_ca(base.home, catalogue.hosts, now())
    trusted = trust(base.home.run, options.upstream_ca)
    if ca.pending:
        console.note(
            t(
                "De nouveaux services attendent un certificat, et restent fermés : paravent doctor "
                "--fix",
                "New services are waiting for a certificate, and stay closed: paravent doctor "
                "--fix",
            )
        )
    with contextlib.ExitStack() as held:
        pages = held.enter_context(bind(options.ui_port))
        demo = held.enter_context(bind(0))
        if options.entry:
            held.enter_context(relaying(options.entry, options.port))
        destinations = Destinations(
            base.settings.private_destinations, [_demo_route(catalogue, demo), *options.connect_to]
        )
        address = base.settings.upstream_proxy
        company = CompanyProxy.parse(address) if address else None
        stores = Stores(base, catalogue)
        try:
            parts = assemble(base, catalogue, stores, options.ui_port, engine)
            parts = replace(parts, watch=course.watch) if course else parts

            async def run() -> None:
                program = _Program(base, options, parts, stores.keys, ca=ca, trusted=trusted)
                await program.run(pages, demo, course)

            with asyncio.Runner(
                loop_factory=lambda: GuardedLoop(destinations, company=company)
            ) as runner:
                runner.run(run())
        finally:
            stores.close()


class _Program:
    def __init__(
        self,
        base: Base,
        options: Options,
        parts: Parts,
        keys: Keys,
        *,
        ca: CaState,
        trusted: Path,
    ) -> None:
        self._base = base
        self._options = options
        self._parts = parts
        self._keys = keys
        self._ca = ca
        self._limits = Limits(
            port=options.port,
            language=language(),
            max_body=base.settings.max_body_mb * 1_000_000,
            scan_timeout_s=base.settings.scan_timeout_s,
            may_enter=may_enter,
            covers=ca.covers,
        )
        self._gateway = Gateway(parts, self._limits, base.home.ca, trusted)
        self._rules, self._detectors = RulesWatch(parts), EngineWatch(parts)
        self._shred = partial(shred, base.home, keys, parts.audit, parts.vault)
        months = base.settings.log_months
        self._retention = Retention(parts.audit, months, now, steady, self._shred, self._add_up)
        self._remembers = True
        self._stop = asyncio.Event()
        self._failed: ParaventError | None = None

    async def run(self, pages: socket.socket, demo: socket.socket, course: Course | None) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        await begin(self._parts, self._last_start())
        await self._gateway.start()
        state = self._write_state()
        servers = [
            keep_task(Server(self._guarded(), pages).run_until(self._stop), "pages"),
            keep_task(Server(demo_service(), demo).run_until(self._stop), "demo"),
            keep_task(self._keep_house(), "housekeeping"),
            keep_task(self._warm_up(course), "detectors"),
        ]
        try:
            await self._stop.wait()
        finally:
            state.unlink(missing_ok=True)
            self._base.home.secret.unlink(missing_ok=True)
            self._parts.holds.close()
            await self._gateway.stop()
            await asyncio.gather(*servers, return_exceptions=True)
            await self._parts.engine.stop()
            await self._write_counts()
            await self._try(self._rules.look())
            await self._try(self._parts.pauses.end())
            await self._parts.audit.append(run_event(self._parts, EventType.STOP))
        if self._failed:
            raise self._failed

    async def _warm_up(self, course: Course | None) -> None:
        try:
            await self._parts.engine.start()
        except ParaventError as error:
            self._failed = error
            self._stop.set()
            return
        if self._parts.policies.observing_s:
            console.note(unprotected(self._parts.policies.observing_s))
        gc.freeze()  # what the program is made of stays; looking through it takes time
        gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)  # not amid a request: see _keep_house
        console.line(
            f"ready proxy=127.0.0.1:{self._options.port} "
            f"ui=http://127.0.0.1:{self._options.ui_port}/"
        )
        if sys.stderr.isatty():
            console.note(
                t(
                    "Pour essayer, ouvrez cette adresse dans un navigateur. Ctrl-C pour arrêter.",
                    "To try it, open this address in a browser. Ctrl-C stops it.",
                )
            )

        if course:
            try:
                await course.see_through(self._parts, self._stop)
            except ParaventError as error:
                self._failed = error
            finally:
                self._stop.set()

    async def _keep_house(self) -> None:
        """Once a minute write down what was counted; once a day forget what is too old."""
        expired_at = self._parts.monotonic()
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_EVERY_S):
                    await self._stop.wait()
            if gc.get_count()[2] > _OLD:
                gc.collect()
            await self._write_counts()
            await self._try(self._rules.look())
            await self._try(self._detectors.look())
            await self._try(self._parts.pauses.record())
            await self._try(self._retention.look())
            await self._try(asyncio.to_thread(self._remember))
            if self._parts.monotonic() - expired_at > _DAY_S:
                expired_at = self._parts.monotonic()
                await self._try(expire_labels(self._parts))

    async def _write_counts(self) -> None:
        await self._try(self._parts.counter.write(self._parts.recorder, self._parts.audit))

    async def _try(self, work: Any) -> None:  # noqa: ANN401 -- any awaitable
        try:
            await work
        except ParaventError as error:
            log.error("housekeeping: %s", describe(error))

    def _add_up(self, before: datetime) -> list[Event]:
        """What stays, as counts, of the events before a time."""
        # Only here: no other part of the running program needs what makes reports.
        from paravent.report.earlier import add_up  # noqa: PLC0415

        providers = self._base.providers()
        return add_up(self._base.home.audit, self._keys, providers, before, now())

    def _remember(self) -> None:
        """Read a stretch of the log ahead of the next report; never again once that failed."""
        from paravent.report.pieces import remember  # noqa: PLC0415 -- as above

        if self._remembers:
            self._remembers = False
            remember(self._base.home.audit, self._keys, self._base.home.facts)
            self._remembers = True

    def _write_state(self) -> Path:
        """Say where this program listens, for ``status``, ``down`` and ``env``."""
        path, pid, told = self._base.home.run / STATE, os.getpid(), self._options
        running = Running(pid, birth(pid), told.port, told.ui_port)
        path.write_text(json.dumps(asdict(running)), encoding="utf-8")
        return path

    def _health(self) -> dict[str, Any]:
        listens = self._gateway.listens
        return tell_health(self._parts, self._options, self._ca, listens=listens)

    def _last_start(self) -> dict[str, Any] | None:
        """The event of the last start; None where it cannot be read."""
        with (
            contextlib.suppress(ParaventError),
            read_audit(self._base.home.audit, self._keys) as log,
        ):
            return log.latest(EventType.START)
        return None

    def _guarded(self) -> ASGIApp:
        here = Here(
            base=self._base,
            options=self._options,
            parts=self._parts,
            keys=self._keys,
            shred=self._shred,
            health=self._health,
            stop=self._stop,
        )
        return local_pages(here)


def _demo_route(catalogue: Catalogue, demo: socket.socket) -> ConnectTo:
    host = catalogue.services[_DEMO].hosts[0].name
    return ConnectTo.parse(f"{host}:80:127.0.0.1:{demo.getsockname()[1]}")
