"""The stores of root certificates on this machine, one part each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.system.trust import java, linux, macos, nss, windows

if TYPE_CHECKING:
    from paravent.system.part import Part, Site


def stores(site: Site) -> list[Part]:
    """Every store that is to trust our root, the system's first."""
    own = {"darwin": macos, "win32": windows}.get(site.place.platform, linux)
    return [*own.parts(site), *nss.parts(site), *java.parts(site)]
