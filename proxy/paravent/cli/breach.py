"""``breach draft``: the draft of a notification of a breach (art. 33 GDPR), filled from the log.

It fills in what the log knows and leaves open what only a person knows; it decides nothing, and
sends nothing anywhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console
from paravent.cli.audit import OpenLog, open_log
from paravent.cli.dates import moment
from paravent.cli.draft import write_draft
from paravent.cli.giving import replacing
from paravent.cli.journal import record_reading
from paravent.cli.judging import find_dossier
from paravent.cli.program import now
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.store.event import Notice
from paravent.store.incident import look_at
from paravent.store.reader import Query
from paravent.store.removal import ERASABLE
from paravent.store.search import Match, match_of
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(no_args_is_help=True, help="Les violations de données. / Personal data breaches.")

_MOMENT = "30d|12h|2026-11-22"


@app.command()
def draft(
    events: Annotated[
        list[int] | None, typer.Argument(min=0, help="Numéros d'événements. / Event numbers.")
    ] = None,
    *,
    since: Annotated[str, typer.Option(metavar=_MOMENT)] = "",
    until: Annotated[str, typer.Option(metavar=_MOMENT)] = "",
    client: Annotated[str, typer.Option(help="Nom ou code. / Name or code.")] = "",
    aware: Annotated[
        str, typer.Option(metavar=_MOMENT, help="Quand vous l'avez su. / When you became aware.")
    ] = "",
    hours: Annotated[int, typer.Option(min=1, help="Délai. / Time limit.")] = 72,
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
) -> None:
    """Un projet de notification d'une violation (art. 33). / A draft notification (art. 33)."""
    if not events and not since:
        raise fail(
            t("il faut dire quels événements", "say which events"),
            t("leurs numéros, ou --since", "their numbers, or --since"),
            exit_code=Exit.USAGE,
        )
    known = moment(aware) or now()
    with open_log() as log:
        dossier = find_dossier(log.base.register(lambda: log.keys).current, client)
        found = list(_events(log, events or [], moment(since), moment(until), dossier))
        if not found:
            raise fail(
                t("aucun échange parmi ces événements", "no exchange among these events"),
                t("voyez « paravent audit list »", "see `paravent audit list`"),
                exit_code=Exit.USAGE,
            )
        filters = (f"dossier={dossier}",) if dossier else ()
        told = Notice(n=len(found), index=found[0].index, filters=filters)
        record_reading(log.base, log.keys, EventType.BREACH_DRAFT, told)
    text = write_draft(look_at(found), known, known + timedelta(hours=hours))
    if output is None:
        console.line(text.rstrip("\n"))
        return
    with replacing(output) as file:
        file.write(text.encode())


def _events(
    log: OpenLog, indexes: list[int], since: datetime | None, until: datetime | None, dossier: str
) -> Iterator[Match]:
    """The exchanges that are meant: those named, or those of a time; of one client, if any."""
    erased = log.reader.erased()
    if not indexes:
        query = Query(types=ERASABLE, since=since, until=until)
        indexes = [entry.index for entry in log.reader.select(query)]
    for index in indexes:
        if index in erased:
            continue
        match = match_of(log.reader.read(index))
        if match.event["type"] not in ERASABLE:
            continue
        if not dossier or match.event.get("matter", {}).get("dossier") == dossier:
            yield match
