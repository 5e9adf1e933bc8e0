"""The end: how to check all this, and what it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from paravent.i18n import t
from paravent.report.document import Code, Listing, Pairs, Section, Text
from paravent.report.typesetting import moment, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.model import Report


def integrity(report: Report) -> Section:
    """The checkpoint, the key, and how to check them."""
    return Section(
        "integrity",
        t("Intégrité et vérification", "Integrity and verification"),
        (
            Pairs(tuple(_integrity(report))),
            Text(t("Sceau du journal", "Checkpoint of the log"), "lead"),
            Code(report.integrity.checkpoint),
            Text(t("Clé de vérification", "Key to check it with"), "lead"),
            Code(report.integrity.key),
            Text(
                t(
                    "Conservez ce sceau : il permet de prouver plus tard qu'aucun événement "
                    "antérieur n'a été modifié, retiré ou ajouté. Le journal se vérifie par "
                    "« paravent audit verify » ; le dossier de preuve, par le programme verify.py "
                    "qui l'accompagne.",
                    "Keep this checkpoint: with it one can show later that no earlier event has "
                    "been changed, taken out or added. The log is checked by `paravent audit "
                    "verify`; the evidence bundle, by the program verify.py that comes with it.",
                )
            ),
            Text(
                t(
                    "Ce que cela ne prouve pas : qui tient le poste et ses clés aurait pu refaire "
                    "un journal entier avant la remise du premier sceau à un tiers.",
                    "What this does not prove: whoever holds the computer and its keys could have "
                    "made a whole log anew before a checkpoint was first given to somebody else.",
                ),
                "note",
            ),
        ),
    )


def _integrity(report: Report) -> Iterator[tuple[str, str]]:
    told, zone = report.integrity, ZoneInfo(report.zone)
    yield t("Événements du journal", "Events in the log"), number(told.size)
    if told.first:
        yield t("Premier événement conservé", "First event kept"), number(told.first)
    if told.span:
        first, last = told.span
        yield (
            t("Événements de la période", "Events of the period"),
            t("n° {a} à {b}", "no. {a} to {b}", a=number(first), b=number(last)),
        )
    if told.verified_at is None:
        state = t("aucune vérification notée", "none noted")
    else:
        word = t("intact", "whole") if told.verified else t("écarts trouvés", "differences found")
        state = f"{moment(told.verified_at, zone)} : {word}"
    yield t("Dernière vérification notée", "Last verification noted"), state


def limits(report: Report) -> Section:
    """What the report does not say."""
    return Section("limits", t("Limites", "Limits"), (Listing(tuple(_limits(report))),))


def _limits(report: Report) -> Iterator[str]:
    yield t(
        "La détection n'est pas parfaite ; les chiffres portent sur ce qui a été détecté.",
        "Detection is not perfect; the figures are about what was detected.",
    )
    yield t(
        "Les données pseudonymisées restent des données personnelles pour le prestataire et le "
        "client (CJUE, 4 septembre 2025, CEPD c. CRU, C-413/23 P).",
        "Pseudonymised data is still personal data for the contractor and the client (CJEU, "
        "4 September 2025, EDPS v SRB, C-413/23 P).",
    )
    yield t(
        "Le sens d'un texte peut désigner une personne sans la nommer ; la détection ne le voit "
        "pas.",
        "The meaning of a text may point to somebody without naming them; detection does not see "
        "that.",
    )
    yield t(
        "Ce qui est fait des données chez le fournisseur dépend de son contrat et du compte "
        "employé ; Paravent ne le contrôle pas.",
        "What the provider does with the data depends on its contract and on the account used; "
        "Paravent does not control it.",
    )
    if report.cut == "client":
        yield t(
            "Ce rapport ne porte que sur les envois rattachés à ce client ; un envoi rattaché à un "
            "autre dossier ou à aucun n'y figure pas.",
            "This report is about the messages tied to this client alone; one that was tied to "
            "another matter or to none is not in it.",
        )


def glossary(report: Report) -> Section:
    """The words that need one."""
    del report
    return Section(
        "glossary",
        t("Glossaire", "Glossary"),
        (
            Pairs(
                (
                    (
                        t("Pseudonymisation", "Pseudonymisation"),
                        t(
                            "traitement de données personnelles qui empêche de les attribuer à une "
                            "personne sans information supplémentaire, conservée à part (RGPD, "
                            "art. 4, point 5)",
                            "processing of personal data so that it can no longer be attributed to "
                            "a person without additional information, which is kept apart (GDPR, "
                            "Art. 4(5))",
                        ),
                    ),
                    (
                        t("Étiquette", "Label"),
                        t(
                            "ce qui remplace une donnée dans l'envoi, par exemple "
                            "[PERSONNE_K7QDM2]",
                            "what stands for a value in a message, such as [PERSONNE_K7QDM2]",
                        ),
                    ),
                    (
                        t("Table de correspondance", "Correspondence table"),
                        t(
                            "ce qui relie étiquettes et valeurs ; chiffrée, elle reste sur le "
                            "poste",
                            "what ties labels to values; encrypted, it stays on the computer",
                        ),
                    ),
                    (
                        t("Dérogation", "Override"),
                        t(
                            "décision motivée d'une personne de laisser partir un envoi bloqué",
                            "a person's reasoned decision to let a blocked message go",
                        ),
                    ),
                    (
                        t("Sceau", "Checkpoint"),
                        t(
                            "empreinte signée de tout le journal à un moment (RFC 6962, C2SP)",
                            "signed fingerprint of the whole log at a moment (RFC 6962, C2SP)",
                        ),
                    ),
                )
            ),
        ),
    )
