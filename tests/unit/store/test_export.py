"""An export is checked here as an outsider would: with the standard library and the vkey alone."""

import json
import os
from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from auditing import make_event, make_keys, opened
from paravent.store.export import export_lines
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType, Outcome

KEYS = make_keys()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "audit.db"
    with opened(path) as log:
        for n in range(21):
            kind = EventType.BLOCK if n % 5 == 0 else EventType.REQUEST
            log.append_now(make_event(kind, "openai_api", Outcome.BLOCK, (os.urandom(12).hex(),)))
    return path


def export(path, query):
    with read_audit(path, KEYS) as reader:
        return list(export_lines(reader, query, KEYS.verifier))


def dumps(value) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def signed_head(line: str) -> tuple[int, bytes]:
    """Size and root that the first line's checkpoint states, its signature checked."""
    first = json.loads(line)
    name, key_id, public = first["vkey"].split("+")
    text, _, signature = first["checkpoint"].rpartition("\n\n")
    text += "\n"
    raw = b64decode(signature.split(" ")[2])
    assert raw[:4].hex() == key_id
    Ed25519PublicKey.from_public_bytes(b64decode(public)[1:]).verify(raw[4:], text.encode())
    origin, size, root, _ = text.split("\n")
    assert origin == name
    return int(size), b64decode(root)


def checked_leaf(line: dict) -> bytes:
    committed = sha256(bytes.fromhex(line["salt"]) + dumps(line["payload"])).hexdigest()
    assert committed == line["header"]["c"]
    return sha256(b"\0" + dumps(line["header"])).digest()


def root_of(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + root_of(leaves[:k]) + root_of(leaves[k:])).digest()


def test_a_whole_export_gives_the_signed_root(path):
    first, *lines = export(path, Query())
    size, root = signed_head(first)
    events = [json.loads(line) for line in lines]
    assert [event["header"]["i"] for event in events] == list(range(22))
    assert size == 22
    assert root_of([checked_leaf(event) for event in events]) == root
    assert json.loads(first)["cut"] == "whole"


@pytest.mark.parametrize(
    ("query", "indexes"),
    [
        (Query(types=(EventType.BLOCK,)), [1, 6, 11, 16, 21]),
        (Query(limit=1), [0]),
        (Query(limit=3, reverse=True), [21, 20, 19]),
        (Query(services=("nobody",)), []),
    ],
)
def test_the_rest_of_a_selection_is_there_as_hashes(path, query, indexes):
    first, *lines = export(path, query)
    size, root = signed_head(first)
    parts, found = [], []
    for line in map(json.loads, lines):
        for height, digest in line.get("hidden", ()):
            parts.append((1 << height, bytes.fromhex(digest)))
        if "header" in line:
            assert line["header"]["i"] == sum(count for count, _ in parts)
            found.append(line["header"]["i"])
            parts.append((1, checked_leaf(line)))
    assert found == sorted(indexes)
    assert json.loads(first)["cut"] == "part"
    assert sum(count for count, _ in parts) == size
    assert root_of_parts(parts) == root


def root_of_parts(parts: list[tuple[int, bytes]]) -> bytes:
    """The root over perfect subtrees, split as RFC 6962 §2.1 says."""
    if len(parts) == 1:
        return parts[0][1]
    k = 1 << (sum(count for count, _ in parts) - 1).bit_length() - 1
    left, count = [], 0
    while count < k:
        left.append(parts[len(left)])
        count += left[-1][0]
    assert count == k
    return sha256(b"\1" + root_of_parts(left) + root_of_parts(parts[len(left) :])).digest()


def test_every_line_is_canonical_json_and_ends_there(path):
    for line in export(path, Query(types=(EventType.BLOCK,))):
        assert line.count("\n") == 1
        assert line.endswith("\n")
        assert dumps(json.loads(line)).decode() == line.rstrip("\n")


def test_two_exports_are_the_same(path):
    assert export(path, Query()) == export(path, Query())
