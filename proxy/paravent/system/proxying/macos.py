"""The proxy setting of macOS, one for each network service.

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

_TOLD = re.compile(r"URL: (.*)\nEnabled: (Yes|No)")


def parts(site: Site) -> list[Part]:
    """One part for each network service that is in use."""
    listed = site.place.run("networksetup", "-listallnetworkservices").out.splitlines()
    return [_part(name) for name in listed[1:] if not name.startswith("*")]


def _read(place: Place, service: str) -> tuple[str, bool]:
    """The address and whether it is in force."""
    found = _TOLD.search(place.run("networksetup", "-getautoproxyurl", service).out)
    if found is None:
        return "", False
    return found[1].removeprefix("(null)"), found[2] == "Yes"


def _part(service: str) -> Part:
    def look(site: Site) -> Look:
        url, enabled = _read(site.place, service)
        if enabled and url == site.served_pac:
            return Look(Standing.DONE)
        return other_proxy(site, url) if enabled else Look(Standing.TODO)

    def change(site: Site, ledger: Ledger) -> None:
        need_served(site)
        place = site.place
        url, enabled = _read(place, service)
        reading = ("networksetup", "-getautoproxyurl", service)
        state = "on" if enabled else "off"
        # Empty addresses are refused: a blank one is how macOS itself clears the field.
        back = (
            ("networksetup", "-setautoproxyurl", service, url or " "),
            ("networksetup", "-setautoproxystate", service, state),
        )
        undo = Undo(back, read=reading, ours=site.served_pac)
        with ledger.change(f"proxy:macos:{service}", undo=[undo]):
            for command in (
                ("-setautoproxyurl", service, site.served_pac),
                ("-setautoproxystate", service, "on"),
            ):
                if not place.run("networksetup", *command).ok:
                    raise fail(
                        t("macOS a refusé le réglage", "macOS refused the setting"),
                        exit_code=Exit.NOT_READY,
                    )

    return Part(f"proxy:macos:{service}", service, look, change)
