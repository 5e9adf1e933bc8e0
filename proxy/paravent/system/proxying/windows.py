"""The proxy setting of Windows, for this user: one value of the registry.

It takes the address of a server only, see ``served``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system.ledger import Undo
from paravent.system.part import Look, Part, Standing, other_proxy
from paravent.system.proxying.served import need_served

if TYPE_CHECKING:
    from paravent.system.ledger import Ledger
    from paravent.system.part import Site
    from paravent.system.place import Place

_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"
_VALUE = "AutoConfigURL"
_QUERY = ("reg", "query", _KEY, "/v", _VALUE)
_TOLD = re.compile(rf"{_VALUE}\s+REG_SZ\s+(\S.*?)\s*$", re.MULTILINE)


def part() -> Part:
    """The user's setting."""
    return Part("proxy:windows", "Windows", _look, _change)


def _read(place: Place) -> str:
    found = _TOLD.search(place.run(*_QUERY).out)
    return found[1] if found else ""


def _look(site: Site) -> Look:
    url = _read(site.place)
    if url == site.served_pac:
        return Look(Standing.DONE)
    return other_proxy(site, url) if url else Look(Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    need_served(site)
    former = _read(site.place)
    back = _add(former) if former else ("reg", "delete", _KEY, "/v", _VALUE, "/f")
    undo = Undo((back,), read=_QUERY, ours=site.served_pac)
    with ledger.change("proxy:windows", undo=[undo]):
        if not site.place.run(*_add(site.served_pac)).ok:
            raise fail(
                t("Windows a refusé le réglage", "Windows refused the setting"),
                exit_code=Exit.NOT_READY,
            )


def _add(url: str) -> tuple[str, ...]:
    return ("reg", "add", _KEY, "/v", _VALUE, "/t", "REG_SZ", "/d", url, "/f")
