"""What was found, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Bar, Section, Table, Text, chart, sum_up
from paravent.report.words import CATEGORIES, MARKS, MEASURES, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.report.document import Block, Cell
    from paravent.report.figures import Measure
    from paravent.report.model import Report

_MEASURES: tuple[Measure, ...] = ("pseudonymised", "removed", "generalised", "withheld", "clear")


def categories(report: Report) -> Section:
    """Categories by measure, then by service."""
    sums: dict[str, dict[str, int]] = {}
    for line in report.categories:
        found = sums.setdefault(line.category, dict.fromkeys(_MEASURES, 0))
        found[line.measure] += line.elements
    order = sorted(sums, key=lambda name: (-sum(sums[name].values()), name))
    used = [one for one in _MEASURES if any(sums[name][one] for name in sums)]
    titles = tuple(name_of(MEASURES, one).capitalize() for one in used)
    blocks: list[Block] = []
    if not order:
        blocks.append(Text(t("Aucune donnée n'a été détectée.", "No data was detected.")))
    else:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (name_of(CATEGORIES, name), *(sums[name][one] for one in used)) for name in order
        )
        blocks += [
            Table(
                t("Éléments par catégorie et mesure", "Values by category and measure"),
                (t("Catégorie", "Category"), *titles),
                rows,
                sum_up(rows),
            ),
            *chart(
                t("Éléments par catégorie", "Values by category"),
                titles,
                [
                    Bar(name_of(CATEGORIES, name), tuple(sums[name][one] for one in used))
                    for name in order
                ],
            ),
        ]
    if len(report.activities) > 1:
        blocks.append(_by_service(report, order, used))
    blocks.append(
        Text(
            t(
                "Catégories du modèle de registre de la CNIL. « Pseudonymisé » : remplacé par une "
                "étiquette avant l'envoi (RGPD, art. 4, point 5). « Non transmis » : l'envoi "
                "entier a été bloqué.",
                'Categories of the CNIL\'s template of a record. "Pseudonymised": replaced by a '
                'label before it was sent (GDPR, Art. 4(5)). "Not sent": the whole message was '
                "blocked.",
            ),
            "note",
        )
    )
    return Section(
        "data",
        t("Données détectées et mesures appliquées", "Data detected, measures applied"),
        tuple(blocks),
    )


def _by_service(report: Report, order: Sequence[str], used: Sequence[Measure]) -> Table:
    """Categories at each service, by measure."""
    names = {one.service: one.name for one in report.activities}
    found: dict[tuple[str, str], dict[str, int]] = {}
    for line in report.categories:
        sums = found.setdefault((line.category, line.service), dict.fromkeys(used, 0))
        sums[line.measure] += line.elements
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name_of(CATEGORIES, category),
            names.get(service, service),
            *(found[category, service][one] for one in used),
        )
        for category, service in sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    )
    return Table(
        t("Éléments par catégorie, service et mesure", "Values by category, service and measure"),
        (
            t("Catégorie", "Category"),
            t("Service", "Service"),
            *(name_of(MEASURES, one).capitalize() for one in used),
        ),
        rows,
    )


def sensitive(report: Report) -> Section:
    """What the law treats apart."""
    rows = tuple(
        (name_of(MARKS, line.mark), line.sent, line.refused, line.overridden)
        for line in report.sensitive
    )
    title = t("Données particulières", "Special data")
    if not rows:
        none = t(
            "Aucun envoi n'a été reconnu comme portant sur des données des articles 9 et 10 du "
            "RGPD, un NIR, une personne mineure, des données bancaires ou un secret.",
            "No message was recognised as being about data of Articles 9 and 10 GDPR, a social "
            "security number, a minor, bank data or a secret.",
        )
        return Section("sensitive", title, (Text(none),))
    return Section(
        "sensitive",
        title,
        (
            Table(
                t("Envois concernés, selon leur issue", "Messages concerned, by outcome"),
                (
                    t("Nature", "Kind"),
                    t("Partis, données traitées", "Sent, data treated"),
                    t("Bloqués", "Blocked"),
                    t("Partis sur dérogation", "Sent by override"),
                ),
                rows,
                wide=(0,),
            ),
            Text(
                t(
                    "Ces marques viennent des données trouvées et des mots qui les entourent ; un "
                    "envoi peut en porter plusieurs. Elles signalent, elles ne qualifient pas en "
                    "droit.",
                    "These marks come from the data found and from the words around it; a message "
                    "may bear several. They draw attention; they are no legal qualification.",
                ),
                "note",
            ),
        ),
    )
