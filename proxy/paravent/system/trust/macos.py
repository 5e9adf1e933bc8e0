"""The keychain of macOS, which Safari and Chrome read, and Firefox where our setting tells it to.

In the user's own keychain: no administrator is needed, macOS asks for the user's password.
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
    """The user's keychain."""
    del site
    return [Part("trust:keychain", t("trousseau", "keychain"), _look, _change)]


def _keychain(site: Site) -> str:
    return str(site.place.home / "Library/Keychains/login.keychain-db")


def _look(site: Site) -> Look:
    verified = site.place.run(
        "security", "verify-cert", "-c", str(site.home.ca_certificate), "-l", "-L", "-q"
    )
    return Look(Standing.DONE if verified.ok else Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    print_ = site.certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 -- its name there
    root = site.folder / "roots" / f"{print_}.pem"  # still there when it is taken out
    removed = ("security", "remove-trusted-cert", str(root))
    deleted = ("security", "delete-certificate", "-Z", print_, _keychain(site))
    undo = [Undo((removed, deleted))]
    with ledger.change("trust:keychain", undo=undo):
        root.parent.mkdir(parents=True, exist_ok=True)
        root.write_bytes(site.home.ca_certificate.read_bytes())
        done = site.place.run(
            "security", "add-trusted-cert", "-r", "trustRoot", "-p", "ssl",
            "-k", _keychain(site), str(root), patience_s=5 * PATIENCE_S,
        )  # fmt: skip
        if not done.ok:
            raise fail(
                t("le trousseau a refusé le certificat", "the keychain refused the certificate"),
                done.said,
                exit_code=Exit.NOT_READY,
            )
