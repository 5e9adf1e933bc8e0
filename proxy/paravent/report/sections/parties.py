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
    """The extract of the record of art. 30: activities by recipient."""
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
                    article=_article(report),
                )
            ),
            Pairs((*_activity(report), *_handling(report))),
            _recipients(report),
        ),
    )


def _recipients(report: Report) -> Table | Text:
    """The recipients, if there were any."""
    if not report.processing:
        return Text(
            t("Aucun destinataire sur la période.", "No recipient in this period."),
        )
    return _by_recipient(report) if report.parties.client else _by_activity(report)


def _article(report: Report) -> str:
    """What of art. 30 asks for the extract: by the contractor's role."""
    if not report.parties.client:
        return t("art. 30, §§ 1 et 2", "Art. 30(1) and (2)")
    engagement = report.parties.engagement
    if engagement is None or engagement.role == "unknown":
        return t(
            "art. 30, § 1 ou § 2 (rôle à déclarer)",
            "Art. 30(1) or (2) (role to be declared)",
        )
    if engagement.role == "processor":
        return t("art. 30, § 2 (sous-traitant)", "Art. 30(2) (processor)")
    return t("art. 30, § 1 (responsable)", "Art. 30(1) (controller)")


def _activity(report: Report) -> Iterator[tuple[str, str]]:
    """The one activity of a client, as it was declared."""
    if not report.parties.client:
        return
    told, blank = report.parties.engagement, t("à compléter", "to be completed")
    yield t("Activité", "Activity"), (told and told.activity) or blank
    yield t("Finalité", "Purpose"), (told and told.purpose) or blank
    yield t("Personnes concernées", "Data subjects"), (told and told.persons) or blank


def _handling(report: Report) -> Iterator[tuple[str, str]]:
    """What is the same for every activity, or stands elsewhere in the report."""
    yield (
        t("Durée de conservation", "Retention"),
        t(
            "journal : {n} mois ; table de correspondance : {v} jours",
            "log: {n} months; correspondence table: {v} days",
            n=number(report.retention.log_months),
            v=number(report.retention.vault_days),
        ),
    )
    yield (
        t("Transferts hors de l'Union", "Transfers outside the Union"),
        t("voir la section suivante", "see the next section"),
    )
    yield (
        t("Mesures de sécurité", "Security measures"),
        t(
            "voir « Mesures de sécurité (RGPD, art. 32) »",
            'see "Security measures (GDPR, Art. 32)"',
        ),
    )


def _by_recipient(report: Report) -> Table:
    """The recipients of a client's one activity, with the categories that were detected."""
    found: dict[str, list[str]] = {}
    for line in report.categories:
        names = found.setdefault(line.service, [])
        name = name_of(CATEGORIES, line.category)
        if name not in names:
            names.append(name)
    blank = t("à compléter", "to be completed")
    return Table(
        t("Destinataires, par activité", "Recipients, by activity"),
        (
            t("Destinataire", "Recipient"),
            t("Éditeur", "Vendor"),
            t("Catégories détectées", "Categories detected"),
            t("Envois", "Messages"),
        ),
        tuple(
            (one.name, one.vendor or blank, "\n".join(found.get(one.service, ())) or "–", one.sent)
            for one in report.activities
            if one.sent
        ),
        wide=(2,),
    )


def _by_activity(report: Report) -> Table:
    """Every activity of every client, by recipient."""
    names = {one.service: one.name for one in report.activities}
    blank = t("à compléter", "to be completed")
    return Table(
        t("Destinataires, par client et activité", "Recipients, by client and activity"),
        (
            t("Client", "Client"),
            t("Activité", "Activity"),
            t("Finalité", "Purpose"),
            t("Rôle", "Role"),
            t("Destinataire", "Recipient"),
            t("Envois", "Messages"),
        ),
        tuple(
            (
                one.client or t("sans dossier", "no matter"),
                one.activity or blank,
                one.purpose or blank,
                name_of(ROLES, one.role),
                names.get(one.service, one.service),
                one.sent,
            )
            for one in report.processing
        ),
        wide=(1, 2, 3),
    )
