"""``audit``: the log of what was decided, and the proof that it is whole."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paravent.cli import console
from paravent.cli.program import Base, now
from paravent.errors import Exit, fail
from paravent.i18n import plural, t
from paravent.store.bundle import CHECKPOINT, write_bundle
from paravent.store.export import export_lines
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.errors import ParaventError
    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader

app = typer.Typer(no_args_is_help=True, help="Le journal d'audit. / The audit log.")

Json = Annotated[bool, typer.Option("--json")]
Since = Annotated[str, typer.Option(metavar="30d|12h|2026-11-22")]


@contextmanager
def open_log() -> Iterator[tuple[AuditReader, Keys]]:
    """The log, to be read, and the keys that open it.

    Raises:
        ParaventError: there is none yet, or it cannot be read.
    """
    base = _with_log()
    keys = load_keys(base.home)
    with read_audit(base.home.audit, keys) as reader:
        yield reader, keys


@app.command("list")
def list_(
    *,
    since: Since = "",
    type: Annotated[list[EventType] | None, typer.Option()] = None,  # noqa: A002 -- an option's name
    service: Annotated[list[str] | None, typer.Option()] = None,
    action: Annotated[list[Outcome] | None, typer.Option()] = None,
    limit: Annotated[int, typer.Option(min=1)] = 50,
    json: Json = False,
) -> None:
    """Les derniers événements. / The latest events."""
    query = Query(
        since=moment(since),
        types=type or (),
        services=service or (),
        actions=action or (),
        limit=limit,
        reverse=True,
    )
    with open_log() as (reader, _):
        entries = list(reader.select(query))
    if json:
        console.say_json(
            events=[
                {
                    "index": entry.index,
                    "at": entry.at.isoformat(),
                    "type": entry.type,
                    "service": entry.service,
                    "action": entry.action,
                }
                for entry in entries
            ]
        )
        return
    if not entries:
        console.say(t("Rien encore.", "Nothing yet."))
        return
    console.table(
        ("n°", t("heure", "time"), "type", "service", t("décision", "decision")),
        [
            (
                str(entry.index),
                f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}",
                entry.type,
                entry.service or "",
                entry.action or "",
            )
            for entry in entries
        ],
        right=(0,),
    )


@app.command()
def show(index: Annotated[int, typer.Argument(min=0)], *, json: Json = False) -> None:
    """Un événement en entier. / One whole event."""
    with open_log() as (reader, _):
        record = reader.read(index)
    event = record.event()
    at = datetime.fromtimestamp(record.header.t / 1000, UTC)
    if json:
        console.say_json(index=index, at=at.isoformat(), event=event)
        return
    console.say(f"{index}  {at.astimezone():%Y-%m-%d %H:%M:%S}  {record.header.type}")
    for line in _outline(event):
        console.say(line)


@app.command()
def verify(
    *,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(help="Un sceau confié auparavant. / A checkpoint given out before."),
    ] = None,
    json: Json = False,
) -> None:
    """Prouve que le journal est intact. / Proves that the log is whole."""
    earlier = [note_in(path) for path in checkpoint or ()]
    base = _with_log()
    found = verify_audit(base.home.audit, load_keys(base.home), earlier)
    if json:
        problems = [{"index": one.index, "what": one.what} for one in found.findings]
        console.say_json(
            ok=found.ok,
            events=found.events,
            purged=found.purged,
            erased=found.erased,
            size=found.size,
            root=found.root.hex(),
            first_bad=found.first_bad,
            problems=problems,
        )
    elif found.ok:
        count = plural(found.events, "événement", "événements", "event", "events")
        console.say(
            t(
                "Intact : {count}, empreinte {root}.",
                "Whole: {count}, root {root}.",
                count=count,
                root=found.root.hex(),
            )
        )
    else:
        for one in found.findings:
            place = (
                t("événement {n} : ", "event {n}: ", n=one.index) if one.index is not None else ""
            )
            console.say(f"✗ {place}{one.what}")
        console.say(
            t(
                "Premier événement touché : {n}.",
                "First event concerned: {n}.",
                n="?" if found.first_bad is None else found.first_bad,
            )
        )
    if not found.ok:
        raise typer.Exit(Exit.AUDIT_BROKEN)


class Format(StrEnum):
    """The forms in which the log is given out."""

    JSONL = "jsonl"
    BUNDLE = "bundle"


@app.command()
def export(
    *,
    format: Annotated[Format, typer.Option()] = Format.JSONL,  # noqa: A002 -- an option's name
    since: Since = "",
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
) -> None:
    """Le journal pour un tiers, vérifiable sans Paravent. / The log for others to verify."""
    query = Query(since=moment(since))
    if format is Format.BUNDLE and output is None:
        raise fail(
            t("un dossier de preuves s'écrit dans un fichier", "a bundle is written to a file"),
            "-o preuves.zip",
            exit_code=Exit.USAGE,
        )
    with open_log() as (reader, keys):
        if output is None:
            for line in export_lines(reader, query, keys.verifier):
                console.line(line.rstrip("\n"))
            return
        try:
            with output.open("wb") as file:
                if format is Format.BUNDLE:
                    texts = [name for name, _ in reader.texts()]
                    write_bundle(file, reader, keys, query, texts=texts)
                else:
                    lines = export_lines(reader, query, keys.verifier)
                    file.writelines(line.encode() for line in lines)
        except OSError as error:
            raise _unwritable(output) from error


def note_in(path: Path) -> str:
    """The checkpoint in a file: a signed note by itself, or that of an evidence bundle.

    Raises:
        ParaventError: there is none in it.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return archive.read(CHECKPOINT).decode()
        return path.read_text(encoding="utf-8")
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise fail(
            t("il n'y a pas de sceau dans ce fichier", "there is no checkpoint in this file"),
            t("donnez un fichier .note ou un dossier de preuves", "give a .note file or a bundle"),
            str(path),
            exit_code=Exit.USAGE,
        ) from error


