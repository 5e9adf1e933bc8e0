"""Where it went: services, vendors, countries, and what was done on the way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Bar, Section, Table, Text, chart, sum_up
from paravent.report.typesetting import month, written_date, written_day
from paravent.report.words import (
    BASES,
    CONFIDENCE,
    CONTRACTS,
    COUNTRIES,
    HOSTING,
    TRAINING,
    name_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.document import Block, Cell
    from paravent.report.model import Report, Vendor


def recipients(report: Report) -> Section:
    """A table of recipients, and the months as bars."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
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
            _by_service(rows),
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
            *_cascades(report),
            *_vendors(report),
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


def _by_service(rows: tuple[tuple[Cell, ...], ...]) -> Table | Text:
    """Each service by what was done, and their sum."""
    if not rows:
        return Text(t("Aucun envoi sur la période.", "No message in this period."))
    return Table(
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
    )


def _cascades(report: Report) -> Iterator[Block]:
    """Prompts that went to several recipients in turn."""
    if not report.cascades:
        return
    names = {one.service: one.name for one in report.activities}
    yield Table(
        t("Échanges à plusieurs destinataires", "Exchanges with several recipients"),
        (
            t("Destinataires", "Recipients"),
            t("Refusé à", "Refused to"),
            t("Échanges", "Exchanges"),
            t("Envois", "Messages"),
        ),
        tuple(
            (
                ", ".join(names.get(one, one) for one in line.services) or "–",
                ", ".join(names.get(one, one) for one in line.refused) or "–",
                line.exchanges,
                line.hops,
            )
            for line in report.cascades
        ),
        wide=(0,),
    )
    yield Text(
        t(
            "Le même texte, confié à plusieurs services ou modèles en cinq minutes : un seul "
            "échange, dont chaque envoi est compté plus haut et figure au journal.",
            "The same text, given to several services or models within five minutes: one exchange, "
            "each message of which is counted above and stands in the log.",
        ),
        "note",
    )


def _vendors(report: Report) -> Iterator[Block]:
    """Who they are, where, on what that rests, what they may do with what they get."""
    if not report.vendors:
        return
    unknown = t("inconnu", "unknown")
    yield Table(
        t("Éditeurs et transferts", "Vendors and transfers"),
        (
            t("Éditeur", "Vendor"),
            t("Offre", "Tier"),
            t("Pays", "Country"),
            t("Hébergement", "Hosting"),
            t("Garantie du transfert", "Safeguard of the transfer"),
        ),
        tuple(
            (
                one.entity or one.name,
                _tiers(one),
                _countries(one),
                name_of(HOSTING, one.hosting_chosen or one.hosting),
                t("aucun transfert : reste sur le poste", "none: stays on the computer")
                if one.local
                else "\n".join(name_of(BASES, basis) for basis in one.bases),
            )
            for one in report.vendors
        ),
        wide=(1, 4),
    )
    yield Table(
        t("Engagements des éditeurs", "What vendors undertake"),
        (
            t("Éditeur", "Vendor"),
            t("Entraînement", "Training"),
            t("Conservation (jours)", "Retention (days)"),
            t("Contrat de sous-traitance", "Processing contract"),
            t("Faits lus le", "Facts read on"),
        ),
        tuple(
            (
                one.name,
                name_of(TRAINING, one.training),
                unknown if one.retention_days is None else str(one.retention_days),
                _contract(one),
                _read_on(one),
            )
            for one in report.vendors
        ),
        wide=(3,),
    )
    if any("dpf" in one.bases for one in report.vendors):
        yield Text(
            t(
                "Cadre UE-États-Unis : le Tribunal de l'Union européenne a rejeté, le 3 septembre "
                "2025, le recours formé contre la décision d'adéquation (Latombe c. Commission, "
                "T-553/23) ; un pourvoi a été formé devant la Cour de justice le 31 octobre 2025 "
                "(C-703/25 P).",
                "EU-US framework: on 3 September 2025 the General Court dismissed the action "
                "against the adequacy decision (Latombe v Commission, T-553/23); an appeal was "
                "brought before the Court of Justice on 31 October 2025 (C-703/25 P).",
            ),
            "note",
        )
    if any(one.training == "on" for one in report.vendors):
        yield Text(
            t(
                "Entraînement : le compte employé permet à l'éditeur de réutiliser les envois, "
                "sauf refus dans le compte. La CNIL recommande de désactiver cette réutilisation "
                "(questions-réponses du 18 juillet 2024).",
                "Training: the account used lets the vendor use messages again, unless refused in "
                "the account. The CNIL recommends switching this off (Q&A of 18 July 2024).",
            ),
            "note",
        )
    yield Text(
        t(
            "Ces faits viennent des sources listées en fin de rapport, à la date de leur lecture. "
            "« Inconnu » : aucune source n'a été lue ; les règles retiennent alors l'hypothèse la "
            "plus défavorable. Le contrat et l'offre sont ceux que le prestataire a déclarés.",
            "These facts come from the sources listed at the end of the report, as at the day of "
            'their reading. "Unknown": no source was read; rules then take the least favourable '
            "view. Contract and tier are those that the contractor declared.",
        ),
        "note",
    )


def _tiers(vendor: Vendor) -> str:
    listed = ", ".join(vendor.tiers)
    if vendor.declared or vendor.local or len(vendor.tiers) == 1:
        return listed
    return t("non déclarée ({tiers})", "not declared ({tiers})", tiers=listed)


def _countries(vendor: Vendor) -> str:
    if vendor.local:
        return "–"
    places = [vendor.country, *(one for one in vendor.processing if one != vendor.country)]
    return ", ".join(name_of(COUNTRIES, one) for one in places if one) or name_of(COUNTRIES, "")


def _contract(vendor: Vendor) -> str:
    if vendor.local:
        return "–"
    if vendor.signed_on:
        return t("signé le {day}", "signed on {day}", day=written_day(vendor.signed_on))
    form = name_of(CONTRACTS, vendor.contract)
    return t("non déclaré ({form})", "not declared ({form})", form=form)


def _read_on(vendor: Vendor) -> str:
    if not vendor.checked_on:
        return "–" if vendor.local else t("jamais", "never")
    if vendor.stale:
        return t("{day}, à revérifier", "{day}, to be checked again", day=_read(vendor.checked_on))
    return _read(vendor.checked_on)


def _read(day: str) -> str:
    """The day on which something was read, in figures."""
    return written_date(date.fromisoformat(day))


def sources(report: Report) -> Section:
    """Where each vendor's facts were read."""
    rows = tuple(
        (vendor.name, source.url, _read(source.read), name_of(CONFIDENCE, source.confidence))
        for vendor in report.vendors
        for source in vendor.sources
    )
    title = t("Sources des faits sur les éditeurs", "Sources of the facts about vendors")
    if not rows:
        none = t("Aucune source n'a été lue.", "No source was read.")
        return Section("sources", title, (Text(none),))
    return Section(
        "sources",
        title,
        (
            Table(
                t("Sources lues", "Sources read"),
                (
                    t("Éditeur", "Vendor"),
                    t("Adresse", "Address"),
                    t("Lue le", "Read on"),
                    t("Confiance", "Confidence"),
                ),
                rows,
                wide=(1,),
            ),
        ),
    )
