"""How it is done: rules, accesses, retention, security, all from the real set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paravent.i18n import t
from paravent.report.document import Listing, Section, Table, Text
from paravent.report.typesetting import counted, moment, number
from paravent.report.words import ACCESSES, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.report.document import Block
    from paravent.report.model import AccessLine, Report


def rules(report: Report) -> Section:
    """The rules in force and their changes."""
    zone = ZoneInfo(report.zone)
    return Section(
        "rules",
        t("Historique des règles", "History of the rules"),
        (
            Text(
                t(
                    "Politique en vigueur à la date du rapport : « {policy} ». Ce qui ne peut pas "
                    "être lu est {unread}.",
                    'Policy in force when the report was made: "{policy}". What cannot be read is '
                    "{unread}.",
                    policy=report.security.policy,
                    unread=_unread(report),
                )
            ),
            Table(
                t("Règles entrées en vigueur", "Rules that came into force"),
                (
                    t("Depuis", "Since"),
                    t("Empreinte SHA-256", "SHA-256"),
                    t("Événement n°", "Event no."),
                ),
                tuple(
                    (moment(one.at, zone), one.ruleset[:16] + "…", one.event)
                    for one in report.rules
                ),
            ),
            Text(
                t(
                    "Chaque envoi consigné au journal porte l'empreinte des règles qui lui ont été "
                    "appliquées ; le texte des règles est gardé sous cette empreinte.",
                    "Each message in the log bears the fingerprint of the rules that were applied "
                    "to it; the text of the rules is kept under that fingerprint.",
                ),
                "note",
            ),
        ),
    )


def _unread(report: Report) -> str:
    if report.security.unread == "block":
        return t("bloqué", "blocked")
    return t("transmis et compté", "sent and counted")


def accesses(report: Report) -> Section:
    """Who looked into the log."""
    title = t("Accès au journal et à la table", "Access to the log and to the table")
    none = t("Aucun accès n'est noté sur la période.", "No access is noted in this period.")
    blocks: list[Block] = _access_table(report, report.accesses, title) or [Text(none)]
    return Section("accesses", title, tuple(blocks))


def retention(report: Report) -> Section:
    """How long things are kept, what has been purged, what persons asked for."""
    told = report.retention
    vault = (
        t(
            "La table de correspondance est gardée chiffrée ; une étiquette en est effacée {n} "
            "après son dernier usage.",
            "The correspondence table is kept encrypted; a label is deleted from it {n} after its "
            "last use.",
            n=counted(told.vault_days, "jour", "jours", "day", "days"),
        )
        if told.vault_days
        else t(
            "La table de correspondance n'est gardée qu'en mémoire.",
            "The correspondence table is kept in memory only.",
        )
    )
    purges = t("Purges et destructions", "Purges and destructions")
    requests = t("Demandes des personnes", "Requests of data subjects")
    blocks: list[Block] = [
        Text(
            t(
                "Le journal est gardé {n} mois. Il ne contient ni texte des messages, ni valeur "
                "masquée, ni nom de client.",
                "The log is kept for {n} months. It holds no text of messages, no masked value and "
                "no client's name.",
                n=number(told.log_months),
            )
        ),
        Text(vault),
        *_access_table(report, told.purges, purges),
        *_access_table(report, told.requests, requests),
    ]
    if not told.requests:
        blocks.append(
            Text(
                t(
                    "Aucune demande d'accès ou d'effacement n'est notée sur la période.",
                    "No access or erasure request is noted in this period.",
                )
            )
        )
    return Section(
        "retention",
        t("Conservation, purges, demandes des personnes", "Retention, purges, requests"),
        tuple(blocks),
    )


def _access_table(report: Report, lines: Sequence[AccessLine], caption: str) -> list[Block]:
    zone = ZoneInfo(report.zone)
    if not lines:
        return []
    return [
        Table(
            caption,
            (
                t("Date", "Date"),
                t("Nature", "Kind"),
                t("Sélection", "Selection"),
                t("Nombre", "Number"),
                t("Événement n°", "Event no."),
            ),
            tuple(
                (
                    moment(one.at, zone),
                    name_of(ACCESSES, one.type),
                    ", ".join(one.filters) or None,
                    one.n or None,
                    one.event,
                )
                for one in lines
            ),
            wide=(2,),
        )
    ]


def measures(report: Report) -> Section:
    """Security of processing, as it is configured."""
    return Section(
        "security",
        t("Mesures de sécurité (RGPD, art. 32)", "Security of processing (GDPR, Art. 32)"),
        (
            Text(
                t(
                    "Constatées dans la configuration du poste à la date du rapport.",
                    "As found in the configuration of the computer when the report was made.",
                )
            ),
            Listing(tuple(_measures(report))),
        ),
    )


def _measures(report: Report) -> Iterator[str]:
    told = report.security
    yield t(
        "Pseudonymisation avant l'envoi, sur le poste lui-même ({n} types de données recherchés).",
        "Pseudonymisation before sending, on the computer itself ({n} types of data looked for).",
        n=number(told.types),
    )
    yield t(
        "Déchiffrement limité aux serveurs de {n} services d'IA catalogués ; le reste du trafic "
        "n'est pas ouvert.",
        "Decryption limited to the hosts of the {n} AI services in the catalogue; no other traffic "
        "is opened.",
        n=number(told.services),
    )
    yield t(
        "Autorité de certification locale, limitée par construction à ces noms ; sa clé racine est "
        "détruite à la création.",
        "Local certificate authority, limited by construction to these names; its root key is "
        "destroyed when it is made.",
    )
    yield t(
        "Journal et table de correspondance chiffrés (AES-256-GCM-SIV) ; les clés du journal sont "
        "renouvelées tous les 90 jours.",
        "Log and correspondence table encrypted (AES-256-GCM-SIV); the keys of the log are renewed "
        "every 90 days.",
    )
    if told.keys == "keyring":
        yield t("Clés gardées dans le trousseau du système.", "Keys kept in the system's keyring.")
    else:
        yield t(
            "Clés gardées dans un fichier lisible par le seul compte du prestataire, faute de "
            "trousseau du système.",
            "Keys kept in a file that only the contractor's account can read, for want of a system "
            "keyring.",
        )
    yield t(
        "Une décision est écrite sur le disque avant que l'envoi ne parte ; si elle ne peut pas "
        "l'être, l'envoi est bloqué.",
        "A decision is on the disk before the message leaves; if it cannot be written, the message "
        "is blocked.",
    )
