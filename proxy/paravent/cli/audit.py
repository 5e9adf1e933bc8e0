"""``audit``: the log of what was decided, and the proof that it is whole."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paravent.cli import console
from paravent.cli.dates import moment
from paravent.cli.journal import record_reading
from paravent.cli.program import Base
from paravent.errors import Exit, fail
from paravent.i18n import plural, t
from paravent.store.bundle import CHECKPOINT
from paravent.store.event import Notice
from paravent.store.hops import hops_of
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader, Record

app = typer.Typer(no_args_is_help=True, help="Le journal d'audit. / The audit log.")

Json = Annotated[bool, typer.Option("--json")]
Since = Annotated[str, typer.Option(metavar="30d|12h|2026-11-22")]


@dataclass(frozen=True, slots=True)
class OpenLog:
    """The log at one moment, the keys that open it, and the way to say that it was read."""

    base: Base
    reader: AuditReader
    keys: Keys

    def tell(self, n: int, *filters: str, index: int | None = None) -> None:
        """Have the log say that events were read: how many, and how they were chosen."""
        notice = Notice(n=n, filters=filters, index=index)
        record_reading(self.base, self.keys, EventType.LOG_READ, notice)


@contextmanager
def open_log() -> Iterator[OpenLog]:
    """The log, to be read; whoever reads it tells.

    Raises:
        ParaventError: there is none yet, or it cannot be read.
    """
    base = with_log()
    keys = load_keys(base.home)
    with read_audit(base.home.audit, keys) as reader:
        yield OpenLog(base, reader, keys)


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
    with open_log() as log:
        entries = list(log.reader.select(query))
        log.tell(len(entries), "command=list", *chosen(query))
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
    with open_log() as log:
        record = log.reader.read(index)
        hops = hops_of(log.reader, record)
        log.tell(1, "command=show", index=index)
    event = record.event()
    at = datetime.fromtimestamp(record.header.t / 1000, UTC)
    if json:
        told = [{"index": one.header.i, "service": _service(one)} for one in hops]
        console.say_json(index=index, at=at.isoformat(), event=event, hops=told)
        return
    console.say(f"{index}  {at.astimezone():%Y-%m-%d %H:%M:%S}  {record.header.type}")
    for line in _outline(event):
        console.say(line)
    if len(hops) > 1:
        named = ", ".join(f"{_service(one)} ({one.header.i})" for one in hops)
        console.say(
            t(
                "Un seul échange, à plusieurs destinataires : {named}.",
                "One exchange, with several recipients: {named}.",
                named=named,
            )
        )


def _service(record: Record) -> str:
    return str(record.event().get("provider", {}).get("id", ""))


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
    base = with_log()
    keys = load_keys(base.home)
    found = verify_audit(base.home.audit, keys, earlier)
    told = Notice(ok=found.ok, size=found.size, n=len(found.findings), index=found.first_bad)
    record_reading(base, keys, EventType.VERIFY_RESULT, told)
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


def chosen(query: Query) -> tuple[str, ...]:
    """How events were chosen, in the words of a log."""
    return (
        *(f"type={kind}" for kind in query.types),
        *(f"service={name}" for name in query.services if re.fullmatch(r"[a-z0-9_]+", name)),
        *(f"action={action}" for action in query.actions),
        *((f"since={query.since:%Y-%m-%d}",) if query.since else ()),
        *((f"until={query.until:%Y-%m-%d}",) if query.until else ()),
    )


def with_log() -> Base:
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
