"""Where it went: services, vendors, countries, and what was done on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Bar, Section, Table, Text, chart, sum_up
from paravent.report.typesetting import month

if TYPE_CHECKING:
    from paravent.report.model import Report


def recipients(report: Report) -> Section:
    """A table of recipients, and the months as bars."""
    rows = tuple(
        (
            one.name,
            one.sent,
            one.pseudonymised,
            one.removed + one.generalised,
            one.clear,
            one.refused,
            one.overridden,
        )
        for one in report.activities
    )
    series = (t("partis", "sent"), t("bloqués", "blocked"))
    return Section(
        "recipients",
        t("Destinataires et transferts hors de l'Union", "Recipients and transfers outside the EU"),
        (
            Table(
                t("Envois et éléments, par service", "Messages and values, by service"),
                (
                    t("Service", "Service"),
                    t("Envois", "Messages"),
                    t("Éléments pseudonymisés", "Values pseudonymised"),
                    t("Retirés ou généralisés", "Removed or generalised"),
                    t("En clair", "In clear"),
                    t("Envois bloqués", "Messages blocked"),
                    t("Dérogations", "Overrides"),
                ),
                rows,
                sum_up(rows),
            ),
            *chart(
                t("Envois par service", "Messages by service"),
                series,
                [Bar(one.name, (one.sent, one.refused)) for one in report.activities],
            ),
            *chart(
                t("Envois par mois", "Messages by month"),
                series,
                [Bar(month(one.month), (one.sent, one.refused)) for one in report.months],
            ),
            Text(
                t(
                    "Les envois sont comptés, les éléments le sont répétitions comprises. Rien "
                    "dans ces chiffres ne porte sur la productivité de quiconque.",
                    "Messages are counted; values are counted with their repetitions. Nothing in "
                    "these figures is about anybody's productivity.",
                ),
                "note",
            ),
        ),
    )
