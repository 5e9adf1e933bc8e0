"""Units of the user's own systemd, put where it looks for them and enabled by their link.

The link is what ``systemctl enable`` makes; made here, it needs no systemd that runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.system.ledger import Undo
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.place import Place

_SYSTEMCTL = ("systemctl", "--user")
_RELOAD = (*_SYSTEMCTL, "daemon-reload")


def folder(place: Place) -> Path:
    """Where the user's units lie."""
    return place.config / "systemd/user"


def is_there(place: Place, texts: Mapping[str, str], target: str) -> bool:
    """Whether these units are there, and the first is enabled for a target."""
    first = next(iter(texts))
    return (folder(place) / f"{target}.wants" / first).is_symlink() and all(
        take(folder(place) / name).content == text.encode() for name, text in texts.items()
    )


def install(place: Place, ledger: Ledger, what: str, texts: Mapping[str, str], target: str) -> None:
    """Write units, by their names; enable the first for a target.

    Raises:
        ParaventError: they cannot be written.
    """
    first = next(iter(texts))
    link = folder(place) / f"{target}.wants" / first
    files = [folder(place) / name for name in texts]
    with ledger.change(what, undo=[Undo((_RELOAD,))]):  # the last to be undone
        pass
    with ledger.change(what, files=[*files, link]):
        for path, text in zip(files, texts.values(), strict=True):
            write(path, text.encode(), 0o644)
        link.unlink(missing_ok=True)
        link.symlink_to(files[0])
    with ledger.change(what, undo=[Undo(((*_SYSTEMCTL, "stop", first),))]):
        place.run(*_RELOAD)


def start(place: Place, unit: str) -> bool:
    """Start a unit anew; False where no systemd of the user's runs."""
    return place.run(*_SYSTEMCTL, "restart", unit).ok


def runs(place: Place) -> bool:
    """Whether a systemd of the user's runs, to start anything."""
    return place.run(*_SYSTEMCTL, "show-environment").ok


def quoted(word: str) -> str:
    """A word of a command line in a unit (systemd.service(5))."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("%", "%%").replace("$", "$$") + '"'
