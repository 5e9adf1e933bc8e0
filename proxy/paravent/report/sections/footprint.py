"""What answers cost in energy, carbon and water: an order of magnitude, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Section, Table, Text
from paravent.report.typesetting import month, number, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.document import Block
    from paravent.report.figures import Footprint
    from paravent.report.model import Report

ENERGY = ("mWh", "Wh", "kWh", "MWh")
CARBON = ("mg", "g", "kg", "t")
WATER = ("µL", "mL", "L", "m³")


def footprint(report: Report) -> Section:
    """A line for each vendor and month, and its limits."""
    told = report.footprint
    names = {one.id: one.name for one in report.vendors}
    blocks: list[Block] = []
    if told.lines:
        blocks.append(
            Table(
                t(
                    "Ordre de grandeur, par mois et éditeur",
                    "Order of magnitude, by month and vendor",
                ),
                (
                    t("Mois", "Month"),
                    t("Éditeur", "Vendor"),
                    t("Réponses", "Answers"),
                    t("Énergie", "Energy"),
                    t("Carbone (éq. CO₂)", "Carbon (CO₂e)"),
                    t("Eau", "Water"),
                ),
                tuple(
                    (
                        month(one.month),
                        names.get(one.provider, one.provider or "–"),
                        one.answers,
                        _span(one.energy_mwh, ENERGY),
                        _span(one.carbon_mg, CARBON),
                        _span(one.water_ul, WATER),
                    )
                    for one in told.lines
                ),
            )
        )
    else:
        blocks.append(Text(t("Aucune réponse sur la période.", "No answer in this period.")))
    unknown = sum(one.answers_unknown_model for one in told.lines)
    unmeasured = sum(one.answers_unmeasured for one in told.lines)
    if unknown or unmeasured:
        blocks.append(
            Text(
                t(
                    "Hors estimation : réponses de modèles qu'aucune méthode ne connaît, {unknown} "
                    "; réponses dont la longueur n'est pas connue, {unmeasured}.",
                    "Not estimated: answers of models that no method knows, {unknown}; answers "
                    "whose length is not known, {unmeasured}.",
                    unknown=number(unknown),
                    unmeasured=number(unmeasured),
                )
            )
        )
    tokens = sum(one.tokens for one in told.lines)
    guessed = sum(one.tokens_guessed for one in told.lines)
    blocks += [
        Text(
            t(
                "Jetons des réponses : {tokens}, dont {guessed} estimés à raison de quatre "
                "caractères chacun. Envois évités (bloqués, et non renvoyés) : {avoided}.",
                "Tokens of answers: {tokens}, of which {guessed} estimated at four characters "
                "each. Messages avoided (blocked, and not sent again): {avoided}.",
                tokens=number(tokens),
                guessed=number(guessed),
                avoided=number(told.avoided),
            )
        ),
        *_questions(told),
        *_earlier(report),
        Text(
            t(
                "Enveloppe de deux méthodes publiées ({methods}), du plus bas de l'une au plus "
                "haut de l'autre, un chiffre significatif. L'écart entre elles donne une idée de "
                "l'incertitude, sans la borner. Ne sont comptés ni les textes envoyés, ni "
                "l'entraînement, ni les réseaux, ni le poste. Aucune économie n'est revendiquée.",
                "Envelope of two published methods ({methods}), from the lowest of one to the "
                "highest of the other, one significant figure. How far they are apart gives an "
                "idea of the uncertainty, not its bounds. Prompts, training, networks and the "
                "computer are not counted. No savings are claimed.",
                methods=", ".join(told.methods) or t("non installées", "not installed"),
            ),
            "note",
        ),
    ]
    return Section(
        "footprint",
        t("Empreinte environnementale estimée", "Estimated environmental footprint"),
        tuple(blocks),
    )


def _questions(told: Footprint) -> Iterator[Text]:
    """How often the person was asked whether AI is needed, and what they said."""
    if told.asked:
        yield Text(
            t(
                "Question « L'IA est-elle nécessaire ici ? » posée {asked} fois, à un seuil que "
                "la personne s'est fixé ; l'envoi a été maintenu {needed} fois.",
                'Times that the question "Is AI needed for this?" was asked, at a limit that the '
                "person set: {asked}; times that the message was sent all the same: {needed}.",
                asked=number(told.asked),
                needed=number(told.needed),
            )
        )


def _earlier(report: Report) -> Iterator[Block]:
    """The months whose events have been purged: their counts, of all clients."""
    if not report.earlier:
        return
    yield Table(
        t("Mois dont les événements ont été purgés", "Months whose events have been purged"),
        (
            t("Mois", "Month"),
            t("Service", "Service"),
            t("Envois", "Messages"),
            t("Bloqués", "Blocked"),
            t("Jetons", "Tokens"),
            t("Énergie", "Energy"),
            t("Carbone (éq. CO₂)", "Carbon (CO₂e)"),
            t("Eau", "Water"),
        ),
        tuple(
            (
                month(one.month),
                one.name,
                one.sent,
                one.refused,
                one.tokens,
                _span(one.energy_mwh, ENERGY),
                _span(one.carbon_mg, CARBON),
                _span(one.water_ul, WATER),
            )
            for one in report.earlier
        ),
    )
    yield Text(
        t(
            "De ces mois ne restent que des nombres, par service, 36 mois au plus : ni client, ni "
            "dossier, ni empreinte. Mois du temps universel ; estimations faites avant la purge.",
            "Of these months only numbers are left, by service, for 36 months at most: no client, "
            "no matter, no fingerprint. Months of UTC; estimates made before the purge.",
        ),
        "note",
    )


def _span(ends: tuple[int, int] | None, units: tuple[str, ...]) -> str:
    if ends is None:
        return t("non estimé", "not estimated")
    return span(*ends, units)
