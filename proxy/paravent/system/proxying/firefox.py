"""Firefox's own setting, in every profile: ``user.js``, which it reads at each start.

It then follows no other proxy setting of the system, nor of its own. Firefox copies what it has
read into ``prefs.js``: the same lines are written there, so that taking the change back finds
them in both.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from paravent.system.browsers import firefox_profiles
from paravent.system.part import Look, Part, Standing, is_of_ours, other_proxy
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.part import Site

_TYPE, _URL = "network.proxy.type", "network.proxy.autoconfig_url"
_PAC = 2
_OF_THE_SYSTEM, _NONE, _FOUND = 5, 0, 4
_PREF = re.compile(r'^user_pref\("([^"]+)",\s*(.*)\);\s*$', re.MULTILINE)


def parts(site: Site) -> list[Part]:
    """One part for each profile."""
    return [_part(profile) for profile in firefox_profiles(site.place)]


def is_ours(site: Site, profile: Path) -> bool:
    """Whether a profile names our PAC file, the present one."""
    found = _prefs(profile / "user.js")
    return (found.get(_TYPE), found.get(_URL)) == (str(_PAC), json.dumps(site.pac_url))


def _prefs(path: Path) -> dict[str, str]:
    return dict(_PREF.findall(take(path).content.decode(errors="replace")))


def _part(profile: Path) -> Part:
    def look(site: Site) -> Look:
        shown = str(profile.relative_to(site.place.home))
        if is_ours(site, profile):
            return Look(Standing.DONE, shown)
        found = _prefs(profile / "prefs.js") | _prefs(profile / "user.js")
        kind = int(found.get(_TYPE, _OF_THE_SYSTEM))
        free = kind in {_OF_THE_SYSTEM, _NONE, _FOUND} or is_of_ours(found.get(_URL, ""))
        if not free:
            return other_proxy(site, f"{_TYPE} = {kind}")
        return Look(Standing.TODO, shown)

    def change(site: Site, ledger: Ledger) -> None:
        files = [profile / "user.js", profile / "prefs.js"]
        ours = {_TYPE: str(_PAC), _URL: json.dumps(site.pac_url)}
        if site.place.platform in {"darwin", "win32"}:
            ours["security.enterprise_roots.enabled"] = "true"
        with ledger.change(f"proxy:firefox:{profile}", files=files):
            for path in files:
                before = take(path)
                text = _set(before.content.decode(errors="surrogateescape"), ours)
                write(path, text.encode(errors="surrogateescape"), before.mode or 0o600)

    return Part(f"proxy:firefox:{profile}", "Firefox", look, change)


def _set(text: str, ours: dict[str, str]) -> str:
    """The text with these settings, each in the place of the former one."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    for name, value in ours.items():
        line = f'user_pref("{name}", {value});\n'
        there = [n for n, one in enumerate(lines) if (m := _PREF.match(one)) and m[1] == name]
        if there:
            lines[there[-1]] = line
        else:
            lines.append(line)
    return "".join(lines)
