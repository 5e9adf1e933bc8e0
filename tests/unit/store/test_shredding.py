"""Copies of log and vault that were made before an erasure no longer open."""

import asyncio
import json
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from auditing import make_event
from paravent.core.types import Sensitive
from paravent.errors import ParaventError
from paravent.report import pieces
from paravent.report.memo import Memo
from paravent.settings import Home
from paravent.store.audit import AuditLog
from paravent.store.keys import load_keys, save_keys
from paravent.store.reader import Query, read_audit
from paravent.store.removal import Erasure
from paravent.store.shredding import finish_shredding, shred
from paravent.store.vault import Vault
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType
from paravent.store.writer import Writer

NAME = "Élodie Marchand-Lefèvre"


def now():
    return datetime.now(UTC)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").make()


@contextmanager
def stores(home, keys=None):
    keys, writer = keys or load_keys(home), Writer()
    audit = AuditLog(home.audit, keys, writer, clock=now, boot_id="b", monotonic=lambda: 1.0)
    vault = Vault(home.vault, keys, writer, clock=now, days=30)
    try:
        yield keys, audit, vault
    finally:
        writer.stop()
        vault.close()
        audit.close()


def fill(audit, vault):
    fp = audit.fingerprint("C-1", "EMAIL", "a@exemple.fr")
    audit.append_now(make_event(fp=(fp,)), make_event())
    label = vault.ledger("s").label("PERSONNE", NAME)
    asyncio.run(vault.flush())
    return label


def copy_of(home, tmp_path):
    """What a backup of the databases without the keys holds."""
    copy = Home(tmp_path / "copy").make()
    for path in (home.audit, home.vault):
        for file in path.parent.glob(f"{path.name}*"):
            shutil.copyfile(file, copy.root / file.name)
    return copy


def test_an_old_copy_no_longer_opens_and_all_else_goes_on(home, tmp_path):
    with stores(home) as (keys, audit, vault):
        label = fill(audit, vault)
        copy = copy_of(home, tmp_path)
        asyncio.run(audit.erase(Erasure((1,))))
        shred(home, keys, audit, vault)
        audit.append_now(make_event())
        assert keys.shreddable.former is None
    with stores(home) as (keys, audit, vault):
        assert vault.ledger("s").value(label) == NAME
        audit.append_now(make_event())
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    with read_audit(home.audit, load_keys(home)) as reader:
        assert reader.latest(EventType.KEY_DESTROY)["type"] == "key_destroy"
        assert reader.fingerprints("EMAIL", "a@exemple.fr")
    with read_audit(copy.audit, load_keys(home)) as reader, pytest.raises(ParaventError):
        reader.read(1)
    for opens in (
        lambda: Vault(copy.vault, load_keys(home), Writer(), clock=now, days=30),
        lambda: AuditLog(
            copy.audit, load_keys(home), Writer(), clock=now, boot_id="", monotonic=lambda: 1.0
        ),
    ):
        with pytest.raises(ParaventError, match="n'ouvrent pas"):
            opens()


@pytest.mark.parametrize("wrapped", ["nothing", "vault", "both"])
def test_what_breaks_off_is_taken_up_at_the_next_start(home, tmp_path, wrapped):
    with stores(home) as (keys, audit, vault):
        label = fill(audit, vault)
        copy = copy_of(home, tmp_path)
        save_keys(home, keys, keys.shreddable.replaced())
        if wrapped != "nothing":
            vault.wrap_anew()
        if wrapped == "both":
            audit.wrap_anew()
        audit.append_now(make_event())
    assert load_keys(home).shreddable.former is not None
    with stores(home) as (keys, audit, vault):
        assert vault.ledger("s").value(label) == NAME
        finish_shredding(home, keys, audit, vault)
        finish_shredding(home, keys, audit, vault)
    assert load_keys(home).shreddable.former is None
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    with pytest.raises(ParaventError, match="n'ouvrent pas"):
        Vault(copy.vault, load_keys(home), Writer(), clock=now, days=30)


def test_keys_that_cannot_be_kept_change_nothing(home, monkeypatch):
    with stores(home) as (keys, audit, vault):
        label = fill(audit, vault)
        before = home.keys.read_bytes()

        def full(*_):
            raise OSError

        with monkeypatch.context() as patch:
            patch.setattr("paravent.store.keys.os.open", full)
            with pytest.raises(ParaventError):
                shred(home, keys, audit, vault)
        assert home.keys.read_bytes() == before
        assert keys.shreddable.former is None
        audit.append_now(make_event())
    with stores(home) as (_, _, vault):
        assert vault.ledger("s").value(label) == NAME


def test_keys_of_version_0_1_are_taken_along(home):
    with stores(home):
        pass
    for path in (home.audit, home.vault):
        path.unlink()
    old = json.loads(home.keys.read_text())
    del old["shreddable"]
    home.keys.write_text(json.dumps(old))
    with stores(home) as (keys, audit, vault):
        assert keys.shreddable.current.reveal() == keys.encryption.reveal()
        label = fill(audit, vault)
        shred(home, keys, audit, vault)
    assert "shreddable" in json.loads(home.keys.read_text())
    with stores(home) as (_, _, vault):
        assert vault.ledger("s").value(label) == NAME
    with read_audit(home.audit, load_keys(home)) as reader:
        assert all(reader.read(entry.index) for entry in reader.select(Query()))


def test_keys_say_nothing_of_themselves(home):
    keys = load_keys(home)
    assert keys.shreddable.current.reveal().hex() not in repr(keys)
    assert isinstance(keys.shreddable.current, Sensitive)


def test_what_reports_kept_of_erased_events_goes_as_well(home, tmp_path):
    """Neither the pieces nor a copy of them can be read again."""
    with stores(home) as (keys, audit, vault):
        fill(audit, vault)
        memo = Memo(home.facts, keys)
        memo.recall(0, "2 AB", lambda: b"counted before")
        (piece,) = home.facts.iterdir()
        sealed = piece.read_bytes()
        shutil.copytree(home.facts, tmp_path / "facts")
        asyncio.run(audit.erase(Erasure((1,))))
        shred(home, keys, audit, vault)
        assert not home.facts.exists()
        files = [path.read_bytes() for path in home.root.rglob("*") if path.is_file()]
        assert not any(sealed[:32] in data for data in files)
        copied = Memo(tmp_path / "facts", load_keys(home))
        assert copied.recall(0, "2 AB", lambda: b"counted anew") == b"counted anew"


def test_what_was_read_ahead_before_an_erasure_and_kept_after_it_goes_as_well(home, monkeypatch):
    monkeypatch.setattr(pieces, "STRETCH", 2)
    keep, kept = Memo.keep, []
    with stores(home) as (keys, audit, vault):
        fill(audit, vault)

        def late(self, first, state, data):
            asyncio.run(audit.erase(Erasure((1,))))
            shred(home, keys, audit, vault)
            kept.append((first, state))
            keep(self, first, state, data)

        monkeypatch.setattr(Memo, "keep", late)
        assert pieces.remember(home.audit, keys, home.facts)
        monkeypatch.undo()
        sealed = {path: path.read_bytes() for path in home.facts.iterdir()}
        assert len(sealed) == len(kept) == 1
        for one in (keys, load_keys(home)):
            assert Memo(home.facts, one).recall(*kept[0], lambda: b"anew") == b"anew"
            for path, data in sealed.items():
                path.write_bytes(data)
