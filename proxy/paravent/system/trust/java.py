"""Java's own store, where there is a Java; on Debian the system's command fills it."""

from __future__ import annotations

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

_ALIAS = "paravent"
_PASSWORD = "changeit"  # noqa: S105 -- every Java's, public
_DEBIAN_HOOK = "/etc/ca-certificates/update.d/jks-keystore"


def parts(site: Site) -> list[Part]:
    """Java's store, or a part that says there is none."""
    return [Part("trust:java", "Java", _look, _change)] if _store(site.place) else [_absent()]


def _absent() -> Part:
    def look(_: Site) -> Look:
        return Look(Standing.ABSENT, t("absent, ignoré", "absent, ignored"))

    return Part("trust:java", "Java", look, _change)


def _store(place: Place) -> Path | None:
    """The file of the Java that ``java`` or ``JAVA_HOME`` names, if it is below the root."""
    java = place.find("java")
    homes = [Path(named)] if (named := place.variable("JAVA_HOME")) else []
    if java:
        homes.append(Path(java).resolve().parents[1])
    for home in homes:
        for inside in ("lib/security/cacerts", "jre/lib/security/cacerts"):
            store = (home / inside).resolve()
            if store.is_file() and store.is_relative_to(place.root):
                return store
    return None


def _keytool(site: Site, *words: str) -> tuple[str, ...]:
    store = ("-keystore", str(_store(site.place)), "-storepass", _PASSWORD)
    return ("keytool", *words, "-alias", _ALIAS, "-noprompt", *store)


def _look(site: Site) -> Look:
    if site.place.system(_DEBIAN_HOOK).is_file():
        shared = t("prend ceux du système", "takes the system's")
        return Look(Standing.ABSENT, shared)
    held = site.place.run(*_keytool(site, "-list", "-rfc")).out
    ours = site.home.ca_certificate.read_text(encoding="ascii").split()
    if ours and " ".join(ours) in " ".join(held.split()):
        return Look(Standing.DONE)
    if not site.place.may_become_root():
        needed = t("ignoré, il y faut l'administrateur", "ignored, it needs the administrator")
        return Look(Standing.ABSENT, needed)
    return Look(Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    removed = _keytool(site, "-delete")
    store = _store(site.place)
    files = [store] if store and site.place.administrator else []
    with ledger.change("trust:java", files=files, undo=[Undo((removed,), as_root=True)]):
        site.place.run_as_root(*removed)
        root = str(site.home.ca_certificate)
        done = site.place.run_as_root(
            *_keytool(site, "-importcert", "-trustcacerts"), "-file", root
        )
        if not done.ok:
            raise fail(
                t("Java a refusé le certificat", "Java refused the certificate"),
                exit_code=Exit.NOT_READY,
            )
