import asyncio
import sqlite3

import pytest

from auditing import START, Clock, make_event, make_keys, opened
from paravent.core.merkle import CompactRange
from paravent.core.notes import Checkpoint, open_note
from paravent.errors import Exit, ParaventError, Reason
from paravent.store.head import CHECKPOINT_EVERY
from paravent.store.keys import signature_check
from paravent.store.reader import Query, read_audit
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType

KEYS = make_keys()
DAY_S = 24 * 3600


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.db"


def rows(path, query, *values):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def alter(path, *statements):
    """Write to the file as somebody with a database tool would."""
    connection = sqlite3.connect(path, autocommit=True)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def types(path):
    with read_audit(path, KEYS) as reader:
        return [entry.type for entry in reader.select(Query())]


def notices(path, kind):
    with read_audit(path, KEYS) as reader:
        found = reader.select(Query(types=(kind,)))
        return [reader.read(entry.index).event()["notice"] for entry in found]


async def test_events_get_their_indexes_in_order(path):
    with opened(path) as log:
        assert await log.append(make_event()) == [1]
        assert await log.append(make_event(), make_event()) == [2, 3]
        assert await log.append() == []
        together = await asyncio.gather(*(log.append(make_event()) for _ in range(20)))
        assert together == [[n] for n in range(4, 24)]
    assert verify_audit(path, KEYS).events == 24


def test_an_event_takes_no_more_room_than_was_measured(path):
    """422 bytes: a year of 500 exchanges a day, request and response, is 154 MB."""
    events = 2000
    with opened(path) as log:
        log.append_now(*(make_event(fp=(f"{n:024x}",)) for n in range(events)))
    assert path.stat().st_size / events < 422


def test_without_a_loop_it_works_too(path):
    with opened(path) as log:
        assert log.append_now(make_event()) == [1]


def test_a_log_begins_with_its_key(path):
    with opened(path):
        pass
    assert types(path) == ["key_create"]
    assert notices(path, EventType.KEY_CREATE) == [{"epoch": 0}]
    assert verify_audit(path, KEYS).ok


def test_a_commit_waits_for_the_disk(path):
    with opened(path) as log:
        assert log._db.connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert log._db.connection.execute("PRAGMA fullfsync").fetchone() == (1,)


def test_a_log_goes_on_where_it_stopped(path):
    with opened(path) as log:
        log.append_now(make_event())
    with opened(path, boot_id="b2") as log:
        assert log.append_now(make_event()) == [2]
    with read_audit(path, KEYS) as reader:
        assert [reader.read(i).event()["boot_id"] for i in range(3)] == ["b1", "b1", "b2"]
    assert verify_audit(path, KEYS).ok


def test_each_event_is_stamped(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        clock.wait(1.5)
        log.append_now(make_event())
    with read_audit(path, KEYS) as reader:
        record = reader.read(1)
    assert record.header.t == int(START.timestamp() * 1000) + 1500
    assert record.event()["mono_ms"] == 1_001_500


def test_every_commit_signs_the_whole_log(path):
    check = signature_check(KEYS.verifier.public)
    with opened(path) as log:
        for size in range(2, 8):
            log.append_now(make_event())
            with read_audit(path, KEYS) as reader:
                leaves = reader.leaf_hashes()
                text = open_note(reader.checkpoint(), KEYS.verifier, check)
            root = CompactRange().extend(leaves).root()
            assert Checkpoint.parse(text) == Checkpoint(KEYS.verifier.name, size, root)


def test_checkpoints_are_kept_every_thousand_events_and_every_day(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        log.append_now(*(make_event() for _ in range(CHECKPOINT_EVERY - 2)))
        assert rows(path, "SELECT size FROM checkpoint") == []
        log.append_now(make_event())
        assert rows(path, "SELECT size FROM checkpoint") == [(1000,)]
        clock.wait(DAY_S)
        log.append_now(make_event())
        log.append_now(make_event())
        clock.wait(DAY_S)
        log.append_now(make_event())
        assert rows(path, "SELECT size FROM checkpoint") == [(1000,), (1002,)]
    assert verify_audit(path, KEYS).ok


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 2.5])
def test_a_clock_that_is_set_is_told(path, seconds):
    clock = Clock()
    with opened(path, clock=clock) as log:
        log.append_now(make_event())
        clock.wait(60)
        log.append_now(make_event())
        clock.shift(seconds)
        assert log.append_now(make_event()) == [4]
        log.append_now(make_event())
    assert notices(path, EventType.CLOCK_JUMP) == [{"jump_ms": int(seconds * 1000)}]
    assert verify_audit(path, KEYS).ok


