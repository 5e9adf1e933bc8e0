"""What set-up has changed on this machine, written down before it is changed, and undone backward.

Each entry holds the former bytes of the files that it is about and the commands that take the
change back. A file that nobody else has touched since is put back to the byte; in one that
somebody has, only our lines are taken out. Must never undo what was not written down here.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.system.browsers import is_in_use
from paravent.system.snapshot import Snapshot, is_open, take, take_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from paravent.system.place import Place

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Undo:
    """Commands that take a change back.

    Attributes:
        commands: each with its arguments, in their order.
        as_root: they need the administrator.
        read: a command that tells what is set now; empty where the change is taken back anyway.
        ours: what ``read`` has in its answer as long as nobody else has changed it.
    """

    commands: tuple[tuple[str, ...], ...]
    as_root: bool = False
    read: tuple[str, ...] = ()
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: of what (``id``), its files before and after, and what takes it back.

    Attributes:
        after: each file once it was changed; empty while that is under way.
        made: folders that had to be made, the outermost first.
        undo: commands that take it back. Files beside them are theirs (a store of certificates,
            say): they are put back to the byte if only the commands have changed them.
    """

    id: str
    files: tuple[Snapshot, ...] = ()
    after: tuple[Snapshot, ...] = ()
    made: tuple[str, ...] = ()
    undo: tuple[Undo, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """How taking back an entry went; ``kept`` names what somebody else has changed since."""

    id: str
    kept: tuple[str, ...] = ()
    problem: str = ""


class Ledger:
    """The changes of one installation, in ``setup/ledger.json`` of its folder.

    Raises:
        ParaventError: the file is there and cannot be read; nothing is changed then.
    """

    def __init__(self, folder: Path, place: Place) -> None:
        self._path = folder / "ledger.json"
        self._place = place
        self._entries = self._read()

    @property
    def ids(self) -> tuple[str, ...]:
        """What was changed, oldest first."""
        return tuple(dict.fromkeys(entry.id for entry in self._entries))

    @contextmanager
    def change(
        self, what: str, *, files: Sequence[Path] = (), undo: Sequence[Undo] = ()
    ) -> Iterator[None]:
        """Change something in this block; if it fails, what was done of it is taken back.

        Args:
            what: its id, such as ``nss:/home/…``.
            files: the files that change; their folders are made.
            undo: commands that take back what is not in those files.

        Raises:
            ParaventError: a file cannot be read or written.
        """
        snapshots = tuple(_snapshot(path) for path in files)
        entry = Entry(what, snapshots, (), _missing(files), tuple(undo))
        self._entries.append(entry)
        try:
            self._write()
            for path in files:
                path.parent.mkdir(parents=True, exist_ok=True)
            yield
            after = [take(path) for path in files]
            told = [one.bare() for one in after] if undo else after
            self._entries[-1] = replace(entry, after=tuple(told))
            self._write()
        except BaseException as error:
            self._entries.pop()
            _undo(entry, self._place)
            with suppress(OSError):
                self._write()
            if isinstance(error, OSError):
                raise _unwritable(error) from error
            raise

    def undo(self) -> Iterator[Undone]:
        """Take everything back, the latest first; what could not be taken back stays written."""
        stuck: list[Entry] = []
        while self._entries:
            entry = self._entries[-1]
            result = _undo(entry, self._place)
            self._entries.pop()
            if result.problem:
                stuck.insert(0, entry)
            self._write([*self._entries, *stuck])
            yield result
        self._entries = stuck

    def _read(self) -> list[Entry]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if found["format"] != _FORMAT:
                raise ValueError  # noqa: TRY301 -- told below, with the rest
            return [_parse(entry) for entry in found["entries"]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise fail(
                t(
                    "la liste de ce que Paravent a changé est illisible",
                    "the list of what Paravent has changed cannot be read",
                ),
                t("restaurez ce fichier d'une sauvegarde", "restore this file from a backup"),
                str(self._path),
                exit_code=Exit.NOT_READY,
            ) from error

    def _write(self, entries: Sequence[Entry] | None = None) -> None:
        told = self._entries if entries is None else entries
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "entries": [asdict(entry) for entry in told]}, file)
            file.flush()
            os.fsync(descriptor)
        fresh.replace(self._path)


