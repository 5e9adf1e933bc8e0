"""``report``: what a client, a data protection officer or an auditor gets to read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from paravent.cli import console
from paravent.cli.dates import day
from paravent.cli.giving import replacing
from paravent.cli.journal import record
from paravent.cli.program import Base, now
from paravent.cli.proving import bundle, shown_events
from paravent.core.vocabulary import DOSSIER
from paravent.declarations import Engagement
from paravent.errors import Exit, fail
from paravent.i18n import Lang, language, t
from paravent.report.build import Setting, build_report
from paravent.report.facts import Scope, gather
from paravent.report.formats.csv import write_csv
from paravent.report.formats.html import write_html
from paravent.report.formats.json import write_json
from paravent.report.memo import Memo
from paravent.report.quality import read_quality
from paravent.report.sections import compose
from paravent.settings import Settings, shipped
from paravent.store.event import Notice
from paravent.store.keys import Keys, load_keys
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from paravent.report.model import Report

type Form = Literal["html", "pdf", "csv", "json"]
type Format = Literal["html", "pdf", "csv", "json", "bundle"]


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
    base = Base.load()
    keys = load_keys(base.home)
    made = _make(base, keys, Wanted(client, since, until, lang, format, at))
    path = output or Path(made.name)
    with replacing(path) as file:
        file.write(made.data)
        digest = sha256(made.data).hexdigest()
        notice = Notice(size=made.size, filters=made.filters, digest=digest)
        record(base, keys, EventType.REPORT_EXPORT, notice, note=made.note)
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


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made: its file, and the head of the log that it is of."""

    name: str
    data: bytes
    note: str
    size: int
    filters: tuple[str, ...]


def make_report(base: Base, wanted: Wanted) -> tuple[str, bytes]:
    """A report, and the name of the file that it is for.

    Raises:
        ParaventError: a date cannot be read, there is no log, or it cannot be read.
    """
    made = _make(base, load_keys(base.home), wanted)
    return made.name, made.data


def _make(base: Base, keys: Keys, wanted: Wanted) -> Made:
    zone = local_zone()
    client, settings = _client(base, keys, wanted.client)
    first, last = _period(wanted.since, wanted.until, zone)
    end = _midnight(last + timedelta(days=1), zone)
    scope = Scope(_midnight(first, zone), end, client, wanted.at)
    setting = Setting(
        settings=settings,
        policy=base.policies().current(),
        catalogue=base.catalogue(),
        providers=base.providers(),
        backend=keys.backend,
        verifier=keys.verifier,
        zone=zone,
        quality=read_quality(shipped("models")),
    )
    with gather(base.home.audit, keys, scope, Memo(base.home.facts, keys)) as facts:
        made, note, size = build_report(facts, setting), facts.note, facts.size
        shown = shown_events(facts) if wanted.format == "bundle" else []
    spoken = wanted.lang or language()
    if wanted.format == "bundle":
        forms: tuple[Form, ...] = ("json", "html", "pdf", "csv")
        files = {f"report.{form}": _render(made, form, spoken, zone) for form in forms}
        data = bundle(base, keys, note, shown, files)
    else:
        data = _render(made, wanted.format, spoken, zone)
    filters = (f"format={wanted.format}", f"since={first}", f"until={last}")
    return Made(
        name=_file_name(client, first, last, spoken, wanted.format),
        data=data,
        note=note,
        size=size,
        filters=(*filters, f"client={client}") if client else filters,
    )


def _client(base: Base, keys: Keys, wanted: str) -> tuple[str, Settings]:
    """The client's code, and the settings with the name that the register has for it."""
    settings = base.settings
    if not wanted:
        return "", settings
    register = base.register(lambda: keys).current
    found = register.clients.get(wanted) or register.named(wanted)
    code = found.code if found else wanted
    if not re.fullmatch(DOSSIER, code):
        raise fail(
            t("ce client n'est pas dans votre registre", "this client is not in your register"),
            t("voyez « paravent clients list »", "see `paravent clients list`"),
            exit_code=Exit.USAGE,
        )
    agreed = settings.clients.get(code, Engagement())
    if found and not agreed.name:
        agreed = agreed.model_copy(update={"name": found.name.reveal()})
    clients = {**settings.clients, code: agreed}
    return code, settings.model_copy(update={"clients": clients})


def _render(made: Report, wanted: Form, lang: Lang, zone: ZoneInfo) -> bytes:
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
    last = day(until, "2026-11-22") if until else today
    first = day(since, "2026-11-22") if since else last.replace(day=1)
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


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _file_name(client: str, first: date, last: date, lang: str, suffix: str) -> str:
    who = client.replace("/", "-") or t("tous", "all")
    suffix = "zip" if suffix == "bundle" else suffix
    return f"paravent-{who}-{first}-{last}-{lang}.{suffix}"
