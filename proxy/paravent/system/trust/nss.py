"""The stores of NSS: Chromium's on Linux, and one in every profile of Firefox.

``certutil`` writes them. Where a profile has a primary password, it refuses, and we say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system.browsers import chromium_stores, firefox_profiles, installed
from paravent.system.ca import retired_roots
from paravent.system.ledger import Undo
from paravent.system.part import Look, Part, Standing, common_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.part import Site
    from paravent.system.place import Place

_FILES = ("cert9.db", "key4.db", "pkcs11.txt")
_FLAGS = "C,,"
"""Trusted to sign for web servers, and for nothing else."""

_PACKAGES = {
    "apt-get": "sudo apt install libnss3-tools",
    "dnf": "sudo dnf install nss-tools",
    "pacman": "sudo pacman -S nss",
    "zypper": "sudo zypper install mozilla-nss-tools",
}


def parts(site: Site) -> list[Part]:
    """One part for each store; for a Firefox without any profile, one that says so."""
    found = [_part("Firefox", profile) for profile in firefox_profiles(site.place)]
    if not found and any(one.family == "firefox" for one in installed(site.place)):
        found = [_without_profile()]
    if site.place.platform in {"darwin", "win32"}:
        return []  # Chromium reads the system's store there, and Firefox does as our setting says
    return [*(_part("Chromium", store) for store in chromium_stores(site.place)), *found]


def _without_profile() -> Part:
    detail = t(
        "aucun profil encore : ouvrez Firefox une fois, puis relancez paravent setup",
        "no profile yet: open Firefox once, then run paravent setup again",
    )

    def nothing(site: Site, ledger: Ledger) -> None:
        del site, ledger

    return Part("trust:firefox", "Firefox", lambda _: Look(Standing.ABSENT, detail), nothing)


def _part(title: str, store: Path) -> Part:
    def look(site: Site) -> Look:
        if site.place.find("certutil") is None:
            missing = t("la commande certutil manque", "the command certutil is missing")
            return Look(Standing.BLOCKED, missing, _package(site.place))
        return Look(Standing.DONE if _trusts(site, store) else Standing.TODO, _shown(site, store))

    def change(site: Site, ledger: Ledger) -> None:
        files = [store / name for name in _FILES]
        certutil = ("certutil", "-d", f"sql:{store}")
        removed = (*certutil, "-D", "-n", site.nickname)
        with ledger.change(f"trust:nss:{store}", files=files, undo=[Undo((removed,))]):
            if not (store / "cert9.db").exists():
                _call(site.place, *certutil, "-N", "--empty-password")
            for former in _retired(site):
                site.place.run(*certutil, "-D", "-n", former)
            root = str(site.home.ca_certificate)
            _call(site.place, *certutil, "-A", "-t", _FLAGS, "-n", site.nickname, "-i", root)

    return Part(f"trust:nss:{store}", title, look, change)


def _trusts(site: Site, store: Path) -> bool:
    """Whether a store holds our root, this one, and trusts it."""
    if not (store / "cert9.db").exists():
        return False
    certutil = ("certutil", "-d", f"sql:{store}", "-L")
    listed = site.place.run(*certutil).out
    flags = [line.rsplit(maxsplit=1)[-1] for line in listed.splitlines() if site.nickname in line]
    if not any(one.startswith("C") for one in flags):
        return False
    held = site.place.run(*certutil, "-n", site.nickname, "-a").out
    return held.split() == site.certificate.public_bytes(Encoding.PEM).decode().split()


def _retired(site: Site) -> Iterator[str]:
    """The names of roots that were ours before."""
    try:
        pem = retired_roots(site.home).read_bytes()
    except FileNotFoundError:
        return
    for certificate in x509.load_pem_x509_certificates(pem):
        if certificate != site.certificate:
            yield common_name(certificate)


def _shown(site: Site, store: Path) -> str:
    return str(store.relative_to(site.place.home))


def _package(place: Place) -> str:
    return next((fix for tool, fix in _PACKAGES.items() if place.find(tool)), "certutil (NSS)")


def _call(place: Place, *command: str) -> None:
    done = place.run(*command)
    if not done.ok:
        raise fail(
            t("ce magasin a refusé le certificat", "this store refused the certificate"),
            t(
                "s'il a un mot de passe principal, importez {file} dans le navigateur",
                "if it has a primary password, import {file} in the browser",
                file="ca.pem",
            ),
            exit_code=Exit.NOT_READY,
        )