def _snapshot(path: Path) -> Snapshot:
    try:
        return take(path)
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> ParaventError:
    return fail(
        t("impossible à écrire : {why}", "cannot write: {why}", why=error.strerror or ""),
        t(
            "vérifiez que ce fichier vous appartient et que le disque n'est pas plein",
            "check that this file is yours and that the disk is not full",
        ),
        str(error.filename or ""),
    )


def _missing(files: Sequence[Path]) -> tuple[str, ...]:
    """The folders that are not there, each before those inside it."""
    found = {folder for path in files for folder in path.parents if not folder.exists()}
    return tuple(str(folder) for folder in sorted(found, key=lambda one: len(one.parts)))


def _parse(entry: dict[str, Any]) -> Entry:
    return Entry(
        id=str(entry["id"]),
        files=tuple(Snapshot(**file) for file in entry["files"]),
        after=tuple(Snapshot(**file) for file in entry["after"]),
        made=tuple(entry["made"]),
        undo=tuple(
            Undo(
                tuple(tuple(command) for command in one["commands"]),
                one["as_root"],
                tuple(one["read"]),
                one["ours"],
            )
            for one in entry["undo"]
        ),
    )


def _undo(entry: Entry, place: Place) -> Undone:
    kept: list[str] = []
    try:
        _wait_for_firefox(entry)
        ours = [_is_ours(file, entry) for file in entry.files]
        for undo in entry.undo:
            kept += _run(undo, place)
        for file, same in zip(entry.files, ours, strict=True):
            if same and not (entry.undo and is_open(file.place)):
                file.restore()
            elif not entry.undo:
                kept += _take_out(file, entry)
    except (OSError, ParaventError) as error:
        return Undone(entry.id, tuple(kept), str(error))
    for folder in reversed(entry.made):
        with suppress(OSError):  # something else is in it by now
            os.rmdir(folder)  # noqa: PTH106 -- a path as it was written down
    return Undone(entry.id, tuple(kept))


def _wait_for_firefox(entry: Entry) -> None:
    for file in entry.files:
        if file.place.name == "prefs.js" and is_in_use(file.place.parent):
            raise fail(
                t("Firefox est ouvert", "Firefox is open"),
                t(
                    "fermez Firefox, puis relancez « paravent uninstall »",
                    "close Firefox, then run `paravent uninstall` again",
                ),
            )


def _is_ours(file: Snapshot, entry: Entry) -> bool:
    """Whether a file is as our change has left it, or was being changed when that was cut short."""
    after = _after(file, entry)
    return after is None or take(file.place).digest == after.digest


def _after(file: Snapshot, entry: Entry) -> Snapshot | None:
    return next((one for one in entry.after if one.path == file.path), None)


def _take_out(file: Snapshot, entry: Entry) -> list[str]:
    """Take our lines out of a file that is no longer ours alone; its name."""
    after, now = _after(file, entry), take(file.place)
    if after is None or now.digest == file.digest or now.kind == "absent":
        return []
    take_out(file, after)
    return [file.path]


def _run(undo: Undo, place: Place) -> list[str]:
    """Take one thing back; the name of what is left as it is, since it is no longer ours."""
    if undo.read and undo.ours not in place.run(*undo.read).out:
        return [" ".join(undo.read)]
    if undo.as_root and not place.may_become_root():
        raise fail(
            t("il y faut l'administrateur", "it needs the administrator"),
            " && ".join(" ".join(["sudo", *command]) for command in undo.commands),
        )
    for command in undo.commands:
        _ = place.run_as_root(*command) if undo.as_root else place.run(*command)
    return []
