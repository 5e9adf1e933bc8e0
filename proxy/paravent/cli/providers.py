"""``providers``: what is known of each vendor, from whom, and which account the person holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from paravent.cli import console
from paravent.cli.dates import day
from paravent.cli.program import Base, now
from paravent.cli.writing import write_table
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.providers.facts import is_stale, resolve_facts
from paravent.providers.telling import tell_provider, tell_yes
from paravent.settings import load_settings
from paravent.validation import did_you_mean

if TYPE_CHECKING:
    from paravent.providers.schema import ProviderFile

app = typer.Typer(no_args_is_help=True, help="Les éditeurs des services d'IA. / AI vendors.")

Json = Annotated[bool, typer.Option("--json")]


@app.command("list")
def list_(*, json: Json = False) -> None:
    """Ce qui est su de chaque éditeur, au pire. / What is known of each vendor, at worst."""
    base = Base.load()
    today = now().date()
    found = [
        (one, resolve_facts(one, "unknown", base.settings.providers.get(one.id), today))
        for one in base.providers().by_id.values()
    ]
    if json:
        console.say_json(
            providers=[
                {
                    "id": one.id,
                    "name": one.name,
                    "country": facts.country,
                    "trains": facts.trains,
                    "eu_only": facts.eu_only,
                    "dpa_signed": facts.dpa_signed,
                    "bases": sorted(facts.bases),
                    "retention_days": facts.retention_days,
                    "checked_on": facts.checked_on,
                    "stale": facts.stale,
                }
                for one, facts in found
            ]
        )
        return
    console.table(
        (
            "id",
            t("éditeur", "vendor"),
            t("offre", "tier"),
            t("entraîne", "trains"),
            t("UE seulement", "EU only"),
            t("contrat", "contract"),
            t("lu le", "read on"),
        ),
        [
            (
                one.id,
                one.name,
                getattr(base.settings.providers.get(one.id), "tier", "") or "?",
                tell_yes(facts.trains),
                tell_yes(facts.eu_only),
                tell_yes(facts.dpa_signed),
                _read_on(one, today),
            )
            for one, facts in found
        ],
    )


@app.command()
def show(name: Annotated[str, typer.Argument()], *, json: Json = False) -> None:
    """Les faits d'un éditeur, et d'où ils viennent. / The facts of a vendor, and their sources."""
    base = Base.load()
    provider = _find(base, name)
    if json:
        console.say_json(provider=provider.model_dump(mode="json"))
        return
    for line in tell_provider(provider, now().date()):
        console.say(line)


@app.command("set")
def set_(
    name: Annotated[str, typer.Argument()],
    *,
    tier: Annotated[str, typer.Option(help="Votre offre. / Your tier.")] = "",
    dpa: Annotated[
        str, typer.Option(metavar="2026-03-01", help="Contrat signé le. / Contract signed on.")
    ] = "",
    training: Annotated[Literal["on", "off"] | None, typer.Option()] = None,
    hosting: Annotated[Literal["eu", "elsewhere"] | None, typer.Option()] = None,
) -> None:
    """Dit quel compte vous avez. / Says which account you have."""
    base = Base.load()
    provider = _find(base, name)
    tiers = [one.id for one in provider.tiers]
    if tier and tier not in tiers:
        raise fail(
            t("offre inconnue : {tier}", "unknown tier: {tier}", tier=tier),
            did_you_mean(tier, tiers, ", ".join(tiers)),
            exit_code=Exit.USAGE,
        )
    given: dict[str, str | date] = {}
    if tier:
        given["tier"] = tier
    if dpa:
        given["dpa"] = day(dpa, "2026-03-01")
    if training:
        given["training"] = training
    if hosting:
        given["hosting"] = hosting
    if not given:
        raise fail(
            t("dites au moins une chose de ce compte", "say something about this account"),
            t(
                "--tier, --dpa, --training ou --hosting ; offres : {tiers}",
                "--tier, --dpa, --training or --hosting; tiers: {tiers}",
                tiers=", ".join(tiers),
            ),
            exit_code=Exit.USAGE,
        )
    write_table(base.home, "providers", provider.id, given)
    account = load_settings(base.home).providers[provider.id]
    facts = resolve_facts(provider, "unknown", account, now().date())
    console.say(
        t(
            "{name} : entraînement {trains}, UE seulement {eu}, contrat {dpa}.",
            "{name}: training {trains}, EU only {eu}, contract {dpa}.",
            name=provider.name,
            trains=tell_yes(facts.trains),
            eu=tell_yes(facts.eu_only),
            dpa=tell_yes(facts.dpa_signed),
        )
    )


def _find(base: Base, name: str) -> ProviderFile:
    providers = base.providers().by_id
    if name not in providers:
        raise fail(
            t("éditeur inconnu : {name}", "unknown vendor: {name}", name=name),
            did_you_mean(
                name,
                list(providers),
                t("voyez « paravent providers list »", "see `paravent providers list`"),
            ),
            exit_code=Exit.USAGE,
        )
    return providers[name]


def _read_on(provider: ProviderFile, today: date) -> str:
    read = sorted(source.read for source in provider.sources.values())
    if not read:
        return t("jamais : inconnu", "never: unknown")
    return (
        f"{read[0]} ({t('à revérifier', 'to be checked again')})"
        if is_stale(read[0], today)
        else read[0]
    )
