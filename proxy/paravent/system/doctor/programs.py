"""Checks of the programs on this machine: is each browser intercepted, what could go around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.system import trust
from paravent.system.browsers import firefox_profiles, installed
from paravent.system.doctor.base import Check, Status
from paravent.system.doctor.setting import SETUP, was_made
from paravent.system.part import Standing
from paravent.system.proxying import firefox, gnome, kde, policies, settings
from paravent.system.variables import parts as shell_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from paravent.system.browsers import Browser
    from paravent.system.doctor.base import Findings, Machine
    from paravent.system.part import Part, Site
    from paravent.system.place import Place

_LIKE_GNOME = {"GNOME", "Unity", "X-Cinnamon", "Cinnamon", "Pantheon", "Deepin", "DDE", "UKUI"}
"""Desktops on which Chromium reads GNOME's setting (its source, ``proxy_config_service_linux``)."""

_FLAGS = re.compile(
    r"--(?:no-proxy-server|proxy-server|proxy-pac-url|proxy-auto-detect|origin-to-force-quic-on)\b"
)
"""What makes a Chromium go another way, whatever the system's setting says."""

_TUNNELS = re.compile(r"(?:tun|tap|wg|ppp|utun|tailscale|nordlynx|proton|ipsec|zt)\d*\w*")

_APPLICATIONS = {
    "cursor": "Cursor",
    "windsurf": "Windsurf",
    "zed": "Zed",
    "code": "Visual Studio Code",
    "claude-desktop": "Claude",
    "chatgpt": "ChatGPT",
    "perplexity": "Perplexity",
    "jan": "Jan",
    "idea": "IntelliJ IDEA",
    "pycharm": "PyCharm",
}
"""Programs that speak to AI services by themselves: their command, their name on macOS."""


def _browsers(machine: Machine) -> Findings:
    found = installed(machine.site.place)
    for browser in found:
        why = why_not(machine.site, browser)
        if not why:
            through = t("{name} passe par Paravent", "{name} goes through Paravent")
            yield Status.OK, through.format(name=browser.name), ""
        else:
            trouble = Status.FAIL if was_made("proxy", machine.changed) else Status.WARN
            around = t(
                "{name} ne passe pas par Paravent : {why}",
                "{name} does not go through Paravent: {why}",
                name=browser.name,
                why=why,
            )
            yield trouble, around, SETUP
    if not found:
        yield Status.OK, t("aucun n'est connu ici", "none is known here"), ""


def why_not(site: Site, browser: Browser) -> str:
    """Why a browser does not go through Paravent with the certificate trusted; empty if it does."""
    distrusted = t("il n'approuve pas le certificat", "it does not trust the certificate")
    unset = t("son proxy n'est pas réglé", "its proxy is not set")
    if not _trusts(site, browser):
        return distrusted
    if policies.is_ours(site, browser):
        return ""
    if browser.family == "firefox":
        profiles = firefox_profiles(site.place)
        ours = all(firefox.is_ours(site, profile) for profile in profiles)
        return "" if profiles and ours else unset
    if site.place.platform != "linux":
        return "" if _all_done(site, settings(site)) else unset
    return "" if _desktop_is_ours(site) else unset


def _trusts(site: Site, browser: Browser) -> bool:
    stores = trust.stores(site)
    if site.place.platform == "linux":
        name = "Firefox" if browser.family == "firefox" else "Chromium"
        stores = [store for store in stores if store.title == name]
    return _all_done(site, stores)


def _all_done(site: Site, parts: list[Part]) -> bool:
    looks = [part.look(site).standing for part in parts]
    return Standing.DONE in looks and set(looks) <= {Standing.DONE, Standing.ABSENT}


def _desktop_is_ours(site: Site) -> bool:
    """Whether the setting that Chromium reads on this desktop names our PAC file."""
    desktop = set(site.place.variable("XDG_CURRENT_DESKTOP").split(":"))
    if "KDE" in desktop:
        return kde.is_ours(site)
    if desktop & _LIKE_GNOME:
        return gnome.is_ours(site)
    session = _all_done(site, shell_parts(site))
    return session if desktop != {""} else session or gnome.is_ours(site) or kde.is_ours(site)


def _around(machine: Machine) -> Findings:
    """Whether a browser is made to go around.

    One that has a proxy does not use QUIC for what it sends there, unless its own flags force it.
    """
    found = sorted(
        f"{flag} ({file})"
        for file in _flag_files(machine.site.place)
        for flag in set(_FLAGS.findall(_text(file)))
    )
    for one in found:
        mend = t("retirez cette option du fichier", "take this flag out of the file")
        yield Status.WARN, one, mend
    if not found:
        yield (
            Status.OK,
            t("aucun navigateur n'y est forcé", "no browser is made to use it"),
            "",
        )


def _flag_files(place: Place) -> Iterator[Path]:
    yield from sorted(place.system("/etc/chromium.d").glob("*"))
    yield from sorted(place.config.glob("*-flags.conf"))


def _text(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _network(machine: Machine) -> Findings:
    place = machine.site.place
    ours = f"127.0.0.1:{machine.site.port}"
    others = sorted(
        name
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
        if place.variable(name) and ours not in place.variable(name)
    )
    for name in others:
        yield (
            Status.WARN,
            t("un autre proxy est réglé : {name}", "another proxy is set: {name}", name=name),
            f"unset {name}",
        )
    tunnels = _tunnels(place)
    if tunnels:
        named = ", ".join(tunnels)
        yield (
            Status.OK,
            t(
                "un VPN est actif ({named}) : il vient après Paravent",
                "a VPN is on ({named}): it comes after Paravent",
                named=named,
            ),
            "",
        )
    elif not others:
        yield Status.OK, t("ni autre proxy, ni VPN", "no other proxy, no VPN"), ""


def _tunnels(place: Place) -> list[str]:
    folder = place.system("/sys/class/net")
    names = sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []
    return [name for name in names if _TUNNELS.fullmatch(name)]


def _applications(machine: Machine) -> Findings:
    place = machine.site.place
    found = [name for command, name in _APPLICATIONS.items() if _is_there(place, command, name)]
    for name in found:
        yield (
            Status.WARN,
            t(
                "{name} peut ignorer le proxy ou le certificat du système",
                "{name} may ignore the system's proxy or certificate",
                name=name,
            ),
            t(
                "envoyez-y un message, puis cherchez sa ligne : paravent audit list",
                "send a message there, then look for its line: paravent audit list",
            ),
        )
    if not found:
        yield Status.OK, t("aucune n'est connue ici", "none is known here"), ""


def _is_there(place: Place, command: str, name: str) -> bool:
    if place.platform == "darwin":
        folders = (place.system("/Applications"), place.home / "Applications")
        return any((folder / f"{name}.app").is_dir() for folder in folders)
    return place.find(command) is not None


CHECKS = (
    Check("browsers", lambda: t("navigateurs", "browsers"), _browsers),
    Check("quic", lambda: "QUIC", _around),
    Check("network", lambda: t("réseau", "network"), _network),
    Check("apps", lambda: t("applications", "applications"), _applications),
)
