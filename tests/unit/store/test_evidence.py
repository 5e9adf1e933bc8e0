"""The evidence bundle and the verifier in it, which a stranger runs without Paravent."""

import json
import sqlite3
import zipfile
from base64 import b64decode, b64encode
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import paravent.store.evidence
from auditing import Clock, make_event, make_keys, opened
from evidence import (
    KEYS,
    RULES,
    SHOULD_HOLD,
    bundle,
    fill,
    lines_of,
    members,
    note_of,
    rewrite,
    run_verifier,
    tamper,
    with_lines,
)
from paravent.core.merkle import leaf_hash
from paravent.store.reader import Query, read_audit
from paravent.store.record import canonical
from paravent.store.removal import Erasure
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType

VERIFIER = Path(paravent.store.evidence.__file__).parent / "verify.py"


@pytest.fixture
async def path(tmp_path):
    """A log of 12 events, 0 to 11: 0 to 2 purged, 4 erased by 9, and 10 tells of the purge."""
    path = tmp_path / "audit.db"
    (tmp_path / "earlier.note").write_text(await fill(path), encoding="utf-8")
    return path


@pytest.fixture
def earlier(path):
    return path.with_name("earlier.note")


@pytest.fixture
def whole(path, tmp_path):
    return bundle(path, tmp_path / "bundle.zip")


def test_the_verifier_is_short_and_imports_the_standard_library_alone():
    text = VERIFIER.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 120
    imports = [line for line in text.splitlines() if line.startswith(("import", "from"))]
    assert imports == [
        "import hashlib, io, json, sys, zipfile",
        "from base64 import b64decode, b64encode",
        "from collections.abc import Iterator",
        "from typing import Any",
    ]


def test_what_nobody_touched_is_valid(path, whole, earlier):
    found = verify_audit(path, KEYS, [earlier.read_text("utf-8")])
    assert found.ok, found.findings
    assert (found.events, found.purged, found.erased) == (12, 3, 1)
    done = run_verifier(whole, earlier)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("VALID: 12 events, 9 shown, 1 of these erased; key paravent.")
    assert run_verifier(whole, whole).returncode == 0


def test_a_bundle_holds_what_it_promises_and_twice_the_same(path, whole, tmp_path):
    files = members(whole)
    assert set(files) == {
        "LISEZMOI.txt",
        "checkpoint.note",
        "events.jsonl",
        "key.txt",
        "manifest.note",
        f"rules/{SHOULD_HOLD}.json",
        "verify.py",
    }
    assert files[f"rules/{SHOULD_HOLD}.json"].decode() == RULES
    assert files["key.txt"].decode() == f"{KEYS.verifier}\n"
    assert whole.read_bytes() == bundle(path, tmp_path / "again.zip").read_bytes()


def test_a_part_shows_what_was_asked_for_and_hashes_of_the_rest(path, tmp_path, earlier):
    part = bundle(path, tmp_path / "part.zip", wanted=[4, 5, 8])
    done = run_verifier(part, earlier)
    assert done.returncode == 0, done.stderr
    assert "12 events, 3 shown, 1 of these erased" in done.stdout
    shown = [line for line in lines_of(part)[1:] if "header" in line]
    assert [line["header"]["i"] for line in shown] == [4, 5, 8]
    assert [set(line) for line in shown] == [
        {"header", "erased"},
        *[{"header", "payload", "salt"}] * 2,
    ]


def test_a_report_goes_along_if_it_is_of_this_checkpoint(path, tmp_path):
    root = note_of(path).split("\n")[2]
    good = bundle(path, tmp_path / "a.zip", files={"report.json": json.dumps({"r": root}).encode()})
    assert run_verifier(good).returncode == 0
    other = bundle(path, tmp_path / "b.zip", files={"report.json": b"{}"})
    assert "another log" in run_verifier(other).stderr


# One row for each way to tamper: with the database, and with the lines of the bundle by somebody
# who can even sign the list of its files. Lines: the first, the purged, then events 3 to 11.


def at(lines, index):
    (place,) = [n for n, line in enumerate(lines) if line.get("header", {}).get("i") == index]
    return place