def test_a_clock_that_drifts_a_little_is_not_told(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        for _ in range(5):
            clock.shift(1.9)
            log.append_now(make_event())
    assert notices(path, EventType.CLOCK_JUMP) == []


def test_a_clock_that_went_back_between_two_runs_is_told(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        log.append_now(make_event())
    clock.shift(-86_400)
    with opened(path, clock=clock) as log:
        log.append_now(make_event())
    clock.wait(86_400)
    with opened(path, clock=clock) as log:
        log.append_now(make_event())
    assert notices(path, EventType.CLOCK_JUMP) == [{"jump_ms": -86_400_000}]


def test_keys_are_renewed_after_90_days(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        clock.wait(90 * DAY_S - 1)
        log.append_now(make_event())
        clock.wait(1)
        log.append_now(make_event())
    clock.wait(90 * DAY_S)
    with opened(path, clock=clock) as log:
        log.append_now(make_event())
    assert types(path) == [
        "key_create",
        "request",
        "key_rotate",
        "request",
        "key_rotate",
        "request",
    ]
    assert rows(path, "SELECT k FROM header ORDER BY i") == [(0,), (0,), (1,), (1,), (2,), (2,)]
    with read_audit(path, KEYS) as reader:
        assert [reader.read(i).event()["v"] for i in range(6)] == [1] * 6


def test_fingerprints_link_values_within_a_dossier_and_epoch_only(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        one = log.fingerprint("C-014", "IBAN", "FR7630006000011234567890189")
        assert len(one) == 24
        assert one == log.fingerprint("C-014", "IBAN", "FR7630006000011234567890189")
        others = {
            log.fingerprint("C-015", "IBAN", "FR7630006000011234567890189"),
            log.fingerprint("C-014", "CARD", "FR7630006000011234567890189"),
            log.fingerprint("C-014", "IBAN", "FR7630006000011234567890188"),
            log.fingerprint("", "IBAN", "FR7630006000011234567890189"),
        }
        assert len(others | {one}) == 5
        log.append_now(make_event(fp=(one,)))
    with opened(path, clock=clock) as log:
        assert log.fingerprint("C-014", "IBAN", "FR7630006000011234567890189") == one
        clock.wait(90 * DAY_S)
        log.append_now(make_event())
        assert log.fingerprint("C-014", "IBAN", "FR7630006000011234567890189") != one


def test_a_fingerprint_takes_any_text(path):
    with opened(path) as log:
        assert log.fingerprint("C-014", "NAME", "\ud800é\0") != log.fingerprint(
            "C-014", "NAME", "é\0"
        )


def test_keys_lie_wrapped_on_disk(path):
    with opened(path) as log:
        fp = log.fingerprint("C-014", "IBAN", "x")
        secrets = list(log._epochs._secrets.values())
        log.append_now(make_event(fp=(fp,)))
    stored = b"".join(row[0] for row in rows(path, "SELECT wrapped FROM epoch"))
    assert len(secrets) == 2
    assert not any(secret in stored for secret in secrets)
    assert b"C-014" not in path.read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE header SET t = 0",
        "DELETE FROM header",
        "INSERT OR REPLACE INTO header VALUES (0, 0, 'x', x'', 0)",
        "UPDATE payload SET sealed = x''",
        "DELETE FROM payload",
        "REPLACE INTO payload VALUES (0, x'')",
        "UPDATE facet SET action = 'allow'",
        "DELETE FROM facet",
        "REPLACE INTO facet VALUES (1, NULL, NULL)",
        "UPDATE epoch SET t = 0",
        "DELETE FROM epoch",
        "REPLACE INTO epoch VALUES (0, x'', 0, x'')",
        "DELETE FROM tree",
        "UPDATE tree SET note = ''",
        "UPDATE tree SET size = size - 1",
        "INSERT INTO tree VALUES (9, x'', '')",
        "REPLACE INTO tree VALUES (2, x'', '')",
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM checkpoint",
        "REPLACE INTO checkpoint VALUES (1, '')",
    ],
)
def test_nothing_that_is_written_can_be_changed_in_passing(path, statement):
    clock = Clock()
    with opened(path, clock=clock) as log:
        clock.wait(DAY_S)
        log.append_now(make_event())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        alter(path, statement)
    assert verify_audit(path, KEYS).ok


GUARDS_OFF = [
    f"DROP TRIGGER {table}_{act}"
    for table in ("header", "payload", "tree", "epoch")
    for act in ("update", "delete")
]


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM payload WHERE i = 2", "DELETE FROM facet", "DELETE FROM header WHERE i = 2"],
        ["DELETE FROM payload WHERE i = 1", "DELETE FROM facet", "DELETE FROM header WHERE i = 1"],
        ["DELETE FROM tree"],
        ["UPDATE tree SET size = 2"],
        ["UPDATE tree SET range = zeroblob(64)"],
        ["UPDATE tree SET note = replace(note, '3', '2')"],
        ["INSERT INTO header SELECT 3, t, type, c, k FROM header WHERE i = 2"],
    ],
)
def test_a_log_whose_end_is_not_what_was_signed_does_not_open(path, statements):
    with opened(path) as log:
        log.append_now(make_event(), make_event())
    if statements[0].startswith("DELETE FROM payload"):
        statements = ["DROP TRIGGER facet_delete", *statements]
    alter(path, *GUARDS_OFF, *statements)
    with pytest.raises(ParaventError) as caught, opened(path):
        pass
    assert caught.value.exit_code is Exit.AUDIT_BROKEN
    assert caught.value.reason is Reason.STORE
    assert "audit verify" in caught.value.problems[0].hint


def test_a_log_does_not_open_with_other_keys(path):
    with opened(path) as log:
        log.append_now(make_event())
    with pytest.raises(ParaventError, match="n'ouvrent pas") as caught, opened(path, make_keys(2)):
        pass
    assert caught.value.exit_code is Exit.AUDIT_BROKEN
    with opened(path) as log:
        log.append_now(make_event())


def test_a_second_program_is_refused_and_the_first_goes_on(path):
    with opened(path) as log:
        with pytest.raises(ParaventError, match="un autre Paravent"), opened(path):
            pass
        assert log.append_now(make_event()) == [1]


async def test_two_logs_share_one_writer(tmp_path):
    from paravent.store.audit import AuditLog

    clock = Clock()
    with opened(tmp_path / "a.db", clock=clock) as first:
        second = AuditLog(
            tmp_path / "b.db",
            KEYS,
            first.writer,
            clock=clock.wall,
            boot_id="b1",
            monotonic=clock.monotonic,
        )
        results = await asyncio.gather(
            *(log.append(make_event()) for log in (first, second) for _ in range(3))
        )
        assert results == [[1], [2], [3], [1], [2], [3]]
        second.close()
