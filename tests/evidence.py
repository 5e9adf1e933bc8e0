"""A log with everything in it that a log can have, its evidence bundle, and the two checks."""

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256

from auditing import Clock, make_event, make_keys, opened
from paravent.core.notes import sign_note
from paravent.store.bundle import FORMAT, write_bundle
from paravent.store.event import Notice
from paravent.store.handing import HandedOut
from paravent.store.reader import Query, read_audit
from paravent.store.removal import Erasure
from paravent.store.texts import Text
from paravent.store.vocabulary import EventType

KEYS = make_keys()
DAY_S = 24 * 3600
RULES = '[{"allow":[{"text":"Cabinet Exemple"}],"name":"essai"}]'
SHOULD_HOLD = sha256(RULES.encode()).hexdigest()


async def fill(path, clock=None, keys=KEYS):
    """Two purged events, then eleven: one of them erased; a checkpoint was handed out before."""
    clock = clock or Clock()
    with opened(path, keys, clock) as log:
        await log.append(make_event(), make_event())
        clock.wait(40 * DAY_S)
        ms = int(clock.wall().timestamp() * 1000)
        await log.append(Text(RULES, keys, ms), make_event(), make_event(), make_event())
        note = note_of(path, keys)
        notice = Notice(size=6, n=1)
        await log.append(HandedOut(note, EventType.REPORT_EXPORT, notice))
        await log.append(make_event(), make_event())
        await log.erase(Erasure((4,)))
        await log.purge(datetime(2026, 12, 1, tzinfo=UTC))
        await log.append(make_event())
    return note


def note_of(path, keys=KEYS):
    with read_audit(path, keys) as reader:
        return reader.checkpoint()


def bundle(path, target, *, keys=KEYS, wanted=None, files=None):
    with read_audit(path, keys) as reader, target.open("wb") as file:
        texts = [name for name, _ in reader.texts()]
        write_bundle(file, reader, keys, wanted or Query(), files=files, texts=texts)
    return target


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path, files, keys=KEYS):
    """Write a bundle of these files, its list signed: by somebody who has the key himself."""
    files = {name: data for name, data in files.items() if name != "manifest.note"}
    listed = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    note = sign_note(f"{FORMAT}\n{listed}", keys.verifier, keys.sign)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (*files.items(), ("manifest.note", note.encode())):
            archive.writestr(name, data)
    return path


def lines_of(path):
    return [json.loads(line) for line in io.BytesIO(members(path)["events.jsonl"])]


def with_lines(path, lines):
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return rewrite(path, {**members(path), "events.jsonl": text.encode()})


def run_verifier(path, *earlier):
    """The verifier that travels in the bundle, as a stranger runs it."""
    script = path.with_name("verify.py")
    script.write_bytes(members(path)["verify.py"])
    command = [sys.executable, "-I", str(script), str(path), *map(str, earlier)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def tamper(path, *statements):
    """Change the file with every guard taken away, then put back to the letter."""
    with closing(sqlite3.connect(path, autocommit=True)) as sql:
        sql.execute("PRAGMA synchronous = OFF")
        guards = sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = guards.fetchall()
        sql.execute("BEGIN")
        for name, _ in guards:
            sql.execute(f"DROP TRIGGER {name}")
        for statement, *values in statements:
            sql.execute(statement, values)
        for _, text in guards:
            sql.execute(text)
        sql.execute("COMMIT")
