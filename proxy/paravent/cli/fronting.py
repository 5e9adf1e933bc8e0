"""The local pages put together from the running program."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from paravent.cli.check import look_over
from paravent.cli.judging import Judge
from paravent.cli.listening import may_enter
from paravent.cli.program import now, steady
from paravent.cli.report import Wanted, make_report
from paravent.cli.writing import write_table
from paravent.errors import ParaventError
from paravent.i18n import language
from paravent.rulecheck import check_policy
from paravent.settings import load_settings
from paravent.store.reader import read_audit
from paravent.system.pac import pac_file
from paravent.web.app import Pages, make_app
from paravent.web.control import Control, write_secret
from paravent.web.entrance import Entrance
from paravent.web.guard import LocalGuard
from paravent.web.house import Check, House
from paravent.web.journal import Journal
from paravent.web.pairing import Pairing

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from paravent.cli.program import Base, Options
    from paravent.errors import Problem
    from paravent.pipeline.parts import Parts
    from paravent.policy.rules import Policy
    from paravent.store.keys import Keys
    from paravent.store.reader import Record
    from paravent.web.house import Order


@dataclass(frozen=True, slots=True)
class Here:
    """The program that the pages are of; ``stop`` is set when it is to end."""

    base: Base
    options: Options
    parts: Parts
    keys: Keys
    shred: Callable[[], None]
    health: Callable[[], dict[str, Any]]
    stop: asyncio.Event


def local_pages(here: Here) -> ASGIApp:
    """The pages, guarded."""
    home, port, ui_port = here.base.home, here.options.port, here.options.ui_port
    journal = Journal(here.parts, here.keys, here.shred)
    entrance = Entrance(here.keys.install, ui_port, now, steady)
    pairing = Pairing(home.extensions, ui_port, now, steady)
    if pairing.paired():
        here.parts.latest.watch(here.parts.monotonic())
    hosts = [host for host in here.parts.catalogue.hosts if not host.endswith(".test")]
    pages = Pages(
        port=port,
        ui_port=ui_port,
        language=language(),
        ca_certificate=home.ca_certificate,
        health=here.health,
        notices=here.parts.notices.after,
        pac=lambda: pac_file(hosts, "127.0.0.1", port),
        parts=here.parts,
        control=Control(write_secret(home.secret), entrance, here.parts, journal, pairing),
        recall=lambda index: _recall(here, index),
        house=House(
            home=home,
            policy_folders=here.base.policy_folders(),
            health=here.health,
            examine=lambda: _examine(here.base),
            stopping=here.stop.is_set,
            stop=here.stop.set,
            try_rules=lambda policy: _try(here, policy),
            make_report=lambda order: _report(here.base, order),
            declare=lambda name, said: write_table(home, "providers", name, said),
            providers=here.base.providers,
        ),
        pairing=pairing,
    )
    return LocalGuard(make_app(pages), ui_port, may_enter)


def _recall(here: Here, index: int) -> Record | None:
    """An event of the log; None where it cannot be read."""
    try:
        with read_audit(here.base.home.audit, here.keys) as reader:
            return reader.read(index)
    except ParaventError:
        return None


async def _try(here: Here, policy: Policy) -> list[Problem]:
    judge = await asyncio.to_thread(Judge, here.parts.engine, policy)
    return await check_policy(policy, judge.find, judge.mark, judge.suppose)


def _report(base: Base, order: Order) -> tuple[str, bytes]:
    wanted = Wanted(order.client, order.since, order.until, order.lang, order.format)
    fresh = replace(base, settings=load_settings(base.home))
    return make_report(fresh, wanted)


def _examine(base: Base) -> list[Check]:
    return [Check(one.status.value, one.title, one.detail, one.fix) for one in look_over(base)]
