"""What the pages cannot know by themselves: the installation around them, told by who runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from paravent.settings import Home, Settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that ``paravent doctor`` looked at; ``fix`` is the command that mends it."""

    status: Literal["ok", "warn", "fail"]
    title: str
    detail: str
    fix: str


@dataclass(frozen=True, slots=True)
class House:
    """The installation.

    Args:
        home: its folder.
        settings: as they were when the program started.
        policy_folders: where rules come from, those shipped first.
        health: the state, as ``/healthz`` tells it.
        examine: looks at everything, as ``paravent doctor`` does; it blocks.
        stopping: whether the program is about to stop.
    """

    home: Home
    settings: Settings
    policy_folders: Sequence[Path]
    health: Callable[[], dict[str, Any]]
    examine: Callable[[], Sequence[Check]]
    stopping: Callable[[], bool]
