"""What set-up, its undoing and ``doctor`` look at: this machine and what it is to be given."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from paravent.system.ledger import Ledger
from paravent.system.pac import pac_file
from paravent.system.part import Site
from paravent.system.place import Place

if TYPE_CHECKING:
    from collections.abc import Collection

    from paravent.cli.program import Base


def find_site(
    base: Base, hosts: Collection[str], *, may_ask: bool = False, replace_proxy: bool = False
) -> Site:
    """This machine and installation, for its catalogued hosts.

    Raises:
        ParaventError: a host's pattern is malformed.
    """
    settings = base.settings
    return Site(
        place=Place.here(may_ask=may_ask),
        home=base.home,
        pac=pac_file(hosts, "127.0.0.1", settings.port),
        port=settings.port,
        ui_port=settings.ui_port,
        program=(sys.executable, "-m", "paravent"),
        replace_proxy=replace_proxy,
    )


def open_ledger(site: Site) -> Ledger:
    """What set-up has changed on this machine so far.

    Raises:
        ParaventError: the list cannot be read.
    """
    return Ledger(site.folder, site.place)
