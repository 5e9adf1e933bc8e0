"""What the databases and the keys need of the disk: a lock, a lasting name, a plain refusal.

The lock is the operating system's, on a small file of its own: it dies with its holder, so that no
stale lock survives a crash.
"""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING, Self

from paravent.errors import Exit, Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.errors import ParaventError


class Lock:
    """The exclusive use of a file next to which ``NAME.lock`` is kept, until ``release``.

    Raises:
        ParaventError: another program holds it, or the lock cannot be written.
    """

    def __init__(self, path: Path, *, wait: bool = False) -> None:
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._file = os.open(path.with_name(f"{path.name}.lock"), flags, 0o600)
        except OSError as error:
            raise cannot_write(path) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise fail(
                t(
                    "un autre Paravent se sert déjà de ce dossier",
                    "another Paravent is already using this folder",
                ),
                t(
                    "arrêtez-le avec « paravent down », ou donnez un autre dossier dans la "
                    "variable PARAVENT_HOME",
                    "stop it with `paravent down`, or name another folder in the variable "
                    "PARAVENT_HOME",
                ),
                str(path),
                exit_code=Exit.NOT_READY,
                reason=Reason.STORE,
            ) from error

    def release(self) -> None:
        """Let others have it."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def cannot_write(path: Path) -> ParaventError:
    """The error for a file or folder that this account may not write."""
    return fail(
        t("impossible d'écrire ce fichier", "cannot write this file"),
        t(
            "rendez le dossier accessible en écriture, ou donnez-en un autre dans la variable "
            "PARAVENT_HOME",
            "make the folder writable, or name another in the variable PARAVENT_HOME",
        ),
        str(path),
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )


def sync_folder(path: Path) -> None:
    """Have the names in a folder survive a power cut; a new file's name is not its content."""
    folder = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
