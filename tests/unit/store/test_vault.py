"""What a label stands for survives a restart, is told to nobody, and is forgotten in time."""

import asyncio
import shutil
import sqlite3
from contextlib import contextmanager

import pytest

from auditing import Clock, make_keys
from paravent.core.types import Placeholder
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.log import keep_task
from paravent.store.vault import Vault
from paravent.store.writer import Writer

DAY = 24 * 3600
NAME = "Élodie Marchand-Lefèvre"


@contextmanager
def opened(path, *, keys=None, clock=None, days=30, fleeting=()):
    writer, clock = Writer(), clock or Clock()
    try:
        vault = Vault(
            path, keys or make_keys(), writer, clock=clock.wall, days=days,
            fleeting=frozenset(fleeting),
        )  # fmt: skip
        try:
            yield vault
        finally:
            writer.stop()
            vault.close()
    finally:
        writer.stop()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vault.db"


def bytes_of(path):
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_labels_survive_a_restart_and_are_the_same(path):
    with opened(path) as vault:
        label = vault.ledger("chatgpt").label("PERSONNE", NAME)
        second = vault.ledger("chatgpt").label("PERSONNE", NAME.upper())
        asyncio.run(vault.flush())
    with opened(path) as vault:
        ledger = vault.ledger("chatgpt")
        assert ledger.value(label) == NAME
        assert ledger.value(second) == NAME.upper()
        assert (label.id, label.form, second.form) == (second.id, 1, 2)
        assert ledger.label("PERSONNE", NAME) == label


def test_nothing_is_written_before_it_is_flushed(path):
    with opened(path) as vault:
        label = vault.ledger("s").label("PERSONNE", NAME)
    with opened(path) as vault:
        assert vault.ledger("s").value(label) is None


def test_values_are_told_to_their_own_site_only(path):
    with opened(path) as vault:
        label = vault.ledger("a").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
        assert vault.ledger("b").value(label) is None
        assert vault.ledger("b").label("PERSONNE", NAME) != label


@pytest.mark.parametrize("value", [NAME, "line\nfeed\x00", "\ud800", "😀" * 500, " "])
def test_every_text_comes_back_exactly(path, value):
    with opened(path) as vault:
        label = vault.ledger("s").label("PERSONNE", value)
        asyncio.run(vault.flush())
    with opened(path) as vault:
        assert vault.ledger("s").value(label) == value


def test_no_byte_of_a_value_is_on_the_disk(path):
    with opened(path) as vault:
        vault.ledger("s").label("PERSONNE", NAME)
        vault.remember("s", "signature", f"thinking of {NAME}")
        asyncio.run(vault.flush())
        stored = bytes_of(path)
    for text in (NAME, "Marchand", "thinking", "signature"):
        assert text.encode() not in stored
        assert text.encode("utf-16-le") not in stored
    assert b"PERSONNE" in stored  # so the file was really read


def test_what_was_moved_to_another_label_does_not_open(path):
    with opened(path) as vault:
        vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
    with sqlite3.connect(path) as sql:
        sql.execute("UPDATE label SET id = 'ZZZZZZ'")
    sql.close()
    with pytest.raises(ParaventError) as caught, opened(path):
        pass
    assert caught.value.reason is Reason.STORE
    assert caught.value.exit_code is Exit.NOT_READY


def test_keys_of_another_installation_do_not_open_it(path, tmp_path):
    with opened(path) as vault:
        label = vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
    with pytest.raises(ParaventError), opened(path, keys=make_keys(2)):
        pass
    with opened(path) as vault:
        assert vault.ledger("s").value(label) == NAME


def test_a_label_is_forgotten_a_month_after_its_last_use(path):
    clock = Clock()
    with opened(path, clock=clock) as vault:
        used = vault.ledger("s").label("PERSONNE", NAME)
        unused = vault.ledger("s").label("PERSONNE", "Max Weber")
        asyncio.run(vault.flush())
        clock.wait(20 * DAY)
        vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
        clock.wait(15 * DAY)
        asyncio.run(vault.expire())
        assert vault.ledger("s").value(used) == NAME
        assert vault.ledger("s").value(unused) is None
    with opened(path, clock=clock) as vault:
        assert vault.ledger("s").value(used) == NAME
        assert vault.ledger("s").value(unused) is None