def edit_payload(lines):
    lines[at(lines, 5)]["payload"]["provider"]["id"] = "mistral_api"


def edit_salt(lines):
    lines[at(lines, 5)]["salt"] = "00" * 16


def edit_header(name, value):
    def edit(lines):
        lines[at(lines, 5)]["header"][name] = value

    return edit


def drop(index):
    return lambda lines: lines.pop(at(lines, index))


def drop_and_renumber(lines):
    lines.pop(at(lines, 5))
    for line in lines[at(lines, 6) :]:
        line["header"]["i"] -= 1


def insert(lines):
    copy = json.loads(json.dumps(lines[at(lines, 5)]))
    for line in lines[at(lines, 5) + 1 :]:
        line["header"]["i"] += 1
    copy["header"]["i"] = 6
    lines.insert(at(lines, 5) + 1, copy)


def append(lines):
    copy = json.loads(json.dumps(lines[-1]))
    copy["header"]["i"] += 1
    lines.append(copy)


def swap(lines):
    one, other = at(lines, 5), at(lines, 6)
    lines[one], lines[other] = lines[other], lines[one]


def swap_and_renumber(lines):
    one, other = at(lines, 5), at(lines, 6)
    lines[one]["header"]["i"], lines[other]["header"]["i"] = 6, 5
    lines[one], lines[other] = lines[other], lines[one]


def exchange_payloads(lines):
    one, other = lines[at(lines, 5)], lines[at(lines, 6)]
    for name in ("payload", "salt"):
        one[name], other[name] = other[name], one[name]


def truncate(lines):
    del lines[at(lines, 11) :]


def empty_unsaid(lines):
    line = lines[at(lines, 5)]
    del line["payload"], line["salt"]
    line["erased"] = 9


def hide_in_the_middle(lines):
    place = at(lines, 5)
    leaf = leaf_hash(canonical(lines[place]["header"])).hex()
    lines[place] = {"hidden": [[0, leaf]]}


def alter_purged(lines):
    lines[1]["hidden"][0][1] = "00" * 32


def shorten_purged(lines):
    lines[1]["hidden"].pop()


def exchange_erased(lines):
    lines[at(lines, 4)]["header"]["c"] = "00" * 32


def delete(where):
    tables = ("facet", "payload", "header")
    return [f"DELETE FROM {table} WHERE i {where}" for table in tables]


def shift(table, by, where):
    """Move rows without meeting any on the way."""
    return [
        f"UPDATE {table} SET i = -i - {by} WHERE i {where}",
        f"UPDATE {table} SET i = -i WHERE i < 0",
    ]


def shift_all(by, where):
    return [one for table in ("header", "payload", "facet") for one in shift(table, by, where)]


