"""The sections of a report, in order: from the data to sentences, in one language.

Every figure in a sentence is one of the report's own, or a sum of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paravent.i18n import speaking, t
from paravent.report.document import Document
from paravent.report.sections import (
    closing,
    data,
    events,
    footprint,
    parties,
    quality,
    recipients,
    security,
    summary,
)
from paravent.report.typesetting import day, moment, number

if TYPE_CHECKING:
    from paravent.i18n import Lang
    from paravent.report.model import Report

_ORDER = (
    summary.summary,
    parties.parties,
    parties.register,
    recipients.recipients,
    data.categories,
    data.sensitive,
    events.incidents,
    events.coverage,
    events.continuity,
    security.rules,
    quality.quality,
    security.accesses,
    security.retention,
    security.measures,
    footprint.footprint,
    closing.integrity,
    closing.limits,
    recipients.sources,
    closing.glossary,
)


def compose(report: Report, lang: Lang) -> Document:
    """The report as a document in a language."""
    zone = ZoneInfo(report.zone)
    with speaking(lang):
        organisation, client = report.parties.organisation.name, report.parties.client
        last = report.until - timedelta(seconds=1)
        return Document(
            lang=lang,
            title=t("Rapport d'usage des services d'IA", "Report on the use of AI services"),
            subtitle=t(
                "du {since} au {until}",
                "{since} to {until}",
                since=day(report.since, zone),
                until=day(last, zone),
            ),
            cover=(
                (t("Établi par", "Made by"), organisation or _missing()),
                (t("À l'attention de", "For"), _reader(report)),
                (
                    t("Arrêté au", "As at"),
                    moment(report.made_at, zone) + f" ({report.zone})",
                ),
                (
                    t("Journal", "Log"),
                    t(
                        "{size} événements, sceau {root}…",
                        "{size} events, checkpoint {root}…",
                        size=number(report.integrity.size),
                        root=report.integrity.root[:12],
                    ),
                ),
                (t("Logiciel", "Software"), f"Paravent {report.program}"),
            ),
            sections=tuple(section(report) for section in _ORDER),
            footer=" · ".join(
                part
                for part in (
                    organisation,
                    t("client {c}", "client {c}", c=client) if client else "",
                    f"Paravent {report.program}",
                    t("sceau {root}", "checkpoint {root}", root=report.integrity.root[:12]),
                )
                if part
            ),
        )


def _reader(report: Report) -> str:
    client, engagement = report.parties.client, report.parties.engagement
    if not client:
        return t(
            "délégué à la protection des données (tous les clients)",
            "data protection officer (all clients)",
        )
    name = engagement.name if engagement else ""
    return f"{name} ({client})" if name else client


def _missing() -> str:
    return t("à compléter (réglage « organisation »)", 'to be completed (setting "organisation")')
