"""The summary: what a client understands without reading further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Figure, Figures, Listing, Section, Text
from paravent.report.typesetting import counted, duration, noun, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.document import Block
    from paravent.report.figures import Totals
    from paravent.report.model import Report

_WORTH_TELLING_S = 3600
"""Of what the log does not cover: less is a matter of when it was first started."""


def summary(report: Report) -> Section:
    """Five figures, some sentences, and what should be looked at."""
    points = tuple(_points(report))
    blocks: list[Block] = [
        Figures(tuple(_figures(report))),
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


def _figures(report: Report) -> Iterator[Figure]:
    totals, hidden = report.totals, sum(one.pseudonymised for one in report.activities)
    sent, refused, unread = totals.sent, totals.refused, totals.unread
    yield Figure(sent, noun(sent, "envoi parti", "envois partis", "message sent", "messages sent"))
    values = ("élément pseudonymisé", "éléments pseudonymisés")
    yield Figure(
        hidden, noun(hidden, *values, "value pseudonymised", "values pseudonymised"), "protected"
    )
    blocked = ("envoi bloqué", "envois bloqués", "message blocked", "messages blocked")
    yield Figure(refused, noun(refused, *blocked), "refused")
    overridden = noun(totals.overridden, "dérogation", "dérogations", "override", "overrides")
    yield Figure(totals.overridden, overridden, "attention")
    unseen = ("envoi non examiné", "envois non examinés", "sent unexamined", "sent unexamined")
    yield Figure(unread, noun(unread, *unseen), "attention")


def _headline(report: Report) -> str:
    totals = report.totals
    clear = sum(one.clear for one in report.activities)
    seen = totals.sent + totals.refused
    if not seen:
        return t(
            "Aucun envoi vers un service d'IA n'a été observé sur la période.",
            "No message to an AI service was observed in this period.",
        )
    observed = counted(
        seen, "envoi observé", "envois observés", "message observed", "messages observed"
    )
    if not totals.elements:
        return t(
            "Aucune donnée personnelle n'a été détectée ({observed}).",
            "No personal data was detected ({observed}).",
            observed=observed,
        )
    if not clear:
        return t(
            "Aucune des données personnelles détectées n'a été transmise en clair ({observed}).",
            "None of the personal data detected was sent in clear ({observed}).",
            observed=observed,
        )
    return t(
        "Sur {all}, {clear} en clair, par l'effet d'une règle ou d'une dérogation motivée.",
        "Of {all}, {clear} in clear, by a rule or by a reasoned override.",
        all=counted(
            totals.elements, "élément détecté", "éléments détectés",
            "value detected", "values detected",
        ),
        clear=counted(clear, "a été transmis", "ont été transmis", "was sent", "were sent"),
    )  # fmt: skip


def _sentences(report: Report) -> Iterator[str]:
    totals = report.totals
    seen = totals.sent + totals.refused
    if not seen:
        return
    yield _outcome(totals)
    if totals.with_data:
        yield t(
            "Envois dans lesquels des données personnelles ont été détectées : {n}.",
            "Messages in which personal data was detected: {n}.",
            n=number(totals.with_data),
        )
    if totals.pseudonymised:
        yield t(
            "Dans {n}, les données détectées ont été remplacées par des étiquettes avant l'envoi ; "
            "la table qui relie étiquettes et valeurs n'est pas transmise.",
            "In {n} the data detected was replaced by labels before it was sent; the table that "
            "ties labels to values is not transmitted.",
            n=counted(totals.pseudonymised, "envoi", "envois", "message", "messages"),
        )


def _outcome(totals: Totals) -> str:
    """What left and what did not, in one sentence."""
    sent = counted(
        totals.sent, "envoi est parti", "envois sont partis", "message left", "messages left"
    )
    services = counted(
        totals.services, "service d'IA", "services d'IA", "AI service", "AI services"
    )
    refused = counted(
        totals.refused, "a été bloqué", "ont été bloqués", "was blocked", "were blocked"
    )
    if not totals.refused:
        return t(
            "{sent} vers {services} ; aucun n'a été bloqué.",
            "{sent} for {services}; none was blocked.",
            sent=sent,
            services=services,
        )
    if not totals.sent:
        return t(
            "Aucun envoi n'est parti : {refused} avant de quitter le poste.",
            "No message left: {refused} before leaving the computer.",
            refused=refused,
        )
    return t(
        "{sent} vers {services} et {refused} avant de quitter le poste.",
        "{sent} for {services} and {refused} before leaving the computer.",
        sent=sent,
        services=services,
        refused=refused,
    )


def _points(report: Report) -> Iterator[str]:
    """What a careful reader would ask about, with the section that answers."""
    totals, parties = report.totals, report.parties
    if totals.overridden:
        yield t(
            "{n} : voir « Incidents et dérogations motivées ».",
            '{n}: see "Incidents and reasoned overrides".',
            n=counted(
                totals.overridden, "dérogation motivée", "dérogations motivées",
                "reasoned override", "reasoned overrides",
            ),
        )  # fmt: skip
    if totals.unread:
        yield t(
            "Envois partis sans avoir été entièrement examinés : {n}, voir « Ce qui n'a pas été "
            "examiné ».",
            'Messages that left without being wholly examined: {n}, see "What was not examined".',
            n=number(totals.unread),
        )
    if report.continuity.pauses:
        yield t(
            "L'examen des envois a été mis en pause : voir « Continuité ».",
            'The examination of messages was paused: see "Continuity".',
        )
    if report.continuity.unknown_s >= _WORTH_TELLING_S:
        yield t(
            "Le journal ne couvre pas {length} de la période : voir « Continuité ».",
            'The log does not cover {length} of the period: see "Continuity".',
            length=duration(report.continuity.unknown_s),
        )
    if report.continuity.degraded:
        yield t(
            "Les détecteurs ont été en défaut : voir « Continuité ».",
            'The detectors failed at times: see "Continuity".',
        )
    if report.continuity.clock_jumps:
        yield t(
            "L'horloge du poste a été déplacée : voir « Continuité ».",
            'The clock of the computer was moved: see "Continuity".',
        )
    if report.security.observes:
        yield t(
            "Les règles en vigueur observent les envois sans rien masquer.",
            "The rules in force observe messages and mask nothing.",
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
