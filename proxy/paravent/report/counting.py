"""The figures of a report, counted in SQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from paravent.report.figures import (
    CascadeLine,
    CategoryLine,
    Month,
    OverrideLine,
    Refusals,
    SensitiveLine,
    Totals,
    UnreadLine,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from paravent.report.facts import Facts

MOST_OVERRIDES = 500
"""Decisions that are listed one by one; beyond, the log itself is the list."""

_QUARTER_MS = 15 * 60 * 1000
# A quiet refusal of a page's technical call is nobody's message.
_MESSAGE = "(type = 'request' OR type = 'block' AND ifnull(reason, '') <> 'endpoint')"
_MEASURE = """CASE
    WHEN s.type = 'block' THEN 'withheld'
    WHEN e.act = 'allow' THEN 'clear'
    WHEN e.act = 'mask' THEN 'removed'
    WHEN e.act = 'generalise' THEN 'generalised'
    ELSE 'pseudonymised'
END"""
_UNREAD_KIND = """CASE
    WHEN type = 'tunnel' THEN 'tunnel'
    WHEN why IN ('hands_off', 'static') THEN 'technical'
    ELSE 'message'
END"""


def count_totals(facts: Facts) -> Totals:
    """How many requests, and what became of them."""
    row = _one(
        facts,
        f"""SELECT
            total(n) FILTER (WHERE type = 'request'),
            total(n) FILTER (WHERE type = 'block'),
            total(n) FILTER (WHERE EXISTS (SELECT 1 FROM entity AS e WHERE e.i = sent.i)),
            total(n) FILTER (WHERE action IN ('redact', 'warn') AND type = 'request'),
            total(n) FILTER (WHERE EXISTS (
                SELECT 1 FROM entity AS e WHERE e.i = sent.i AND e.act = 'allow'
            ) AND type = 'request'),
            count(DISTINCT service)
        FROM sent WHERE {_MESSAGE}""",  # noqa: S608 -- our own words, as all below
    )
    (overridden,) = _one(facts, "SELECT total(n) FROM sent WHERE type = 'override'")
    (unread,) = _one(
        facts,
        f"SELECT total(n) FROM sent WHERE type = 'request' AND unread > 0 "  # noqa: S608
        f"OR type = 'uninspected' AND {_UNREAD_KIND} = 'message'",
    )
    (elements,) = _one(facts, "SELECT total(n) FROM entity")
    sent, refused, with_data, pseudonymised, clear, services = map(int, row)
    return Totals(
        sent=sent,
        refused=refused,
        with_data=with_data,
        pseudonymised=pseudonymised,
        overridden=int(overridden),
        clear=clear,
        unread=int(unread),
        services=services,
        elements=int(elements),
    )


def count_months(facts: Facts, zone: tzinfo) -> tuple[Month, ...]:
    """Requests by month; every month of the period is there."""
    found = {
        f"{start.astimezone(zone):%Y-%m}": [0, 0]
        for start, _ in _months(facts.scope.since, facts.scope.until, zone)
    }
    # No time zone is off by a fraction of a quarter of an hour.
    rows = facts.sql.execute(
        f"""SELECT t / {_QUARTER_MS}, total(n) FILTER (WHERE type = 'request'),
            total(n) FILTER (WHERE type = 'block')
        FROM sent WHERE {_MESSAGE} GROUP BY 1"""  # noqa: S608
    )
    for quarter, sent, refused in rows:
        counts = found[f"{moment(quarter * _QUARTER_MS).astimezone(zone):%Y-%m}"]
        counts[0] += int(sent)
        counts[1] += int(refused)
    return tuple(Month(month=m, sent=s, refused=r) for m, (s, r) in found.items())


def _months(since: datetime, until: datetime, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    start = since.astimezone(zone)
    while start < until:
        end = start.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        year, month = (end.year + 1, 1) if end.month == 12 else (end.year, end.month + 1)
        end = min(end.replace(year=year, month=month), until.astimezone(zone))
        yield start, end
        start = end


def count_categories(facts: Facts) -> tuple[CategoryLine, ...]:
    """Values by category, service and what became of them."""
    rows = facts.sql.execute(
        f"""SELECT e.category, s.service, {_MEASURE} AS measure,
            sum(e.n), count(DISTINCT e.i)
        FROM entity AS e JOIN sent AS s USING (i)
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""  # noqa: S608
    )
    return tuple(
        CategoryLine(category=c, service=s, measure=m, elements=n, requests=r)
        for c, s, m, n, r in rows
    )


