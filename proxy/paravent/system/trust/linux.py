"""The system's store on Linux: one file among the administrator's, then the system's own command.

Browsers do not read it there; wget, git and most programs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system.ledger import Undo
from paravent.system.part import Look, Part, Standing

if TYPE_CHECKING:
    from paravent.system.ledger import Ledger
    from paravent.system.part import Site
    from paravent.system.place import Place


@dataclass(frozen=True, slots=True)
class _Family:
    """How a family of distributions does it: the folder, the file's name, the command."""

    folder: str
    name: str
    command: tuple[str, ...]


_FAMILIES = (
    _Family("/usr/local/share/ca-certificates", "paravent.crt", ("update-ca-certificates",)),
    _Family("/etc/pki/ca-trust/source/anchors", "paravent.pem", ("update-ca-trust", "extract")),
    _Family("/etc/ca-certificates/trust-source/anchors", "paravent.crt", ("update-ca-trust",)),
    _Family("/etc/pki/trust/anchors", "paravent.pem", ("update-ca-certificates",)),
)
"""Debian, Fedora, Arch, openSUSE."""


def parts(site: Site) -> list[Part]:
    """The system's store, where its folder is known."""
    family = _family(site.place)
    return [] if family is None else [_part(family)]


def _family(place: Place) -> _Family | None:
    # Debian's folder may be missing while its command is there; elsewhere the folder tells.
    for family in _FAMILIES:
        if place.system(family.folder).is_dir() and place.find(family.command[0]):
            return family
    return None


def _part(family: _Family) -> Part:
    def file(site: Site) -> Path:
        return site.place.system(family.folder) / family.name

    def look(site: Site) -> Look:
        try:
            if file(site).read_bytes() == site.home.ca_certificate.read_bytes():
                return Look(Standing.DONE)
        except OSError:
            pass
        if not site.place.may_become_root():
            return Look(
                Standing.ABSENT,
                t(
                    "ignoré, il y faut l'administrateur ; vos navigateurs n'en ont pas besoin",
                    "ignored, it needs the administrator; your browsers do without it",
                ),
            )
        return Look(Standing.TODO)

    def change(site: Site, ledger: Ledger) -> None:
        update = _update(family, site.place)
        undo = [Undo((("rm", "-f", str(file(site))), update), as_root=True)]
        with ledger.change("trust:system", undo=undo):
            source = str(site.home.ca_certificate)
            for command in (("install", "-m", "644", source, str(file(site))), update):
                done = site.place.run_as_root(*command)
                if not done.ok:
                    raise fail(
                        t("le magasin du système a refusé", "the system's store refused"),
                        done.said,
                        exit_code=Exit.NOT_READY,
                    )

    return Part("trust:system", t("système", "system"), look, change)


def _update(family: _Family, place: Place) -> tuple[str, ...]:
    """The command; below another root, Debian's is told where everything is."""
    if place.root == Path("/") or family is not _FAMILIES[0]:
        return family.command
    options = {
        "--certsconf": "/etc/ca-certificates.conf",
        "--certsdir": "/usr/share/ca-certificates",
        "--localcertsdir": "/usr/local/share/ca-certificates",
        "--etccertsdir": "/etc/ssl/certs",
        "--hooksdir": "/etc/ca-certificates/update.d",
    }
    told = [word for name, path in options.items() for word in (name, str(place.system(path)))]
    return (*family.command, *told)
