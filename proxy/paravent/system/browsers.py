"""The browsers of a machine: which are installed, and where their profiles lie.

Reads names of files only, never a profile's content but for the settings that it looks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.system.place import Place

type Family = Literal["chromium", "firefox"]


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser.

    Attributes:
        id: its command on Linux, also its id elsewhere.
        name: what people call it.
        family: whose settings it reads.
        commands: what it may be called on Linux.
        boxes: its folders where it runs in a box (snap, flatpak), below the user's folder.
        application: its folder on macOS, below ``/Applications``.
        program: its program on Windows, below ``Program Files`` or the user's own.
        policies: where the administrator's settings for it lie on Linux.
    """

    id: str
    name: str
    family: Family
    commands: tuple[str, ...]
    boxes: tuple[str, ...]
    application: str
    program: str
    policies: str = ""


BROWSERS = (
    Browser(
        "chromium", "Chromium", "chromium", ("chromium", "chromium-browser"),
        ("snap/chromium", ".var/app/org.chromium.Chromium"),
        "Chromium.app", "Chromium/Application/chrome.exe", "/etc/chromium/policies/managed",
    ),
    Browser(
        "google-chrome", "Chrome", "chromium", ("google-chrome", "google-chrome-stable"),
        (".var/app/com.google.Chrome",),
        "Google Chrome.app", "Google/Chrome/Application/chrome.exe",
        "/etc/opt/chrome/policies/managed",
    ),
    Browser(
        "brave-browser", "Brave", "chromium", ("brave-browser", "brave"),
        ("snap/brave", ".var/app/com.brave.Browser"),
        "Brave Browser.app", "BraveSoftware/Brave-Browser/Application/brave.exe",
        "/etc/brave/policies/managed",
    ),
    Browser(
        "microsoft-edge", "Edge", "chromium", ("microsoft-edge", "microsoft-edge-stable"),
        (".var/app/com.microsoft.Edge",),
        "Microsoft Edge.app", "Microsoft/Edge/Application/msedge.exe",
        "/etc/opt/edge/policies/managed",
    ),
    Browser(
        "vivaldi", "Vivaldi", "chromium", ("vivaldi", "vivaldi-stable"),
        (".var/app/com.vivaldi.Vivaldi",),
        "Vivaldi.app", "Vivaldi/Application/vivaldi.exe", "",
    ),
    Browser(
        "opera", "Opera", "chromium", ("opera",), ("snap/opera",),
        "Opera.app", "Opera/opera.exe", "",
    ),
    Browser(
        "firefox", "Firefox", "firefox", ("firefox", "firefox-esr"),
        ("snap/firefox", ".var/app/org.mozilla.firefox"),
        "Firefox.app", "Mozilla Firefox/firefox.exe", "/etc/firefox/policies",
    ),
    Browser(
        "librewolf", "LibreWolf", "firefox", ("librewolf",),
        (".var/app/io.gitlab.librewolf-community",),
        "LibreWolf.app", "LibreWolf/librewolf.exe", "",
    ),
)  # fmt: skip

_FIREFOX_FOLDERS = {
    "linux": (
        ".mozilla/firefox",
        ".config/mozilla/firefox",
        "snap/firefox/common/.mozilla/firefox",
        ".var/app/org.mozilla.firefox/.mozilla/firefox",
        ".var/app/org.mozilla.firefox/config/mozilla/firefox",
        ".librewolf",
        ".config/librewolf/librewolf",
        ".var/app/io.gitlab.librewolf-community/.librewolf",
    ),
    "darwin": (
        "Library/Application Support/Firefox/Profiles",
        "Library/Application Support/librewolf/Profiles",
    ),
    "win32": (
        "AppData/Roaming/Mozilla/Firefox/Profiles",
        "AppData/Roaming/librewolf/Profiles",
    ),
}
"""Where profiles lie; the second since Firefox follows the XDG folders (147)."""

_OF_A_PROFILE = ("prefs.js", "cert9.db", "times.json")
"""What tells a profile from the other folders beside it."""

_NSS_FOLDER = ".pki/nssdb"
_XDG_NSS_FOLDER = ".local/share/pki/nssdb"
_BOXES = (
    "snap/chromium/current",
    "snap/brave/current",
    ".var/app/org.chromium.Chromium",
    ".var/app/com.google.Chrome",
    ".var/app/com.brave.Browser",
    ".var/app/com.microsoft.Edge",
    ".var/app/com.vivaldi.Vivaldi",
)
"""Folders that a browser in a box takes for the user's."""


def installed(place: Place) -> list[Browser]:
    """The browsers that this user can start."""
    return [browser for browser in BROWSERS if _is_installed(browser, place)]


def firefox_profiles(place: Place) -> list[Path]:
    """Every profile of Firefox and its kin, of snap and flatpak as well."""
    folders = _FIREFOX_FOLDERS.get(place.platform, ())
    return sorted(
        profile
        for folder in folders
        for profile in (place.home / folder).glob("*")
        if any((profile / name).is_file() for name in _OF_A_PROFILE)
    )


def chromium_stores(place: Place) -> list[Path]:
    """The certificate stores of Chromium and its kin on Linux, the user's own first.

    One is named even where it is not there yet, if a browser would read it.
    """
    own, newer = place.home / _NSS_FOLDER, place.home / _XDG_NSS_FOLDER
    wanted = own.is_dir() or any(one.family == "chromium" for one in installed(place))
    return [
        *([own] if wanted else []),
        *([newer] if newer.is_dir() else []),
        *(place.home / box / _NSS_FOLDER for box in _BOXES if (place.home / box).is_dir()),
    ]


def is_in_use(profile: Path) -> bool:
    """Whether a Firefox has this profile open, and would write its settings again at its end."""
    try:
        owner = str((profile / "lock").readlink()).rpartition("+")[2]  # 127.0.1.1:+4711
    except OSError:
        return False
    return Path("/proc", owner).is_dir()


def _is_installed(browser: Browser, place: Place) -> bool:
    return any(_programs(browser, place))


def _programs(browser: Browser, place: Place) -> Iterator[bool]:
    if place.platform == "darwin":
        yield from (
            (base / browser.application).is_dir()
            for base in (place.system("/Applications"), place.home / "Applications")
        )
    elif place.platform == "win32":
        yield from (
            (base / browser.program).is_file()
            for base in (
                place.system("/Program Files"),
                place.system("/Program Files (x86)"),
                place.home / "AppData/Local",
            )
        )
    else:
        yield from (place.find(command) is not None for command in browser.commands)
        yield from ((place.home / box).is_dir() for box in browser.boxes)
