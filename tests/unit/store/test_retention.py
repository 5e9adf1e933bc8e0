from datetime import UTC, datetime, timedelta

import pytest

from auditing import START, Clock, make_event, make_keys, opened
from paravent.store.reader import Query, read_audit
from paravent.store.retention import Retention, horizon
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType

KEYS = make_keys()


@pytest.mark.parametrize(
    ("now", "months", "first"),
    [
        ("2026-11-25", 12, "2025-12-01"),
        ("2026-12-01", 12, "2026-01-01"),
        ("2027-01-31", 12, "2026-02-01"),
        ("2028-02-29", 12, "2027-03-01"),
        ("2026-11-25", 6, "2026-06-01"),
        ("2026-03-31", 6, "2025-10-01"),
        ("2026-11-25", 36, "2023-12-01"),
    ],
)
def test_events_are_kept_for_whole_months_and_never_longer(now, months, first):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert horizon(at, months).isoformat() == f"{first}T00:00:00+00:00"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.db"


def purges(path):
    with read_audit(path, KEYS) as reader:
        return [entry.index for entry in reader.select(Query(types=(EventType.RETENTION_PURGE,)))]


async def test_it_is_looked_at_after_ten_minutes_and_then_once_a_day(path):
    clock, shredded = Clock(), []
    with opened(path, clock=clock) as log:
        await log.append(make_event())
        clock.wait(380 * 24 * 3600)
        retention = Retention(log, 12, clock.wall, clock.monotonic, lambda: shredded.append(1))
        await log.append(make_event())
        await retention.look()
        assert purges(path) == []
        clock.wait(600)
        await retention.look()
        assert len(purges(path)) == 1
        first = purges(path)
        clock.wait(40 * 24 * 3600)
        await retention.look()
        assert purges(path) == first  # nothing was old enough
        assert shredded == [1]
    assert verify_audit(path, KEYS).ok
    with read_audit(path, KEYS) as reader:
        oldest = next(reader.select(Query()))
    assert clock.wall() - oldest.at < timedelta(days=366)


async def test_a_clock_put_forward_by_a_year_purges_nothing(path):
    clock, shredded = Clock(), []
    with opened(path, clock=clock) as log:
        retention = Retention(log, 12, clock.wall, clock.monotonic, lambda: shredded.append(1))
        await log.append(make_event())
        clock.wait(3600)
        clock.shift(500 * 24 * 3600)
        await log.append(make_event())
        await retention.look()
        assert purges(path) == shredded == []
    with read_audit(path, KEYS) as reader:
        assert next(reader.select(Query())).at == START
