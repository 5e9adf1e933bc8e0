"""KDE's proxy setting, in ``kioslaverc``.

Chromium skips lines of 512 bytes and more in that file (measured with Chromium 156), which leaves
no room for the PAC file itself: it names the address of what serves it, see ``served``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.system.part import Look, Part, Standing, other_proxy
from paravent.system.proxying import served
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.part import Site

_SECTION = "[Proxy Settings]"
_SCRIPT = "Proxy Config Script"
_AUTO, _NONE = "2", "0"
_KEY = re.compile(r"([^=\[]+?)\s*(?:\[\$\w+\])?\s*=\s*(.*)")
_TOLD = (
    "dbus-send", "--type=signal", "/KIO/Scheduler",
    "org.kde.KIO.Scheduler.reparseSlaveConfiguration", "string:",
)  # fmt: skip


def parts(site: Site) -> list[Part]:
    """What serves the PAC file and the setting, where KDE is or was used."""
    desktop = site.place.variable("XDG_CURRENT_DESKTOP")
    if "KDE" not in desktop.split(":") and not _file(site).exists():
        return []
    return [*served.systemd(site), Part("proxy:kde", "KDE", _look, _change)]


def _file(site: Site) -> Path:
    return site.place.config / "kioslaverc"


def _read(text: str) -> dict[str, str]:
    """The keys of the section on proxies."""
    found: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == _SECTION
        elif inside and (key := _KEY.fullmatch(line)):
            found[key[1]] = key[2]
    return found


def _content(site: Site) -> str:
    return take(_file(site)).content.decode(errors="surrogateescape")


def is_ours(site: Site) -> bool:
    """Whether it names what serves our PAC file."""
    found = _read(_content(site))
    return (found.get("ProxyType"), found.get(_SCRIPT)) == (_AUTO, site.served_pac)


def _look(site: Site) -> Look:
    found = _read(_content(site))
    if is_ours(site):
        return Look(Standing.DONE)
    if found.get("ProxyType", _NONE) != _NONE:
        return other_proxy(site, f"ProxyType={found['ProxyType']}")
    return Look(Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    served.need_served(site)
    wanted = {"ProxyType": _AUTO, _SCRIPT: site.served_pac}
    with ledger.change("proxy:kde", files=[_file(site)]):
        before = take(_file(site))
        text = _set(before.content.decode(errors="surrogateescape"), wanted)
        write(_file(site), text.encode(errors="surrogateescape"), before.mode or 0o600)
    site.place.run(*_TOLD)


def _set(text: str, wanted: dict[str, str]) -> str:
    """The text with these keys in the section on proxies, and every other line as it was."""
    lines = text.splitlines()
    if _SECTION not in lines:
        return text + "".join(f"{line}\n" for line in [_SECTION, *_lines(wanted)])
    start = lines.index(_SECTION) + 1
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("[")), len(lines))
    kept = [line for line in lines[start:end] if not _names(line, wanted)]
    return "\n".join([*lines[:start], *_lines(wanted), *kept, *lines[end:]]) + "\n"


def _lines(wanted: dict[str, str]) -> list[str]:
    return [f"{key}={value}" for key, value in wanted.items()]


def _names(line: str, wanted: dict[str, str]) -> bool:
    key = _KEY.fullmatch(line)
    return key is not None and key[1] in wanted
