"""``dsr``: what somebody's request about his own data asks for (art. 15 and 17 GDPR).

Values are read from standard input, never from the command line, which others can see and a shell
remembers. The log says that somebody asked, how much was found and of which dossier, never for
what.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paravent.cli import console, daemon
from paravent.cli.audit import OpenLog, open_log
from paravent.cli.dates import moment
from paravent.cli.journal import record_reading, writing
from paravent.cli.judging import find_dossier
from paravent.cli.program import lexicon, now
from paravent.core.types import Sensitive
from paravent.core.vocabulary import DOSSIER
from paravent.detect.catalogue import entities
from paravent.errors import Exit, fail
from paravent.i18n import plural, t
from paravent.register.editing import forget_client
from paravent.register.register import Register
from paravent.store.deeds import actor
from paravent.store.event import Notice
from paravent.store.labels import count_labels
from paravent.store.removal import Erasure
from paravent.store.search import Match, concerning, trace
from paravent.store.shredding import shred
from paravent.store.vault import Vault
from paravent.store.vocabulary import App, EventType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

app = typer.Typer(
    no_args_is_help=True, help="Les demandes des personnes. / Requests of data subjects."
)

Client = Annotated[
    str, typer.Option(help="Nom ou code d'un client, ou d'un dossier. / A client or a dossier.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about: values, and the code of a dossier; ``registered`` if a client has it."""

    values: tuple[Sensitive[str], ...]
    dossier: str
    registered: bool

    def filters(self) -> tuple[str, ...]:
        """What the log may know of it."""
        about = (f"dossier={self.dossier}",) if self.dossier else ()
        return (*about, f"values={len(self.values)}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is about somebody: events of the log, and labels of the vault by site."""

    matches: Sequence[Match]
    labels: Mapping[str, int]


@app.command()
def search(
    *,
    client: Client = "",
    since: Annotated[str, typer.Option(metavar="30d|12h|2026-11-22")] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Ce que le journal et le coffre savent d'une personne. / What is known of a person."""
    with open_log() as log:
        asked = _asked(log, client)
        answer = _find(log, asked, since)
        told = Notice(n=len(answer.matches), filters=asked.filters())
        record_reading(log.base, log.keys, EventType.DSR_SEARCH, told)
    if json:
        console.say_json(
            events=[_row(match) for match in answer.matches], labels=dict(answer.labels)
        )
        return
    _say(answer)


@app.command()
def erase(
    *,
    client: Client = "",
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander. / Without asking.")] = False,
) -> None:
    """Efface ce qui concerne une personne ou un client. / Erases what concerns somebody."""
    with open_log() as log:
        asked = _asked(log, client)
        answer = _find(log, asked, "")
    indexes = tuple(match.index for match in answer.matches)
    events = plural(len(indexes), "événement", "événements", "event", "events")
    labels = plural(sum(answer.labels.values()), "étiquette", "étiquettes", "label", "labels")
    if not yes:
        typer.confirm(
            t(
                "Effacer pour toujours le contenu de {events} et {labels} ?",
                "Erase the contents of {events} and {labels} for good?",
                events=events,
                labels=labels,
            ),
            abort=True,
        )
    _erase(log, asked, indexes)
    if asked.registered:
        forget_client(log.base.home.register, log.keys, asked.dossier, lexicon())
    console.say(t("Effacé : {events}, {labels}.", "Erased: {events}, {labels}.",
                  events=events, labels=labels))  # fmt: skip
    console.note(
        t(
            "Vos anciennes sauvegardes du journal et du coffre ne s'ouvrent plus : refaites-les.",
            "Your earlier backups of log and vault no longer open: make them anew.",
        )
    )


def _asked(log: OpenLog, client: str) -> Asked:
    """Who is asked about: the values on standard input, the client, and what he is known by."""
    register = log.base.register(lambda: log.keys).current
    values = [] if client else [Sensitive(line) for line in _lines()]
    dossier, registered = _dossier(register, client)
    if registered:
        values += [entry.value for entry in register.clients[dossier].entries]
    if not values and not dossier:
        raise fail(
            t("il faut dire de qui il s'agit", "say whom it is about"),
            t(
                "une adresse, un numéro ou un nom par ligne sur l'entrée, ou --client",
                "an address, a number or a name a line on standard input, or --client",
            ),
            exit_code=Exit.USAGE,
        )
    return Asked(tuple(values), dossier, registered)


def _lines() -> Iterator[str]:
    if sys.stdin.isatty():
        console.note(
            t(
                "Une adresse, un numéro ou un nom par ligne ; terminez par une ligne vide.",
                "An address, a number or a name a line; end with an empty line.",
            )
        )
    for line in sys.stdin:
        if not line.strip():
            return
        yield line.strip()


def _dossier(register: Register, client: str) -> tuple[str, bool]:
    """The dossier's code, and whether a client of the register has it."""
    if client and register.named(client) is None and re.fullmatch(DOSSIER, client):
        return client, False
    code = find_dossier(register, client)
    return code, bool(code)


def _find(log: OpenLog, asked: Asked, since: str) -> Answer:
    kinds = [kind.id for kind in entities().values()]
    fingerprints = trace(log.reader, asked.values, kinds)
    dossiers = frozenset({asked.dossier} - {""})
    matches = list(concerning(log.reader, fingerprints, dossiers, moment(since)))
    labels = count_labels(log.base.home.vault, log.keys, asked.values)
    if asked.values:
        told = Notice(n=sum(labels.values()), filters=asked.filters())
        record_reading(log.base, log.keys, EventType.VAULT_READ, told)
    return Answer(matches, labels)


def _erase(log: OpenLog, asked: Asked, indexes: tuple[int, ...]) -> None:
    running = daemon.find_running(log.base)
    values = [value.reveal() for value in asked.values]
    if running:
        running.ask(
            log.base.home,
            "/api/effacement",
            indexes=indexes,
            filters=asked.filters(),
            values=values,
        )
        return

    async def work() -> None:
        with writing(log.base, log.keys) as audit:
            vault = Vault(
                log.base.home.vault if log.base.settings.vault_days else None,
                log.keys,
                audit.writer,
                clock=now,
                days=log.base.settings.vault_days,
            )
            try:
                gone = await vault.forget(asked.values)
                who = actor(log.keys, App.CLI)
                await audit.erase(Erasure(indexes, asked.filters(), who, gone))
                shred(log.base.home, log.keys, audit, vault, who)
            finally:
                vault.close()

    asyncio.run(work())


def _row(match: Match) -> dict[str, Any]:
    """What art. 15(1) GDPR has a person told of one event: when, to whom, what kinds, what then."""
    event = match.event
    provider, transfer = event.get("provider", {}), event.get("transfer", {})
    return {
        "index": match.index,
        "at": match.at.isoformat(),
        "type": event["type"],
        "recipient": provider.get("id"),
        "host": provider.get("host"),
        "country": transfer.get("country"),
        "categories": sorted({str(one.get("reg_cat")) for one in event.get("entities", ())}),
        "action": event.get("action"),
    }


def _say(answer: Answer) -> None:
    if not answer.matches and not answer.labels:
        console.say(t("Rien n'a été trouvé.", "Nothing was found."))
    if answer.matches:
        _say_matches(answer.matches)
    if answer.labels:
        console.say(
            t(
                "Étiquettes du coffre, par service : {labels}.",
                "Labels of the vault, by service: {labels}.",
                labels=", ".join(f"{site} {n}" for site, n in sorted(answer.labels.items())),
            )
        )
    console.note(
        t(
            "Le journal ne garde ni noms ni textes : une valeur n'y est retrouvée que si c'est un "
            "numéro à clé, une adresse, ou un nom du registre des clients.",
            "The log keeps neither names nor texts: a value is found in it only if it is a number "
            "with a check, an address, or a name of the client register.",
        )
    )


def _say_matches(matches: Sequence[Match]) -> None:
    rows = [_row(match) for match in matches]
    console.table(
        ("n°", t("date", "date"), "type", t("destinataire", "recipient"),
         t("catégories", "categories"), t("décision", "decision")),
        [
            (
                str(row["index"]),
                f"{match.at.astimezone():%Y-%m-%d %H:%M}",
                row["type"],
                row["recipient"] or "",
                ", ".join(row["categories"]),
                row["action"] or "",
            )
            for row, match in zip(rows, matches, strict=True)
        ],
        right=(0,),
    )  # fmt: skip
    sent = Counter(row["recipient"] for row in rows if row["type"] == EventType.REQUEST)
    told = ", ".join(f"{name} {n}" for name, n in sent.most_common() if name)
    if told:
        console.say(
            t("Envois, par destinataire : {told}.", "Requests, by recipient: {told}.", told=told)
        )
