"""The tables that a report counts in, and how events are split into them: SQL of our own words.

A change here is another ``memo.VERSION``.
"""

from __future__ import annotations

# Beside the tables, not among them: what passed through it would swell the pieces of the memo.
RAW = """
ATTACH ':memory:' AS opened;
CREATE TABLE opened.raw (i INTEGER PRIMARY KEY, t INTEGER, type TEXT, x TEXT);
"""
TABLES = """
CREATE TABLE sent (
    i INTEGER PRIMARY KEY, t INTEGER, type TEXT, id TEXT, n INTEGER, action TEXT, reason TEXT,
    client TEXT, service TEXT, tier TEXT, surface TEXT, model TEXT, country TEXT, basis TEXT,
    bytes INTEGER, unread INTEGER, why TEXT, files INTEGER, files_unread INTEGER, sens TEXT,
    exchange TEXT
);
CREATE TABLE answer (
    i INTEGER PRIMARY KEY, t INTEGER, ref TEXT, tokens INTEGER, how TEXT, restored INTEGER
);
CREATE TABLE entity (
    i INTEGER, cat TEXT, category TEXT, sens TEXT, act TEXT, n INTEGER, distinct_n INTEGER
);
CREATE TABLE override (i INTEGER PRIMARY KEY, reason TEXT, comment TEXT);
CREATE TABLE own (i INTEGER PRIMARY KEY, t INTEGER, type TEXT, x TEXT);
CREATE TABLE run (since INTEGER, until INTEGER);
CREATE TABLE ruleset (sha256 TEXT PRIMARY KEY, t INTEGER);
"""
EXCHANGES = ("request", "block", "uninspected", "tunnel", "challenge", "response")
SENT = ("request", "block", "uninspected", "tunnel", "challenge", "override", "nudge")
SPLIT = (
    f"""INSERT INTO sent SELECT
        i, t, type, x ->> '$.id', ifnull(x ->> '$.count', 1), x ->> '$.action', x ->> '$.reason',
        ifnull(x ->> '$.matter.client', ifnull(x ->> '$.matter.dossier', '')),
        ifnull(x ->> '$.provider.id', ''), ifnull(x ->> '$.provider.tier', 'unknown'),
        ifnull(x ->> '$.provider.surface', 'unknown'), ifnull(x ->> '$.provider.model', ''),
        ifnull(x ->> '$.transfer.country', ''), ifnull(x ->> '$.transfer.basis', 'unknown'),
        ifnull(x ->> '$.body.bytes', 0), ifnull(x ->> '$.body.uninspected_bytes', 0),
        x ->> '$.body.why', ifnull(json_array_length(x, '$.body.attachments'), 0),
        (SELECT count(*) FROM json_each(x, '$.body.attachments')
            WHERE ifnull(value ->> '$.parsed', 'none') <> 'full'),
        ifnull(x ->> '$.sens', '[]'), ifnull(x ->> '$.cascade', x ->> '$.id')
    FROM raw WHERE type IN {SENT}""",  # noqa: S608 -- our own words, as all below
    """INSERT INTO entity SELECT
        i, e.value ->> '$.cat', ifnull(e.value ->> '$.reg_cat', ''),
        ifnull(e.value ->> '$.sens', 'none'), ifnull(e.value ->> '$.act', ''),
        ifnull(e.value ->> '$.n', 1), ifnull(e.value ->> '$.distinct', 1)
    FROM raw, json_each(x, '$.entities') AS e WHERE raw.type IN ('request', 'block')""",
    """INSERT INTO answer SELECT
        i, t, x ->> '$.ref', ifnull(x ->> '$.cost.out_tokens', 0),
        ifnull(x ->> '$.cost.how', 'unknown'), ifnull(x ->> '$.answer.restored_n', 0)
    FROM raw WHERE type = 'response'""",
    """INSERT INTO override SELECT
        i, ifnull(x ->> '$.override.reason_code', 'other'), ifnull(x ->> '$.override.comment', '')
    FROM raw WHERE type = 'override'""",
    f"INSERT INTO own SELECT i, t, type, x FROM raw WHERE type NOT IN {(*SENT, 'response')}",  # noqa: S608
    "DELETE FROM raw",
)
COPY = (
    """INSERT INTO main.sent SELECT * FROM piece.sent
        WHERE t >= :since AND t < :until AND (:client = '' OR client = :client)""",
    "INSERT INTO main.entity SELECT e.* FROM piece.entity AS e JOIN main.sent USING (i)",
    "INSERT INTO main.answer SELECT * FROM piece.answer WHERE t >= :since AND t < :until",
)
OTHERS = (
    "DELETE FROM sent WHERE client <> :client",
    "DELETE FROM entity WHERE i NOT IN (SELECT i FROM sent)",
    "DELETE FROM override WHERE i NOT IN (SELECT i FROM sent)",
    "DELETE FROM answer WHERE ref NOT IN (SELECT id FROM sent)",
)
