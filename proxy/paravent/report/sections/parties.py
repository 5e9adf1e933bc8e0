"""Who is who, and what would go into the register of processing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Pairs, Section, Table, Text
from paravent.report.typesetting import number, written_day
from paravent.report.words import (
    AUTHORISATIONS,
    CATEGORIES,
    ROLES,
    STATUSES,
    name_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.model import Report


def parties(report: Report) -> Section:
    """The contractor, the client, their roles, what is covered."""
    told = Pairs(tuple(_parties(report)))
    return Section(
        "parties",
        t("Parties, rôles et périmètre", "Parties, roles and scope"),
        (
            told,
            Text(
                t(
                    "Le rapport porte sur les envois faits depuis ce poste vers les services d'IA "
                    "catalogués, à travers Paravent. L'usage d'un autre appareil, d'un téléphone "
                    "ou d'une application qui refuse le certificat local n'est pas couvert.",
                    "The report is about what was sent from this computer to the AI services in "
                    "the catalogue, through Paravent. The use of another device, of a telephone or "
                    "of an application that refuses the local certificate is not covered.",
                )
            ),
        ),
    )


def _parties(report: Report) -> Iterator[tuple[str, str]]:
    organisation, engagement = report.parties.organisation, report.parties.engagement
    blank = t("à compléter", "to be completed")
    status = name_of(STATUSES, organisation.status)
    yield (
        t("Prestataire", "Contractor"),
        f"{organisation.name} ({status})" if organisation.name else blank,
    )
    if organisation.status == "portage":
        employer = organisation.employer or blank
        yield (
            t("Employeur", "Employer"),
            t(
                "{employer}, entreprise de portage salarial, cocontractante du client",
                "{employer}, portage company, the client's contractor",
                employer=employer,
            ),
        )
    if organisation.contact:
        yield t("Contact", "Contact"), organisation.contact
    yield (
        t("Délégué à la protection des données", "Data protection officer"),
        organisation.dpo or t("non désigné ou non déclaré", "none designated or declared"),
    )
    if not report.parties.client:
        yield t("Client", "Client"), t("tous les clients", "all clients")
        return
    name = engagement.name if engagement and engagement.name else ""
    code = report.parties.client
    yield t("Client", "Client"), f"{name} ({code})" if name else code
    yield (
        t("Rôle du prestataire", "Contractor's role"),
        name_of(ROLES, engagement.role if engagement else "unknown"),
    )
    if engagement is None or engagement.role != "controller":
        state = name_of(AUTHORISATIONS, engagement.authorisation if engagement else "unknown")
        on = engagement.authorised_on if engagement else None
        yield (
            t(
                "Autorisation de recourir à d'autres sous-traitants (RGPD, art. 28, § 2)",
                "Authorisation to engage other processors (GDPR, Art. 28(2))",
            ),
            f"{state}, {written_day(on)}" if on else state,
        )


def register(report: Report) -> Section:
    """The extract of the register of art. 30, one line for each recipient."""
    engagement = report.parties.engagement
    blank = t("à compléter", "to be completed")
    activity = engagement.activity if engagement and engagement.activity else blank
    purpose = engagement.purpose if engagement and engagement.purpose else blank
    persons = engagement.persons if engagement and engagement.persons else blank
    found: dict[str, list[str]] = {}
    for line in report.categories:
        names = found.setdefault(line.service, [])
        name = name_of(CATEGORIES, line.category)
        if name not in names:
            names.append(name)
    article = t(
        "art. 30, § 2 (sous-traitant)" if _is_processor(report) else "art. 30, § 1 (responsable)",
        "Art. 30(2) (processor)" if _is_processor(report) else "Art. 30(1) (controller)",
    )
    rows = tuple(
        (one.name, one.vendor or blank, "\n".join(found.get(one.service, ())) or "–", one.sent)
        for one in report.activities
        if one.sent
    )
    return Section(
        "register",
        t("Extrait du registre des activités de traitement", "Extract of the record of processing"),
        (
            Text(
                t(
                    "Un fournisseur d'IA est d'ordinaire un destinataire au sein d'une activité "
                    "existante, non une activité à part. Extrait au sens de l'{article} du RGPD ; "
                    "les mentions « à compléter » relèvent du prestataire.",
                    "An AI provider is normally a recipient within an existing activity, not an "
                    'activity of its own. Extract for {article} GDPR; what is "to be completed" '
                    "is for the contractor to say.",
                    article=article,
                )
            ),
            Pairs(
                (
                    (t("Activité", "Activity"), activity),
                    (t("Finalité", "Purpose"), purpose),
                    (t("Personnes concernées", "Data subjects"), persons),
                    (
                        t("Durée de conservation", "Retention"),
                        t(
                            "journal : {n} mois ; table de correspondance : {v} jours",
                            "log: {n} months; correspondence table: {v} days",
                            n=number(report.retention.log_months),
                            v=number(report.retention.vault_days),
                        ),
                    ),
                    (
                        t("Transferts hors de l'Union", "Transfers outside the Union"),
                        t("voir la section suivante", "see the next section"),
                    ),
                    (
                        t("Mesures de sécurité", "Security measures"),
                        t(
                            "voir « Mesures de sécurité (RGPD, art. 32) »",
                            'see "Security measures (GDPR, Art. 32)"',
                        ),
                    ),
                )
            ),
            Table(
                t("Destinataires, par activité", "Recipients, by activity"),
                (
                    t("Destinataire", "Recipient"),
                    t("Éditeur", "Vendor"),
                    t("Catégories détectées", "Categories detected"),
                    t("Envois", "Messages"),
                ),
                rows,
                wide=(2,),
            ),
        ),
    )


def _is_processor(report: Report) -> bool:
    engagement = report.parties.engagement
    return engagement is None or engagement.role != "controller"
