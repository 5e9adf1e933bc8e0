"""The summary: what a client understands without reading further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import plural, t
from paravent.report.document import Figure, Figures, Listing, Section, Text
from paravent.report.typesetting import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.document import Block
    from paravent.report.model import Report


def summary(report: Report) -> Section:
    """Five figures, some sentences, and what should be looked at."""
    totals = report.totals
    hidden = sum(one.pseudonymised for one in report.activities)
    points = tuple(_points(report))
    blocks: list[Block] = [
        Figures(
            (
                Figure(totals.sent, t("envois partis", "messages sent")),
                Figure(hidden, t("éléments pseudonymisés", "values pseudonymised"), "protected"),
                Figure(totals.refused, t("envois bloqués", "messages blocked"), "refused"),
                Figure(totals.overridden, t("dérogations", "overrides"), "attention"),
                Figure(totals.unread, t("envois non examinés", "sent unexamined"), "attention"),
            )
        ),
        Text(_headline(report), "lead"),
        *(Text(sentence) for sentence in _sentences(report)),
        Text(t("Points à examiner", "Points to look at"), "lead"),
    ]
    if points:
        blocks.append(Listing(points))
    else:
        blocks.append(Text(t("Aucun sur la période.", "None in this period.")))
    blocks.append(
        Text(
            t(
                "Les données pseudonymisées restent des données personnelles. Ce rapport décrit "
                "des mesures et des faits tirés d'un journal ; il n'est ni un avis juridique, ni "
                "une attestation de conformité.",
                "Pseudonymised data is still personal data. This report tells of measures and of "
                "facts taken from a log; it is neither legal advice nor a statement of compliance.",
            ),
            "note",
        )
    )
    return Section("summary", t("Synthèse", "Summary"), tuple(blocks))


def _headline(report: Report) -> str:
    totals = report.totals
    clear = sum(one.clear for one in report.activities)
    seen = totals.sent + totals.refused
    if not seen:
        return t(
            "Aucun envoi vers un service d'IA n'a été observé sur la période.",
            "No message to an AI service was observed in this period.",
        )
    if not totals.elements:
        return t(
            "Aucune donnée personnelle n'a été détectée dans les {n} envois observés.",
            "No personal data was detected in the {n} messages observed.",
            n=number(seen),
        )
    if not clear:
        return t(
            "Aucune des données personnelles détectées n'a été transmise en clair, sur les {n} "
            "envois observés.",
            "None of the personal data detected was sent in clear, in the {n} messages observed.",
            n=number(seen),
        )
    return t(
        "Sur {all} éléments détectés, {clear} ont été transmis en clair, par l'effet d'une règle "
        "ou d'une dérogation motivée.",
        "Of {all} values detected, {clear} were sent in clear, by a rule or by a reasoned "
        "override.",
        all=number(totals.elements),
        clear=number(clear),
    )


def _sentences(report: Report) -> Iterator[str]:
    totals = report.totals
    seen = totals.sent + totals.refused
    if not seen:
        return
    services = plural(totals.services, "service d'IA", "services d'IA", "AI service", "AI services")
    yield t(
        "{sent} envois sont partis vers {services} et {refused} ont été bloqués avant de quitter "
        "le poste. Des données personnelles ont été détectées dans {data} d'entre eux.",
        "{sent} messages left for {services} and {refused} were blocked before they left the "
        "computer. Personal data was detected in {data} of them.",
        sent=number(totals.sent),
        services=services,
        refused=number(totals.refused),
        data=number(totals.with_data),
    )
    if totals.pseudonymised:
        yield t(
            "Dans {n} envois, les données détectées ont été remplacées par des étiquettes avant "
            "l'envoi ; la table qui relie étiquettes et valeurs n'a pas quitté le poste.",
            "In {n} messages the data detected was replaced by labels before they were sent; the "
            "table that ties labels to values has not left the computer.",
            n=number(totals.pseudonymised),
        )


def _points(report: Report) -> Iterator[str]:
    """What a careful reader would ask about, with the section that answers."""
    totals, parties = report.totals, report.parties
    if totals.overridden:
        yield t(
            "{n} dérogations motivées : voir « Incidents et dérogations ».",
            'Reasoned overrides: {n}, see "Incidents and overrides".',
            n=number(totals.overridden),
        )
    if totals.unread:
        yield t(
            "{n} envois sont partis sans avoir été entièrement examinés : voir « Ce qui n'a pas "
            "été examiné ».",
            'Messages that left without being wholly examined: {n}, see "What was not examined".',
            n=number(totals.unread),
        )
    if report.continuity.pauses:
        yield t(
            "La protection a été mise en pause : voir « Continuité ».",
            'Protection was paused: see "Continuity".',
        )
    if report.continuity.degraded:
        yield t("La détection a été dégradée.", "Detection was degraded.")
    if report.security.observes:
        yield t(
            "La politique en vigueur observe sans rien masquer.",
            "The policy in force observes and masks nothing.",
        )
    yield from _vendor_points(report)
    engagement = parties.engagement
    if parties.client and (engagement is None or engagement.role == "unknown"):
        yield t(
            "Le rôle du prestataire (responsable du traitement ou sous-traitant) n'est pas "
            "déclaré.",
            "The contractor's role (controller or processor) has not been declared.",
        )
    if engagement and engagement.role == "processor" and engagement.authorisation != "general":
        yield _authorisation(engagement.authorisation)


def _vendor_points(report: Report) -> Iterator[str]:
    used = [one for one in report.vendors if not one.local]
    training = [one.name for one in used if one.training != "off"]
    if training:
        yield t(
            "Réutilisation pour l'entraînement permise ou inconnue : {names}.",
            "Use for training allowed or unknown: {names}.",
            names=", ".join(training),
        )
    unsigned = [one.name for one in used if not one.signed_on]
    if unsigned:
        yield t(
            "Contrat de sous-traitance non déclaré (RGPD, art. 28, § 3) : {names}.",
            "Processing contract not declared (GDPR, Art. 28(3)): {names}.",
            names=", ".join(unsigned),
        )
    loose = [one.name for one in used if one.bases == ("unknown",)]
    if loose:
        yield t(
            "Garantie de transfert inconnue (RGPD, chapitre V) : {names}.",
            "Safeguard of the transfer unknown (GDPR, Chapter V): {names}.",
            names=", ".join(loose),
        )


def _authorisation(state: str) -> str:
    if state == "specific":
        return t(
            "L'autorisation du client est spécifique : chaque service d'IA employé doit y figurer "
            "(RGPD, art. 28, § 2).",
            "The client's authorisation is specific: each AI service used must be named in it "
            "(GDPR, Art. 28(2)).",
        )
    return t(
        "Aucune autorisation écrite du client de recourir à d'autres sous-traitants n'est déclarée "
        "(RGPD, art. 28, § 2).",
        "No written authorisation of the client to engage other processors has been declared "
        "(GDPR, Art. 28(2)).",
    )
