"""The user's store of Windows, which Edge and Chrome read, and Firefox where our setting says so.

Windows asks the person to confirm, once for the certificate and once for taking it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system.ledger import Undo
from paravent.system.part import Look, Part, Standing
from paravent.system.place import PATIENCE_S

if TYPE_CHECKING:
    from paravent.system.ledger import Ledger
    from paravent.system.part import Site


def parts(site: Site) -> list[Part]:
    """The user's own root store."""
    del site
    return [Part("trust:windows", "Windows", _look, _change)]


def _thumbprint(site: Site) -> str:
    return site.certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303 -- its name there


def _look(site: Site) -> Look:
    found = site.place.run("certutil", "-user", "-verifystore", "Root", _thumbprint(site))
    return Look(Standing.DONE if found.ok else Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    removed = ("certutil", "-user", "-delstore", "Root", _thumbprint(site))
    with ledger.change("trust:windows", undo=[Undo((removed,))]):
        done = site.place.run(
            "certutil", "-user", "-addstore", "Root", str(site.home.ca_certificate),
            patience_s=5 * PATIENCE_S,
        )  # fmt: skip
        if not done.ok:
            raise fail(
                t("Windows a refusé le certificat", "Windows refused the certificate"),
                exit_code=Exit.NOT_READY,
            )
