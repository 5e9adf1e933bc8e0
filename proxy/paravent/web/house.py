"""What the pages cannot know by themselves: the installation around them, told by who runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from paravent.errors import Problem
    from paravent.i18n import Lang
    from paravent.policy.rules import Policy
    from paravent.providers.catalogue import Providers
    from paravent.settings import Home


type Format = Literal["html", "pdf", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that ``paravent doctor`` looked at; ``fix`` is the command that mends it."""

    status: Literal["ok", "warn", "fail"]
    title: str
    detail: str
    fix: str


@dataclass(frozen=True, slots=True)
class Order:
    """A report to be made: of which client, from which day to which, in what language and form."""

    client: str
    since: str
    until: str
    lang: Lang
    format: Format


@dataclass(frozen=True, slots=True)
class House:
    """The installation.

    Args:
        home: its folder.
        policy_folders: where rules come from, those shipped first.
        health: the state, as ``/healthz`` tells it.
        examine: looks at everything, as ``paravent doctor`` does; it blocks.
        stopping: whether the program is about to stop.
        stop: stops the program.
        try_rules: runs the examples that rules carry; the ones that fail.
        make_report: makes a report, with the name of its file; it blocks. It raises ParaventError
            where there is none to be made.
        declare: writes down what is said of the account at a provider, given by its id.
        providers: every vendor.
    """

    home: Home
    policy_folders: Sequence[Path]
    health: Callable[[], dict[str, Any]]
    examine: Callable[[], Sequence[Check]]
    stopping: Callable[[], bool]
    stop: Callable[[], None]
    try_rules: Callable[[Policy], Awaitable[Sequence[Problem]]]
    make_report: Callable[[Order], tuple[str, bytes]]
    declare: Callable[[str, Mapping[str, str | date]], None]
    providers: Callable[[], Providers]
