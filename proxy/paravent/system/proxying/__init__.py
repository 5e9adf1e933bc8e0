"""The settings that send AI hosts, and no others, through Paravent: one part for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.system.proxying import firefox, gnome, kde, macos, policies, served, windows

if TYPE_CHECKING:
    from paravent.system.part import Part, Site


def settings(site: Site) -> list[Part]:
    """Every proxy setting of this machine, in the order in which they are made."""
    if site.place.platform == "darwin":
        own = [served.launchd(site), *macos.parts(site)]
    elif site.place.platform == "win32":
        own = [served.task(site), windows.part()]
    else:
        own = [*gnome.parts(site), *kde.parts(site), *policies.parts(site)]
    return [*own, *firefox.parts(site)]
