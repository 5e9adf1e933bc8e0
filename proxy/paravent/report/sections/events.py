"""What went otherwise: refusals, overrides, what was not read, when nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paravent.i18n import t
from paravent.report.document import Bar, Bars, Pairs, Section, Table, Text
from paravent.report.typesetting import duration, moment, number, size
from paravent.report.words import KINDS, OVERRIDES, REASONS, WHYS, name_of

if TYPE_CHECKING:
    from paravent.report.document import Block, Cell
    from paravent.report.model import Report


def incidents(report: Report) -> Section:
    """Refusals by reason, overrides one by one."""
    names = {one.service: one.name for one in report.activities}
    blocks: list[Block] = []
    if report.refusals:
        blocks.append(
            Table(
                t("Envois bloqués, par motif", "Blocked messages, by reason"),
                (t("Motif", "Reason"), t("Envois", "Messages")),
                tuple((name_of(REASONS, one.reason), one.requests) for one in report.refusals),
            )
        )
    else:
        blocks.append(Text(t("Aucun envoi n'a été bloqué.", "No message was blocked.")))
    if report.overrides:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.at,
                names.get(one.service, one.service),
                name_of(OVERRIDES, one.reason),
                one.comment or None,
                one.event,
            )
            for one in report.overrides
        )
        blocks.append(
            Table(
                t("Dérogations motivées", "Reasoned overrides"),
                (
                    t("Date", "Date"),
                    t("Service", "Service"),
                    t("Motif", "Reason"),
                    t("Précision (données masquées)", "Comment (data masked)"),
                    t("Événement n°", "Event no."),
                ),
                rows,
                wide=(3,),
            )
        )
        left_out = report.totals.overridden - len(report.overrides)
        if left_out > 0:
            blocks.append(
                Text(
                    t(
                        "Autres dérogations, consignées au journal : {n}.",
                        "Other overrides, in the log: {n}.",
                        n=number(left_out),
                    ),
                    "note",
                )
            )
    else:
        blocks.append(Text(t("Aucune dérogation n'a été accordée.", "No override was granted.")))
    return Section(
        "incidents",
        t("Incidents et dérogations motivées", "Incidents and reasoned overrides"),
        tuple(blocks),
    )


def coverage(report: Report) -> Section:
    """What was not inspected, said plainly."""
    rows = tuple(
        (name_of(KINDS, one.kind), name_of(WHYS, one.why), one.count, size(one.bytes))
        for one in report.unread
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                t("Ce que Paravent n'a pas lu", "What Paravent did not read"),
                (
                    t("Nature", "Kind"),
                    t("Pourquoi", "Why"),
                    t("Nombre", "Number"),
                    t("Volume", "Volume"),
                ),
                rows,
                wide=(1,),
            )
        )
    else:
        blocks.append(
            Text(
                t(
                    "Le journal ne fait état, sur la période, d'aucun envoi parti sans avoir été "
                    "lu.",
                    "The log knows, in this period, of no message that left without having been "
                    "read.",
                )
            )
        )
    blocks.append(
        Text(
            t(
                "Les échanges techniques ne portent pas de texte saisi. Les connexions non "
                "déchiffrées vont vers des serveurs qui ne sont pas des services d'IA catalogués : "
                "Paravent ne les ouvre pas, il les compte. Par défaut, ce qui ne peut pas être lu "
                "est bloqué.",
                "Technical exchanges bear no typed text. Connections that were not decrypted go to "
                "servers that are not AI services in the catalogue: Paravent does not open them, "
                "it counts them. By default, what cannot be read is blocked.",
            ),
            "note",
        )
    )
    return Section(
        "coverage",
        t("Ce qui n'a pas été examiné", "What was not examined"),
        tuple(blocks),
    )


def continuity(report: Report) -> Section:
    """Hours on, paused, off; each pause."""
    told, zone = report.continuity, ZoneInfo(report.zone)
    hours = (told.on_s - told.paused_s, told.paused_s, told.off_s, told.unknown_s)
    names = (
        t("en service", "on"),
        t("en pause", "paused"),
        t("à l'arrêt", "off"),
        t("non couvert par le journal", "not covered by the log"),
    )
    services = {one.service: one.name for one in report.activities}
    blocks: list[Block] = [
        Pairs(tuple((name, duration(max(0, s))) for name, s in zip(names, hours, strict=True))),
        Bars(
            t("Heures de la période", "Hours of the period"),
            (t("heures", "hours"),),
            tuple(
                Bar(name, (round(max(0, s) / 3600),)) for name, s in zip(names, hours, strict=True)
            ),
        ),
    ]
    if told.pauses:
        blocks.append(
            Table(
                t("Pauses", "Pauses"),
                (
                    t("Début", "From"),
                    t("Fin", "To"),
                    t("Durée", "Length"),
                    t("Étendue", "Scope"),
                    t("Envois partis", "Messages that left"),
                ),
                tuple(
                    (
                        moment(one.since, zone),
                        moment(one.until, zone),
                        duration(int((one.until - one.since).total_seconds())),
                        services.get(one.service, one.service) or t("tous", "all"),
                        one.passed,
                    )
                    for one in told.pauses
                ),
            )
        )
    if told.pauses_not_shown:
        blocks.append(
            Text(
                t(
                    "Autres pauses, consignées au journal : {n}.",
                    "Other pauses, in the log: {n}.",
                    n=number(told.pauses_not_shown),
                ),
                "note",
            )
        )
    if told.stops:
        blocks.append(
            Text(
                t(
                    "Arrêts d'une minute ou plus : {n}, le plus long de {longest}.",
                    "Stops of a minute or more: {n}, the longest of {longest}.",
                    n=number(told.stops),
                    longest=duration(told.longest_stop_s),
                )
            )
        )
    blocks.append(
        Text(
            t(
                "À l'arrêt, les services catalogués sont injoignables depuis les programmes réglés "
                "sur Paravent. Un poste éteint ou en veille compte comme à l'arrêt. Incidents de "
                "détection : {degraded} ; sauts d'horloge : {jumps}.",
                "While it is off, programs that are set to use Paravent cannot reach the services "
                "in the catalogue. A computer that is off or asleep counts as off. Failures of "
                "detection: {degraded}; clock jumps: {jumps}.",
                degraded=number(told.degraded),
                jumps=number(told.clock_jumps),
            ),
            "note",
        )
    )
    return Section("continuity", t("Continuité", "Continuity"), tuple(blocks))
