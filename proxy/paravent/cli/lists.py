"""``lists``: what is never, and what is always to be hidden, whatever detectors and rules say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console
from paravent.cli.judging import find_dossier
from paravent.cli.program import Base, now
from paravent.core.folding import squeeze
from paravent.core.types import Sensitive
from paravent.detect.catalogue import entities
from paravent.errors import Exit, fail
from paravent.i18n import plural, t
from paravent.policy.patterns import check_regex
from paravent.register.editing import put_item, take_items
from paravent.register.listing import Item, Side
from paravent.validation import did_you_mean

if TYPE_CHECKING:
    from paravent.errors import ParaventError

app = typer.Typer(no_args_is_help=True, help="Jamais, toujours. / Never, always.")

Text = Annotated[str, typer.Argument(help="Le texte exact. / The exact text.")]
Pattern = Annotated[
    bool, typer.Option("--pattern", help="C'est une expression RE2. / It is an RE2 pattern.")
]
Service = Annotated[str, typer.Option(help="Ce service seulement. / This service only.")]
Client = Annotated[str, typer.Option(help="Ce client seulement. / This client only.")]
Until = Annotated[
    str, typer.Option(metavar="2026-12-31|30d|12h", help="Jusqu'à quand. / Until when.")
]


@app.command()
def never(
    text: Text,
    *,
    pattern: Pattern = False,
    service: Service = "",
    client: Client = "",
    until: Until = "",
) -> None:
    """Ne jamais masquer un texte. / Never hide a text."""
    _put(Side.NEVER, text, pattern=pattern, service=service, client=client, until=until)


@app.command()
def always(
    text: Text,
    *,
    type_: Annotated[str, typer.Option("--type", help="Type, comme PERSON. / Its type.")] = "",
    pattern: Pattern = False,
    service: Service = "",
    client: Client = "",
    until: Until = "",
) -> None:
    """Toujours masquer un texte. / Always hide a text."""
    if type_ and type_ not in entities():
        raise fail(
            t("ce type n'existe pas", "there is no such type"),
            did_you_mean(type_, entities()),
            exit_code=Exit.USAGE,
        )
    _put(
        Side.ALWAYS,
        text,
        pattern=pattern,
        service=service,
        client=client,
        until=until,
        type_=type_,
    )


@app.command()
def show(*, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Les deux listes. / Both lists."""
    base = Base.load()
    items = base.register().current.items
    names = ("number", "list", "text", "pattern", "type", "service", "dossier", "until")
    rows = [
        (
            str(item.number),
            item.side,
            item.text.reveal(),
            item.is_pattern,
            item.type,
            item.service,
            item.dossier,
            item.until.isoformat(timespec="minutes") if item.until else "",
        )
        for item in items
    ]
    if json:
        console.say_json(items=[dict(zip(names, row, strict=True)) for row in rows])
        return
    sides = {Side.NEVER: t("jamais", "never"), Side.ALWAYS: t("toujours", "always")}
    console.table(
        (
            "n°",
            t("liste", "list"),
            t("texte", "text"),
            "type",
            "service",
            "dossier",
            t("jusqu'à", "until"),
        ),
        [(row[0], sides[Side(row[1])], row[2], *row[4:]) for row in rows],
        right=(0,),
    )


@app.command()
def remove(
    numbers: Annotated[list[int], typer.Argument(help="Numéros, voyez « show ». / See `show`.")],
) -> None:
    """Retire des lignes des listes. / Takes lines off the lists."""
    base = Base.load()
    gone = take_items(base.home.register, base.keys(), set(numbers))
    if not gone:
        raise fail(
            t("aucune ligne de ce numéro", "no line of this number"),
            t("voyez « paravent lists show »", "see `paravent lists show`"),
            exit_code=Exit.USAGE,
        )
    removed = ("ligne retirée", "lignes retirées", "line removed", "lines removed")
    console.say(f"{plural(len(gone), *removed)}.")


def _put(
    side: Side,
    text: str,
    *,
    pattern: bool,
    service: str,
    client: str,
    until: str,
    type_: str = "",
) -> None:
    base = Base.load()
    if pattern:
        _check_pattern(text)
    elif not squeeze(text):
        raise fail(t("il manque un texte", "a text is missing"), exit_code=Exit.USAGE)
    item = Item(
        number=0,
        side=side,
        text=Sensitive(text),
        is_pattern=pattern,
        type=type_,
        service=_service(base, service),
        dossier=find_dossier(base.register().current, client),
        until=_moment(until),
    )
    kept = put_item(base.home.register, base.keys(), item)
    console.say(
        t(
            "Noté, ligne {number}. Pour revenir en arrière : paravent lists remove {number}",
            "Noted, line {number}. To undo: paravent lists remove {number}",
            number=kept.number,
        )
    )


def _check_pattern(text: str) -> None:
    try:
        check_regex(text)
    except ValueError as error:
        raise fail(str(error), exit_code=Exit.USAGE) from None


def _service(base: Base, name: str) -> str:
    if not name:
        return ""
    catalogue = base.catalogue()
    service = catalogue.named(name)
    if service is None:
        raise fail(
            t("aucun service de ce nom : {name}", "no service of this name: {name}", name=name),
            did_you_mean(name, catalogue.services, ", ".join(catalogue.services)),
            exit_code=Exit.USAGE,
        )
    return service.id


def _moment(until: str) -> datetime | None:
    """When an item ends: a length from now, or the end of a local day."""
    if not until:
        return None
    try:
        if until[-1] in "dhj" and until[:-1].isdecimal():
            unit = timedelta(hours=1) if until[-1] == "h" else timedelta(days=1)
            return now() + int(until[:-1]) * unit
        day = date.fromisoformat(until)
    except (ValueError, OverflowError) as error:
        raise _no_moment() from error
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()


def _no_moment() -> ParaventError:
    return fail(
        t("cette date n'est pas comprise", "this date is not understood"),
        "2026-12-31, 30d, 12h",
        exit_code=Exit.USAGE,
    )
