"""``audit export`` and ``audit checkpoint``: the log, or its head, given to somebody else.

Nothing is given out before the log has said so; what was begun and failed leaves no file behind.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from paravent.cli import console
from paravent.cli.audit import OpenLog, chosen, open_log
from paravent.cli.dates import moment
from paravent.cli.journal import record, record_reading
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.store.bundle import write_bundle
from paravent.store.event import Notice
from paravent.store.export import export_lines
from paravent.store.reader import Query
from paravent.store.record import canonical
from paravent.store.siem import ecs, ocsf
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.errors import ParaventError

Output = Annotated[Path | None, typer.Option("--output", "-o")]


class Format(StrEnum):
    """The forms in which the log is given out."""

    JSONL = "jsonl"
    BUNDLE = "bundle"
    OCSF = "ocsf"
    ECS = "ecs"


def export(
    *,
    format: Annotated[Format, typer.Option()] = Format.JSONL,  # noqa: A002 -- an option's name
    since: Annotated[str, typer.Option(metavar="30d|12h|2026-11-22")] = "",
    output: Output = None,
) -> None:
    """Le journal pour un tiers, vérifiable sans Paravent. / The log for others to verify."""
    query = Query(since=moment(since))
    if format is Format.BUNDLE and output is None:
        raise fail(
            t("un dossier de preuves s'écrit dans un fichier", "a bundle is written to a file"),
            "-o preuves.zip",
            exit_code=Exit.USAGE,
        )
    with open_log() as log:
        n = log.reader.count(query)
        filters = (f"format={format}", *chosen(query))
        if output is None:
            record_reading(log.base, log.keys, EventType.LOG_READ, Notice(n=n, filters=filters))
            for line in _lines(log, format, query):
                console.line(line.rstrip("\n"))
            return
        with replacing(output) as file:
            if format is Format.BUNDLE:
                texts = [name for name, _ in log.reader.texts()]
                write_bundle(file, log.reader, log.keys, query, texts=texts)
            else:
                file.writelines(line.encode() for line in _lines(log, format, query))
            digest = _digest(file)
            notice = Notice(n=n, size=log.reader.size(), filters=filters, digest=digest)
            if format is Format.BUNDLE:
                note = log.reader.checkpoint()
                record(log.base, log.keys, EventType.REPORT_EXPORT, notice, note=note)
            else:
                record_reading(log.base, log.keys, EventType.LOG_READ, notice)


def checkpoint(*, output: Output = None) -> None:
    """Le sceau du journal, à confier à quelqu'un. / The log's checkpoint, for somebody to keep."""
    with open_log() as log:
        note, size = log.reader.checkpoint(), log.reader.size()
        notice = Notice(size=size, digest=sha256(note.encode()).hexdigest())
        if output is None:
            record(log.base, log.keys, EventType.CHECKPOINT_EXPORT, notice, note=note)
            console.line(note.rstrip("\n"))
            return
        with replacing(output) as file:
            file.write(note.encode())
            record(log.base, log.keys, EventType.CHECKPOINT_EXPORT, notice, note=note)


def _lines(log: OpenLog, form: Format, query: Query) -> Iterator[str]:
    if form is Format.JSONL:
        yield from export_lines(log.reader, query, log.keys.verifier)
        return
    write, erased = {Format.OCSF: ocsf, Format.ECS: ecs}[form], log.reader.erased()
    for entry in log.reader.select(query):
        if entry.index not in erased:
            yield canonical(write(log.reader.read(entry.index))).decode() + "\n"


def _digest(file: IO[bytes]) -> str:
    file.flush()
    file.seek(0)
    digest = sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` once all has gone well, readable by its owner only.

    Raises:
        ParaventError: it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        number = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(number, "w+b") as file:  # noqa: PTH123 -- a descriptor
            yield file
        fresh.replace(path)
    except OSError as error:
        raise _unwritable(path) from error
    finally:
        if fresh.exists():
            fresh.unlink()


def _unwritable(path: Path) -> ParaventError:
    return fail(
        t("ce fichier ne peut pas être écrit", "this file cannot be written"),
        t("vérifiez le dossier et la place", "check the folder and the room that is left"),
        str(path),
        exit_code=Exit.USAGE,
    )