def test_what_is_too_old_is_forgotten_at_the_next_start(path):
    clock = Clock()
    with opened(path, clock=clock) as vault:
        label = vault.ledger("s").label("PERSONNE", NAME)
        vault.remember("s", "sig", "text")
        asyncio.run(vault.flush())
    clock.wait(31 * DAY)
    with opened(path, clock=clock) as vault:
        assert vault.ledger("s").value(label) is None
        assert vault.recall("s", "sig") is None


def test_what_is_given_out_while_old_labels_are_erased_is_kept(path):
    clock = Clock()
    with opened(path, clock=clock) as vault:
        vault.ledger("s").label("PERSONNE", "Max Weber")
        asyncio.run(vault.flush())
        clock.wait(31 * DAY)

        async def both():
            erasing = keep_task(vault.expire(), "expire")
            await asyncio.sleep(0)
            label = vault.ledger("s").label("PERSONNE", NAME)
            await erasing
            await vault.flush()
            return label

        label = asyncio.run(both())
        assert vault.ledger("s").value(label) == NAME
    with opened(path, clock=clock) as vault:
        assert vault.ledger("s").value(label) == NAME


def test_erased_rows_leave_nothing_in_the_file(path):
    clock = Clock()
    with opened(path, clock=clock) as vault:
        vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
        with sqlite3.connect(path) as sql:
            ((sealed,),) = sql.execute("SELECT sealed FROM label").fetchall()
        sql.close()
        clock.wait(31 * DAY)
        asyncio.run(vault.expire())
        assert sealed not in bytes_of(path)


def test_fleeting_sites_and_memory_only_never_touch_the_disk(path, tmp_path):
    with opened(path, fleeting={"demo"}) as vault:
        label = vault.ledger("demo").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
        assert vault.ledger("demo").value(label) == NAME
    with opened(path) as vault:
        assert vault.ledger("demo").value(label) is None
    with opened(None, days=0) as vault:
        label = vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
        assert vault.ledger("s").value(label) == NAME
    assert not list(tmp_path.glob("*memory*"))


def test_a_full_disk_is_told_and_the_labels_are_written_later(path, monkeypatch):
    with opened(path) as vault:
        label = vault.ledger("s").label("PERSONNE", NAME)
        submit = vault._writer.submit

        async def full(*_job):
            raise fail("disque plein", reason=Reason.STORE)

        monkeypatch.setattr(vault._writer, "submit", full)
        with pytest.raises(ParaventError):
            asyncio.run(vault.flush())
        monkeypatch.setattr(vault._writer, "submit", submit)
        asyncio.run(vault.flush())
    with opened(path) as vault:
        assert vault.ledger("s").value(label) == NAME


def test_a_file_that_is_no_vault_is_left_alone(path):
    path.write_bytes(b"my precious notes" * 100)
    with pytest.raises(ParaventError), opened(path):
        pass
    assert path.read_bytes() == b"my precious notes" * 100


def test_a_copy_of_the_file_opens_only_with_the_keys(path, tmp_path):
    with opened(path) as vault:
        vault.ledger("s").label("PERSONNE", NAME)
        asyncio.run(vault.flush())
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    with opened(copy) as vault:
        assert [value for _, value in vault.ledger("s").values()] == [NAME]


def test_signed_texts_are_remembered_by_site_and_signature(path):
    with opened(path) as vault:
        vault.remember("s", "sig", "what was thought")
        asyncio.run(vault.flush())
        assert vault.recall("t", "sig") is None
        assert vault.recall("s", "other") is None
    with opened(path) as vault:
        assert vault.recall("s", "sig") == "what was thought"
        assert list(vault.ledger("s").values()) == []
        assert vault.ledger("s").value(Placeholder("", "sig", 1)) is None
