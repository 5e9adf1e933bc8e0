"""A report that remembers what it read is the one that reads everything."""

import asyncio
from pathlib import Path

import pytest

from auditing import make_keys, opened
from paravent.errors import ParaventError
from paravent.report import pieces
from paravent.report.build import build_report
from paravent.report.facts import Scope, gather
from paravent.report.memo import Memo
from paravent.report.pieces import remember
from paravent.store.audit_tables import AUDIT
from paravent.store.db import reading
from paravent.store.removal import Erasure
from reporting import SINCE, UNTIL, alter, make_setting, write_log

A, B = "C-014", "Z-777"


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "audit.db"
    write_log(path, {A: "openai_api", B: "mistral_api"}, days=12)
    return path


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch):
    monkeypatch.setattr(pieces, "STRETCH", 32)


def report_of(path: Path, memo: Memo | None, client: str = ""):
    with gather(path, make_keys(), Scope(SINCE, UNTIL, client), memo) as found:
        return build_report(found, make_setting())


@pytest.mark.parametrize("client", ["", A])
def test_it_is_the_same_with_what_was_kept_and_without(log, tmp_path, client):
    memo = Memo(tmp_path / "facts", make_keys())
    plain = report_of(log, None, client)
    assert report_of(log, memo, client) == plain
    assert len(list(memo.folder.iterdir())) >= 3
    assert report_of(log, memo, client) == plain
    # Kept for one client, it serves another.
    assert report_of(log, memo, B) == report_of(log, None, B)


def test_what_is_kept_is_sealed(log, tmp_path):
    memo = Memo(tmp_path / "facts", make_keys())
    report_of(log, memo)
    for path in memo.folder.iterdir():
        data = path.read_bytes()
        assert b"SQLite" not in data
        assert A.encode() not in data


@pytest.mark.parametrize("spoil", [b"", b"x" * 100])
def test_a_piece_that_was_spoilt_is_read_anew(log, tmp_path, spoil):
    memo = Memo(tmp_path / "facts", make_keys())
    plain = report_of(log, memo)
    for path in memo.folder.iterdir():
        path.write_bytes(spoil)
    assert report_of(log, memo) == plain
    other = Memo(memo.folder, make_keys(2))
    assert other.recall(0, "x", lambda: b"anew") == b"anew"


def test_what_is_read_ahead_is_what_a_report_would_keep(log, tmp_path):
    ahead, kept = tmp_path / "ahead", tmp_path / "kept"
    rounds = 0
    while remember(log, make_keys(), ahead):
        rounds += 1
    plain = report_of(log, Memo(kept, make_keys()))
    names = {path.name for path in kept.iterdir()}
    assert {path.name for path in ahead.iterdir()} == names
    assert rounds == len(names) >= 3

    def nothing(*_):
        raise AssertionError("read a second time")

    memo = Memo(ahead, make_keys())
    assert report_of(log, memo) == plain
    with reading(log, AUDIT) as sql:
        for stretch in pieces.Pieces(sql, make_keys()).stretches(32 * rounds):
            assert memo.recall(stretch.first, stretch.state, nothing)


def test_an_altered_log_is_not_read_ahead(tmp_path):
    path = tmp_path / "audit.db"
    write_log(path, {A: "openai_api"}, days=12)
    alter(path)
    with pytest.raises(ParaventError):
        remember(path, make_keys(), tmp_path / "facts")
    assert not (tmp_path / "facts").exists()


def test_what_was_erased_is_not_remembered(tmp_path):
    path = tmp_path / "audit.db"
    write_log(path, {A: "openai_api"}, days=12)
    memo = Memo(tmp_path / "facts", make_keys())
    before = report_of(path, memo)
    with gather(path, make_keys(), Scope(SINCE, UNTIL)) as found:
        (event,) = found.sql.execute("SELECT min(i) FROM sent WHERE type = 'request'").fetchone()
    with opened(path) as audit:
        asyncio.run(audit.erase(Erasure((event,))))
    after = report_of(path, memo)
    assert after.totals.sent == before.totals.sent - 1
    assert after == report_of(path, None)
