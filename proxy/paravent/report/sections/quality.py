"""How good detection is, as it was measured, and what such a measure is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.document import Section, Table, Text
from paravent.report.typesetting import number, percent, written_day
from paravent.report.words import LANGUAGES, QUALITIES, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.report.document import Block
    from paravent.report.model import Measured, Quality, Report

_INNOCENT = ("texts", "touched")


def quality(report: Report) -> Section:
    """How much of what there is detection was measured to find."""
    found = report.quality
    blocks: list[Block] = []
    if found is None:
        blocks.append(
            Text(
                t(
                    "Aucune mesure n'accompagne cette version.",
                    "No measure comes with this version.",
                )
            )
        )
    else:
        blocks += [_measures(found.measured), *_about_measures(found)]
    blocks.append(
        Text(
            t(
                "Aucune détection n'est complète : des données ont pu ne pas être détectées.",
                "No detection is complete: some data may not have been detected.",
            )
        )
    )
    return Section(
        "quality", t("Qualité de détection mesurée", "Measured detection quality"), tuple(blocks)
    )


def _measures(found: Measured) -> Table:
    return Table(
        t("Valeurs masquées entièrement", "Values wholly hidden"),
        (
            t("Données, langue des messages", "Data, language of the messages"),
            t("À masquer", "To be hidden"),
            t("Masquées", "Hidden"),
            t("Part", "Share"),
            t("Intervalle de confiance à 95 %", "95% confidence interval"),
        ),
        tuple(
            (
                f"{name_of(QUALITIES, one.kind)} – {name_of(LANGUAGES, one.lang)}",
                one.marked,
                one.hidden,
                percent(one.hidden / one.marked if one.marked else 0),
                t("{low} à {high}", "{low} to {high}",
                  low=percent(one.low / 10_000), high=percent(one.high / 10_000)),
            )
            for one in found.lines
        ),
    )  # fmt: skip


def _about_measures(found: Quality) -> Iterator[Text]:
    told = found.measured
    yield Text(
        t(
            "Mesuré le {day} avec Paravent {program}, sur des messages inventés, écrits et annotés "
            "par les auteurs de Paravent ({corpus}). La détection a été améliorée en les ayant "
            "sous les yeux : ces chiffres sont optimistes. Une valeur dont une seule lettre reste "
            "visible compte comme non masquée.",
            "Measured on {day} with Paravent {program}, on made-up messages, written and marked by "
            "the authors of Paravent ({corpus}). Detection was improved with them in sight: these "
            "figures are optimistic. A value of which one letter stays visible counts as not "
            "hidden.",
            day=written_day(told.measured_on),
            program=told.program,
            corpus=told.corpus,
        )
    )
    texts, touched = (sum(getattr(one, what) for one in told.innocent) for what in _INNOCENT)
    yield Text(
        t(
            "Sur {texts} messages sans rien à masquer, {touched} ont été touchés à tort.",
            "Of {texts} messages with nothing to hide, {touched} were wrongly touched.",
            texts=number(texts),
            touched=number(touched),
        )
    )
    if not found.current:
        yield Text(
            t(
                "Les modèles installés ne sont plus ceux qui ont été mesurés.",
                "The models that are installed are no longer those that were measured.",
            )
        )