SWAP = [
    f"UPDATE {{0}} SET i = {to} WHERE i = {was}" for was, to in ((5, 99), (6, 5), (99, 6))
]  # of one table
COPY = [
    "INSERT INTO header SELECT {0}, t, type, c, k FROM header WHERE i = 5",
    "INSERT INTO payload SELECT {0}, sealed FROM payload WHERE i = 5",
    "INSERT INTO facet SELECT {0}, service, action FROM facet WHERE i = 5",
]
TAMPERINGS = {
    "content edited": (["UPDATE payload SET sealed = CAST(x'00' || substr(sealed, 2) AS BLOB) WHERE i = 5"], edit_payload),
    "salt edited": (["UPDATE payload SET sealed = substr(sealed, 2) WHERE i = 5"], edit_salt),
    "time edited": (["UPDATE header SET t = t + 1 WHERE i = 5"], edit_header("t", 1)),
    "type edited": (["UPDATE header SET type = 'block' WHERE i = 5"], edit_header("type", "block")),
    "commitment edited": (["UPDATE header SET c = zeroblob(32) WHERE i = 5"], edit_header("c", "00" * 32)),
    "epoch edited": (["UPDATE header SET k = 7 WHERE i = 5"], edit_header("k", 7)),
    "event deleted": (delete("= 5"), drop(5)),
    "event deleted, others renumbered": ([*delete("= 5"), *shift_all(-1, "> 5")], drop_and_renumber),
    "first shown event deleted": (delete("= 3"), drop(3)),
    "end cut off": (delete("> 10"), truncate),
    "event inserted": ([*shift_all(1, "> 5"), *(one.format(6) for one in COPY)], insert),
    "event appended": ([one.format(12) for one in COPY], append),
    "events exchanged": ([one.format("header") for one in SWAP], swap),
    "events exchanged and renumbered": (
        [one.format(table) for table in ("header", "payload", "facet") for one in SWAP],
        swap_and_renumber,
    ),
    "contents exchanged": ([one.format("payload") for one in SWAP], exchange_payloads),
    "content emptied unsaid": (
        ["DELETE FROM payload WHERE i = 5", "DELETE FROM facet WHERE i = 5", "INSERT INTO erased VALUES (5, 9)"],
        empty_unsaid,
    ),
    "event hidden": (["DELETE FROM payload WHERE i = 5"], hide_in_the_middle),
    "purged hashes altered": (["UPDATE purged SET leaves = zeroblob(96)"], alter_purged),
    "purged hashes shortened": (["UPDATE purged SET last = 1, leaves = substr(leaves, 1, 64)"], shorten_purged),
    "header of an erased event altered": (["UPDATE header SET c = zeroblob(32) WHERE i = 4"], exchange_erased),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_by_both(path, whole, name):
    statements, edit = TAMPERINGS[name]
    tamper(path, *([one] for one in statements))
    assert not verify_audit(path, KEYS).ok
    lines = lines_of(whole)
    edit(lines)
    done = run_verifier(with_lines(whole, lines))
    assert done.returncode == 1
    assert done.stderr.startswith("NOT VALID: ")


def test_a_purge_that_the_log_does_not_tell_of_is_found_by_both(path, whole):
    """Its hashes are right: only what the log says of its purges gives it away."""
    with read_audit(path, KEYS) as reader:
        leaves = reader.leaf_hashes()
    hashes = b"".join(leaves[:4]).hex()
    change = f"UPDATE purged SET last = 3, leaves = x'{hashes}'"
    tamper(path, [change], *([one] for one in delete("= 3")))
    assert not verify_audit(path, KEYS).ok
    lines = lines_of(whole)
    lines[1]["hidden"] = [[0, leaf.hex()] for leaf in leaves[:4]]
    del lines[at(lines, 3)]
    # The bundle cannot be told from one of a log with a later purge; what it says, it says openly.
    assert "12 events, 8 shown" in run_verifier(with_lines(whole, lines)).stdout


def test_another_checkpoint_is_found_by_both(path, whole, tmp_path):
    with opened(tmp_path / "other.db", make_keys(2)) as log:
        log.append_now(*(make_event() for _ in range(12)))
    note = note_of(tmp_path / "other.db", make_keys(2))
    rewrite(whole, {**members(whole), "checkpoint.note": note.encode()})
    assert "not signed by this key" in run_verifier(whole).stderr
    with closing(sqlite3.connect(path)) as sql:
        (size,) = sql.execute("SELECT size FROM tree").fetchone()
    tamper(path, ["UPDATE tree SET note = ?", note])
    assert size == 12
    assert not verify_audit(path, KEYS).ok


@pytest.mark.parametrize("place", [0, 30, -40, -3])
def test_no_character_of_a_checkpoint_can_change(whole, place):
    note = bytearray(members(whole)["checkpoint.note"])
    note[place] ^= 1
    rewrite(whole, {**members(whole), "checkpoint.note": bytes(note)})
    assert run_verifier(whole).returncode == 1


@pytest.mark.parametrize("name", ["LISEZMOI.txt", "events.jsonl", f"rules/{SHOULD_HOLD}.json"])
def test_no_file_can_change_without_the_key(whole, name):
    files = members(whole)
    files[name] += b" "
    with zipfile.ZipFile(whole, "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data)
    assert "files were changed" in run_verifier(whole).stderr


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_no_file_can_be_slipped_in_or_doubled(whole):
    files = members(whole)
    for extra in ("more.txt", "LISEZMOI.txt"):
        with zipfile.ZipFile(whole, "w") as archive:
            for one, data in ((extra, files.get(extra, b"x")), *files.items()):
                archive.writestr(one, data)
        assert "files were changed" in run_verifier(whole).stderr


def test_a_log_that_goes_back_behind_a_report_is_found_by_both(path, earlier, tmp_path):
    """All that came after the first three events is gone, with every checkpoint over it."""
    short, note = tmp_path / "short.db", earlier.read_text("utf-8")
    clock = Clock()
    with opened(short, clock=clock) as log:
        log.append_now(make_event(), make_event())
    assert verify_audit(short, KEYS).ok
    assert run_verifier(bundle(short, tmp_path / "short.zip")).returncode == 0
    assert not verify_audit(short, KEYS, [note]).ok
    done = run_verifier(tmp_path / "short.zip", earlier)
    assert "signed ends not: [6]" in done.stderr


def test_a_log_made_anew_by_whoever_has_the_keys_is_found_by_both(path, earlier, tmp_path):
    anew, note = tmp_path / "anew.db", earlier.read_text("utf-8")
    with opened(anew) as log:
        log.append_now(*(make_event() for _ in range(20)))
    assert verify_audit(anew, KEYS).ok
    assert run_verifier(bundle(anew, tmp_path / "anew.zip")).returncode == 0
    assert not verify_audit(anew, KEYS, [note]).ok
    assert "not those that were signed" in run_verifier(tmp_path / "anew.zip", earlier).stderr


def test_an_earlier_checkpoint_of_somebody_else_is_not_taken(path, whole, tmp_path):
    other = make_keys(2)
    with opened(tmp_path / "other.db", other) as log:
        log.append_now(make_event())
    note = tmp_path / "other.note"
    note.write_text(note_of(tmp_path / "other.db", other), encoding="utf-8")
    assert not verify_audit(path, KEYS, [note.read_text("utf-8")]).ok
    assert run_verifier(whole, note).returncode == 1


def test_an_altered_text_of_rules_is_found(path):
    tamper(path, ["UPDATE text SET sealed = zeroblob(60)"])
    assert not verify_audit(path, KEYS).ok


def test_a_forged_signature_is_not_taken(whole):
    """Its own Ed25519 is held against that of a library, on signatures that are nearly right."""
    note = members(whole)["checkpoint.note"].decode()
    text, dash, last = note.rpartition("\N{EM DASH}")
    name, encoded = last.split()
    order = 2**252 + 27742317777372353535851937790883648493
    raw = b64decode(encoded)
    scalar = int.from_bytes(raw[36:], "little") + order  # RFC 8032 §5.1.7: refused
    for forged in (
        raw[:36] + scalar.to_bytes(32, "little"),
        raw[:-1],
        raw[:4] + raw[36:] + raw[4:36],
    ):
        line = f"{text}{dash} {name} {b64encode(forged).decode()}\n"
        rewrite(whole, {**members(whole), "checkpoint.note": line.encode()})
        assert run_verifier(whole).returncode == 1


def test_a_bundle_that_is_none_is_not_valid(tmp_path):
    script = tmp_path / "not.zip"
    with zipfile.ZipFile(script, "w") as archive:
        archive.writestr("verify.py", VERIFIER.read_bytes())
    assert run_verifier(script).stderr.startswith("NOT VALID: ")


async def test_after_another_purge_and_erasure_both_still_pass(path, earlier, tmp_path):
    clock = Clock()
    clock.wait(100 * 24 * 3600)
    with opened(path, clock=clock) as log:
        await log.append(make_event(), make_event())
        assert await log.erase(Erasure((12, 13))) != []
        await log.append(make_event(EventType.BLOCK))
        assert await log.purge(datetime(2027, 2, 1, tzinfo=UTC)) != []
    found = verify_audit(path, KEYS, [earlier.read_text("utf-8")])
    assert found.ok, found.findings
    done = run_verifier(bundle(path, tmp_path / "later.zip"), earlier)
    assert done.returncode == 0, done.stderr


def test_a_selection_by_query_is_checked_too(path, tmp_path):
    part = bundle(path, tmp_path / "part.zip", wanted=Query(types=(EventType.REPORT_EXPORT,)))
    assert "12 events, 1 shown" in run_verifier(part).stdout
