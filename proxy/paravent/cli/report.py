"""``report``: what a client, a data protection officer or an auditor gets to read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from paravent.cli import console
from paravent.cli.program import Base, now
from paravent.errors import Exit, fail
from paravent.i18n import Lang, language, t
from paravent.report.build import Setting, build_report
from paravent.report.facts import Scope, gather
from paravent.report.formats.csv import write_csv
from paravent.report.formats.html import write_html
from paravent.report.formats.json import write_json
from paravent.report.memo import Memo
from paravent.report.sections import compose
from paravent.store.keys import load_keys

if TYPE_CHECKING:
    from paravent.report.model import Report

type Format = Literal["html", "pdf", "csv", "json"]


def report(
    *,
    client: Annotated[
        str, typer.Option(help="Code du client ; sans lui, tous. / Client's code; default: all.")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="2026-11-01")] = "",
    until: Annotated[
        str, typer.Option("--to", metavar="2026-11-30", help="Compris. / Included.")
    ] = "",
    lang: Annotated[Lang | None, typer.Option()] = None,
    format: Annotated[Format, typer.Option()] = "html",  # noqa: A002 -- an option's name
    at: Annotated[
        int | None,
        typer.Option(min=1, help="Nombre d'événements d'un sceau gardé. / Of a kept checkpoint."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
) -> None:
    """Le rapport d'une période, pour un client ou pour tous. / The report of a time."""
    name, data = make_report(Base.load(), Wanted(client, since, until, lang, format, at))
    path = output or Path(name)
    _save(path, data)
    console.say(str(path))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report to be made: of which client, from which day to which, in what language and form."""

    client: str = ""
    since: str = ""
    until: str = ""
    lang: Lang | None = None
    format: Format = "html"
    at: int | None = None


def make_report(base: Base, wanted: Wanted) -> tuple[str, bytes]:
    """A report, and the name of the file that it is for.

    Raises:
        ParaventError: a date cannot be read, there is no log, or it cannot be read.
    """
    zone, client = local_zone(), wanted.client
    first, last = _period(wanted.since, wanted.until, zone)
    end = _midnight(last + timedelta(days=1), zone)
    scope = Scope(_midnight(first, zone), end, client, wanted.at)
    keys = load_keys(base.home)
    setting = Setting(
        settings=base.settings,
        policy=base.policies().current(),
        catalogue=base.catalogue(),
        providers=base.providers(),
        backend=keys.backend,
        verifier=keys.verifier,
        zone=zone,
    )
    with gather(base.home.audit, keys, scope, Memo(base.home.facts, keys)) as facts:
        made = build_report(facts, setting)
    spoken = wanted.lang or language()
    name = _file_name(client, first, last, spoken, wanted.format)
    return name, _render(made, wanted.format, spoken, zone)


def _render(made: Report, wanted: Format, lang: Lang, zone: ZoneInfo) -> bytes:
    data = write_json(made)
    if wanted == "json":
        return data
    document = compose(made, lang)
    if wanted == "pdf":
        # Only here: it brings 80 MB of fonts and code along.
        from paravent.report.formats.pdf import write_pdf  # noqa: PLC0415

        return write_pdf(document, zone, data, made.made_at)
    return write_html(document, zone) if wanted == "html" else write_csv(document, zone)


def local_zone() -> ZoneInfo:
    """The machine's time zone by its IANA name; UTC where the system does not tell."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        _, _, named = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    try:
        return ZoneInfo(named or "UTC")
    except (ValueError, OSError):
        return ZoneInfo("UTC")


def _period(since: str, until: str, zone: ZoneInfo) -> tuple[date, date]:
    """First and last day; by default the current month up to today."""
    today = now().astimezone(zone).date()
    last = _day(until) if until else today
    first = _day(since) if since else last.replace(day=1)
    if first > last:
        raise fail(
            t("la période finit avant de commencer", "the period ends before it begins"),
            t(
                "--from est le premier jour, --to le dernier",
                "--from is the first day, --to the last",
            ),
            exit_code=Exit.USAGE,
        )
    return first, last


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fail(
            t("date illisible : « {text} »", 'unreadable date: "{text}"', text=text),
            t("écrivez 2026-11-22", "write 2026-11-22"),
            exit_code=Exit.USAGE,
        ) from None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _file_name(client: str, first: date, last: date, lang: str, suffix: str) -> str:
    who = client.replace("/", "-") or t("tous", "all")
    return f"paravent-{who}-{first}-{last}-{lang}.{suffix}"


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise fail(
            t("ce fichier ne peut pas être écrit", "this file cannot be written"),
            t("vérifiez le dossier et la place", "check the folder and the room that is left"),
            str(path),
            exit_code=Exit.USAGE,
        ) from error
