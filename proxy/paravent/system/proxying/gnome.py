"""GNOME's proxy setting, which Chromium reads on its desktops and Firefox on every one.

The PAC file is inside its own address: measured with Chromium 156 and Firefox 153, a ``file:``
address is ignored by Chromium, which then goes direct, and one that a dead program would serve
as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system.ledger import Undo
from paravent.system.part import Look, Part, Standing, is_of_ours, other_proxy

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.part import Site
    from paravent.system.place import Place

_SCHEMA = "org.gnome.system.proxy"
_DEFAULTS = {"mode": "'none'", "autoconfig-url": "''"}
"""As the schema has them: a key that is so is reset, not set."""


def parts(site: Site) -> list[Part]:
    """GNOME's setting, where there is its command and its schema."""
    if not site.place.run("gsettings", "get", _SCHEMA, "mode").ok:
        return []
    return [Part("proxy:gnome", "GNOME", _look, _change)]


def read(place: Place) -> dict[str, str]:
    """The two keys as ``gsettings`` writes them; empty where it is not there."""
    found = {key: place.run("gsettings", "get", _SCHEMA, key) for key in _DEFAULTS}
    return {key: one.out.strip() for key, one in found.items() if one.ok}


def is_ours(site: Site) -> bool:
    """Whether it names our PAC file, the present one."""
    return read(site.place) == {"mode": "'auto'", "autoconfig-url": f"'{site.pac_url}'"}


def _look(site: Site) -> Look:
    if is_ours(site):
        return Look(Standing.DONE)
    found = read(site.place)
    if found["mode"] == "'manual'":
        return other_proxy(site, t("manuel", "manual"))
    if found["mode"] == "'auto'" and not is_of_ours(found["autoconfig-url"]):
        return other_proxy(site, found["autoconfig-url"].strip("'")[:60])
    return Look(Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    place = site.place
    url = f"'{site.pac_url}'"
    reading = ("gsettings", "get", _SCHEMA, "autoconfig-url")
    back = tuple(_back(key, value) for key, value in read(place).items())
    undo = Undo(back, read=reading, ours=url)
    with ledger.change("proxy:gnome", files=[_database(place)], undo=[undo]):
        for key, value in (("autoconfig-url", url), ("mode", "'auto'")):
            if not place.run("gsettings", "set", _SCHEMA, key, value).ok or (
                place.run("gsettings", "get", _SCHEMA, key).out.strip() != value
            ):
                raise fail(
                    t("GNOME a refusé le réglage", "GNOME refused the setting"),
                    exit_code=Exit.NOT_READY,
                )


def _back(key: str, value: str) -> tuple[str, ...]:
    if value == _DEFAULTS[key]:
        return ("gsettings", "reset", _SCHEMA, key)
    return ("gsettings", "set", _SCHEMA, key, value)


def _database(place: Place) -> Path:
    """The file in which the user's settings lie."""
    if place.variable("GSETTINGS_BACKEND") == "keyfile":
        return place.config / "glib-2.0/settings/keyfile"
    return place.config / "dconf/user"
