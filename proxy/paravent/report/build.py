"""The report put together: figures from the log, the rest from what is declared and configured."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from paravent import __version__
from paravent.core.notes import Checkpoint
from paravent.declarations import Engagement, Organisation
from paravent.report.counting import (
    count_cascades,
    count_categories,
    count_months,
    count_refusals,
    count_sensitive,
    count_totals,
    count_unread,
    list_overrides,
    moment,
)
from paravent.report.earlier import list_earlier
from paravent.report.figures import Activity, CategoryLine, RegisterLine
from paravent.report.footprint import tell_footprint
from paravent.report.history import (
    ACCESSES,
    PURGES,
    REQUESTS,
    list_accesses,
    list_rules,
    tell_continuity,
)
from paravent.report.model import Integrity, Parties, Report, Retention, Security
from paravent.report.vendors import tell_vendors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from paravent.core.notes import VerifierKey
    from paravent.policy.rules import Policy
    from paravent.providers.catalogue import Providers
    from paravent.report.facts import Facts
    from paravent.report.model import Quality
    from paravent.services.catalogue import Catalogue
    from paravent.settings import Settings
    from paravent.store.keys import Backend


@dataclass(frozen=True, slots=True)
class Setting:
    """The installation that the report is about, as it is configured."""

    settings: Settings
    policy: Policy
    catalogue: Catalogue
    providers: Providers
    backend: Backend
    verifier: VerifierKey
    zone: ZoneInfo
    quality: Quality | None = None


def build_report(facts: Facts, setting: Setting) -> Report:
    """The whole report; the same facts and setting give the same one."""
    scope, settings = facts.scope, setting.settings
    categories = count_categories(facts)
    activities = _count_activities(facts, setting, categories)
    return Report(
        cut="client" if scope.client else "dpo",
        program=__version__,
        made_at=moment(facts.at_ms),
        since=scope.since,
        until=scope.until,
        zone=setting.zone.key,
        parties=Parties(
            organisation=settings.organisation or Organisation(),
            client=scope.client,
            engagement=settings.clients.get(scope.client),
        ),
        totals=count_totals(facts),
        months=count_months(facts, setting.zone),
        activities=activities,
        processing=_list_processing(facts, settings.clients),
        vendors=tell_vendors(
            activities,
            setting.providers,
            settings.providers,
            moment(facts.at_ms).astimezone(setting.zone).date(),
        ),
        cascades=count_cascades(facts),
        categories=categories,
        sensitive=count_sensitive(facts),
        refusals=count_refusals(facts),
        overrides=list_overrides(facts),
        unread=count_unread(facts),
        continuity=tell_continuity(facts),
        rules=list_rules(facts),
        quality=setting.quality,
        accesses=list_accesses(facts, ACCESSES),
        retention=Retention(
            log_months=settings.log_months,
            vault_days=settings.vault_days,
            purges=list_accesses(facts, PURGES),
            requests=list_accesses(facts, REQUESTS),
        ),
        security=_describe_security(setting),
        footprint=tell_footprint(facts, setting.providers, setting.zone),
        earlier=list_earlier(facts, partial(_name, setting.catalogue)),
        integrity=_describe_integrity(facts, setting),
    )


def _count_activities(
    facts: Facts, setting: Setting, categories: Iterable[CategoryLine]
) -> tuple[Activity, ...]:
    """What was done by way of each service, the most used first."""
    measures: dict[str, dict[str, int]] = {}
    for line in categories:
        found = measures.setdefault(line.service, {})
        found[line.measure] = found.get(line.measure, 0) + line.elements
    rows = facts.sql.execute(
        """SELECT service, max(surface),
            total(n) FILTER (WHERE type = 'request'),
            total(n) FILTER (WHERE type = 'block' AND ifnull(reason, '') <> 'endpoint'),
            total(n) FILTER (WHERE type = 'override'),
            json_group_array(DISTINCT country), json_group_array(DISTINCT basis)
        FROM sent WHERE type IN ('request', 'block', 'override')
        GROUP BY service ORDER BY 3 DESC, service"""
    )
    return tuple(
        Activity(
            service=service,
            name=_name(setting.catalogue, service),
            vendor=_vendor(setting.catalogue, service),
            surface=surface,
            provider=_provider(setting.providers, service),
            countries=_words(countries),
            bases=_words(bases),
            sent=int(sent),
            refused=int(refused),
            overridden=int(overridden),
            **{one: measures.get(service, {}).get(one, 0) for one in _MEASURES},
        )
        for service, surface, sent, refused, overridden, countries, bases in rows
    )


def _list_processing(
    facts: Facts, engagements: Mapping[str, Engagement]
) -> tuple[RegisterLine, ...]:
    """Each activity, which is what was agreed with a client, by recipient."""
    rows = facts.sql.execute(
        "SELECT client, service, total(n) FROM sent WHERE type = 'request' "
        "GROUP BY 1, 2 ORDER BY client = '', 1, 3 DESC, 2"
    )
    lines: list[RegisterLine] = []
    for client, service, sent in rows:
        agreed = engagements.get(client, Engagement())
        lines.append(
            RegisterLine(
                client=client,
                activity=agreed.activity,
                purpose=agreed.purpose,
                role=agreed.role,
                service=service,
                sent=int(sent),
            )
        )
    return tuple(lines)


_MEASURES = ("pseudonymised", "removed", "generalised", "withheld", "clear")


def _name(catalogue: Catalogue, service: str) -> str:
    known = catalogue.services.get(service)
    return known.name if known else service


def _vendor(catalogue: Catalogue, service: str) -> str:
    known = catalogue.services.get(service)
    return known.vendor if known else ""


def _provider(providers: Providers, service: str) -> str:
    known = providers.of(service)
    return known.id if known else ""


def _words(array: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in json.loads(array) if word and word != "unknown"))


def _describe_security(setting: Setting) -> Security:
    policy = setting.policy
    return Security(
        policy=policy.name,
        ruleset=policy.sha256,
        unread=policy.unread,
        observes=policy.observes,
        keys=setting.backend.value,
        services=len(setting.catalogue.services),
        types=len(policy.entities),
        decrypts=tuple(sorted(setting.catalogue.hosts)),
    )


def _describe_integrity(facts: Facts, setting: Setting) -> Integrity:
    text, _, _ = facts.note.partition("\n\n")
    root = Checkpoint.parse(text + "\n").root
    row = facts.sql.execute(
        "SELECT t, x ->> '$.notice.ok' FROM own WHERE type = 'verify_result' "
        "ORDER BY i DESC LIMIT 1"
    ).fetchone()
    return Integrity(
        size=facts.size,
        first=facts.first,
        span=facts.span,
        root=b64encode(root).decode(),
        checkpoint=facts.note,
        key=str(setting.verifier),
        verified_at=moment(row[0]) if row else None,
        verified=bool(row[1]) if row else None,
    )