def count_cascades(facts: Facts) -> tuple[CascadeLine, ...]:
    """Exchanges of several hops, by those who got them and those who did not."""
    hops: dict[str, list[tuple[str, str]]] = {}
    rows = facts.sql.execute(
        f"""SELECT exchange, type, service FROM sent WHERE {_MESSAGE} AND exchange IN
            (SELECT exchange FROM sent WHERE {_MESSAGE} GROUP BY 1 HAVING count(*) > 1)"""  # noqa: S608
    )
    for exchange, kind, service in rows:
        hops.setdefault(exchange, []).append((kind, service))
    lines: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for found in hops.values():
        sent, refused = (
            tuple(sorted({service for kind, service in found if kind == wanted}))
            for wanted in ("request", "block")
        )
        lines.setdefault((sent, refused), []).append(len(found))
    return tuple(
        CascadeLine(services=sent, refused=refused, exchanges=len(counts), hops=sum(counts))
        for (sent, refused), counts in sorted(lines.items(), key=lambda one: (-len(one[1]), one[0]))
    )


def count_sensitive(facts: Facts) -> tuple[SensitiveLine, ...]:
    """Requests by the marks that they bear."""
    rows = facts.sql.execute(
        f"""SELECT mark.value,
            total(n) FILTER (WHERE sent.type = 'request' AND action <> 'override'),
            total(n) FILTER (WHERE action = 'override'),
            total(n) FILTER (WHERE sent.type = 'block')
        FROM sent, json_each(sens) AS mark WHERE {_MESSAGE.replace("type", "sent.type")}
        GROUP BY 1 ORDER BY 1"""  # noqa: S608
    )
    return tuple(
        SensitiveLine(mark=mark, sent=int(s), overridden=int(o), refused=int(r))
        for mark, s, o, r in rows
    )


def count_refusals(facts: Facts) -> tuple[Refusals, ...]:
    """Refused requests by reason."""
    rows = facts.sql.execute(
        "SELECT ifnull(reason, ''), sum(n) FROM sent WHERE type = 'block' GROUP BY 1 ORDER BY 1"
    )
    return tuple(Refusals(reason=reason, requests=n) for reason, n in rows)


def list_overrides(facts: Facts) -> tuple[OverrideLine, ...]:
    """The reasoned decisions, the oldest first."""
    rows = facts.sql.execute(
        "SELECT t, i, service, override.reason, comment FROM override JOIN sent USING (i) "
        "ORDER BY i LIMIT ?",
        (MOST_OVERRIDES,),
    )
    return tuple(
        OverrideLine(at=moment(t), event=i, service=service, reason=reason, comment=comment)
        for t, i, service, reason, comment in rows
    )


def count_unread(facts: Facts) -> tuple[UnreadLine, ...]:
    """What was not read, by kind and reason."""
    rows = facts.sql.execute(
        f"""SELECT {_UNREAD_KIND}, ifnull(why, ''), sum(n), sum(unread) FROM sent
            WHERE type IN ('uninspected', 'tunnel') GROUP BY 1, 2
        UNION ALL SELECT 'attachment', 'binary', sum(files_unread), sum(unread) FROM sent
            WHERE type = 'request' AND files_unread > 0 HAVING sum(files_unread) > 0
        ORDER BY 1, 2"""  # noqa: S608
    )
    return tuple(UnreadLine(kind=k, why=w, count=n, bytes=b) for k, w, n, b in rows)


def moment(t_ms: int) -> datetime:
    """A time of the log: milliseconds since 1970 UTC."""
    return datetime.fromtimestamp(t_ms / 1000, UTC)


def _one(facts: Facts, query: str, *values: object) -> tuple[float, ...]:
    row: tuple[float, ...] = facts.sql.execute(query, values).fetchone()
    return row
