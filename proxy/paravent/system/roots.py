"""The root certificates that services are checked against."""

from __future__ import annotations

from pathlib import Path

import certifi

from paravent.errors import Exit, fail
from paravent.i18n import t


def trust(folder: Path, added: Path | None) -> Path:
    """The file of them: the usual ones, or one in ``folder`` with those of ``added`` as well.

    Raises:
        ParaventError: ``added`` cannot be read.
    """
    if added is None:
        return Path(certifi.where())
    try:
        text = Path(certifi.where()).read_text(encoding="utf-8") + added.read_text(encoding="utf-8")
        path = folder / "upstream-ca.pem"
        path.write_text(text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise fail(
            t("certificats illisibles", "unreadable certificates"),
            t("donnez un fichier PEM à --upstream-ca", "give a PEM file to --upstream-ca"),
            str(added),
            exit_code=Exit.USAGE,
        ) from error
    return path