def _unwritable(path: Path) -> ParaventError:
    return fail(
        t("ce fichier ne peut pas être écrit", "this file cannot be written"),
        t("vérifiez le dossier et la place", "check the folder and the room that is left"),
        str(path),
        exit_code=Exit.USAGE,
    )


def _with_log() -> Base:
    """This installation, if it has a log."""
    base = Base.load()
    if not base.home.audit.exists():
        raise fail(
            t("il n'y a pas encore de journal", "there is no log yet"),
            "paravent up",
            str(base.home.audit),
            exit_code=Exit.NOT_READY,
        )
    return base


def moment(text: str) -> datetime | None:
    """A moment given as an age (``30d``, ``12h``, ``15m``) or as a date; None for no text.

    Raises:
        ParaventError: it is neither.
    """
    if not text:
        return None
    age = re.fullmatch(r"(\d{1,5})([dhmj])", text)
    if age:
        unit = {"d": "days", "j": "days", "h": "hours", "m": "minutes"}[age[2]]
        return now() - timedelta(**{unit: int(age[1])})
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise fail(
            t("date illisible : « {text} »", 'unreadable date: "{text}"', text=text),
            t("écrivez 30d, 12h ou 2026-11-22", "write 30d, 12h or 2026-11-22"),
            exit_code=Exit.USAGE,
        ) from None
    return given if given.tzinfo else given.astimezone()


def _outline(value: Any, depth: int = 1) -> Iterator[str]:  # noqa: ANN401 -- JSON
    """JSON as indented lines."""
    pad = "  " * depth
    for key, item in value.items():
        if isinstance(item, dict):
            yield f"{pad}{key}"
            yield from _outline(item, depth + 1)
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            for one in item:
                yield f"{pad}{key}"
                yield from _outline(one, depth + 1)
        else:
            shown = ", ".join(map(str, item)) if isinstance(item, list) else item
            yield f"{pad}{key:<16} {shown}"
