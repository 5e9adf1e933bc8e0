"""Checks a Paravent evidence bundle with Python alone: python3 verify.py BUNDLE.zip [EARLIER ...].

It proves that one key signed these files; that the events shown are those of the log which that
key signed: unchanged, in order, none slipped in; and that this log goes on from each EARLIER
checkpoint (a .note file, or an earlier bundle). It does not prove whose key it is (compare it with
the one you were given), what the log was never told, nor what stands in events shown as hashes.
"""

import hashlib, io, json, sys, zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

def must(true: bool, otherwise: str) -> None:
    if not true:
        raise ValueError(otherwise)

def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()

# Ed25519 (RFC 8032): points (x, y) with -x² + y² = 1 + d x² y² modulo P, which form a group.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    k = D * a[0] * b[0] * a[1] * b[1] % P
    x, y = a[0] * b[1] + b[0] * a[1], a[1] * b[1] + a[0] * b[0]
    return x * pow(1 + k, -1, P) % P, y * pow(1 - k, -1, P) % P

def multiply(n: int, point: tuple[int, int]) -> tuple[int, int]:
    total = (0, 1)
    for bit in f"{n:b}":
        total = add(total, total)
        total = add(total, point) if bit == "1" else total
    return total

def decode(data: bytes) -> tuple[int, int]:
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    must(x * x % P == square and y < P, "a key or a signature is malformed")
    return (P - x if x & 1 != data[31] >> 7 else x), y

def is_signed(key: bytes, text: bytes, signature: bytes) -> bool:
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little") % ORDER
    base = multiply(s, decode(b"\x58" + b"\x66" * 31))
    return s < ORDER and base == add(decode(r), multiply(k, decode(key)))

def open_note(note: bytes, vkey: str) -> list[str]:
    """The lines of a signed note (C2SP signed-note), once its signature is right."""
    name, _, encoded = vkey.strip().split("+", 2)
    key, (text, _, signatures) = b64decode(encoded)[1:], note.decode().rpartition("\n\n")
    for line in signatures.splitlines():
        sign = b64decode(told := line.split(" ")[2].encode(), validate=True)
        if b64encode(sign) == told and sign[:4] == sha256(name.encode(), b"\n\x01", key)[:4]:
            must(is_signed(key, f"{text}\n".encode(), sign[4:]), "a signature is wrong")
            return text.split("\n")
    raise ValueError("a note is not signed by this key")

def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def check_events(lines: Iterator[dict[str, Any]], heads: dict[int, str]) -> str:
    """Build the Merkle tree (RFC 6962) anew; where a size was signed, its root must be that one."""
    whole, tree, size, shown = next(lines)["cut"] == "whole", list[tuple[int, bytes]](), 0, 0
    heads, erased, told, end = dict(heads), dict[int, list[int]](), dict[int, str](), max(heads)
    for line in lines:
        parts = line.get("hidden", ())
        must(not (parts and shown and whole), f"event {size} is missing")
        if head := line.get("header"):
            must(head["i"] == size, f"event {size} is missing or moved")
            shown, parts = shown + 1, [(0, sha256(b"\0", canonical(head)).hex())]
            if "erased" in line:
                erased.setdefault(line["erased"], []).append(size)
            else:
                content = sha256(bytes.fromhex(line["salt"]), canonical(line["payload"])).hex()
                must(content == head["c"], f"event {size} was altered")
                told[size] = line["payload"].get("notice", {}).get("digest", "")
        for height, digest in parts:  # a perfect subtree of 2**height events, by its hash
            node, size = bytes.fromhex(digest), size + (1 << height)
            while tree and tree[-1][0] == height:
                height, node = height + 1, sha256(b"\1", tree.pop()[1], node)
            tree.append((height, node))
            if size in heads:
                root = node
                for _, left in tree[-2::-1]:
                    root = sha256(b"\1", left, root)
                signed = b64decode(heads.pop(size)) == root
                must(signed, f"the first {size} events are not those that were signed")
    must(not heads and size == end, f"{size} events are here, signed ends not: {sorted(heads)}")
    for by, numbers in erased.items() if whole else ():
        digest = sha256(*(b"%d\n" % i for i in numbers)).hex()
        must(told.get(by) == digest, f"event {numbers[0]} was emptied and no event says so")
    return f"{size} events, {shown} shown, {sum(map(len, erased.values()))} of these erased"

def main(bundle: str, *earlier: str) -> None:
    names = zipfile.ZipFile(bundle).namelist()
    files = {name: zipfile.ZipFile(bundle).read(name) for name in names}
    key, heads = files["key.txt"].decode().strip(), dict[int, str]()
    found = [f"{sha256(files[name]).hex()}  {name}" for name in sorted(names)]
    listed = open_note(files["manifest.note"], key)[1:]
    must([line for line in found if line[66:] != "manifest.note"] == listed, "files were changed")
    for path in (bundle, *earlier):
        is_zip = zipfile.is_zipfile(path)
        note = zipfile.ZipFile(path).read("checkpoint.note") if is_zip else open(path, "rb").read()
        _, size, root, *_ = open_note(note, key)
        must(heads.setdefault(int(size), root) == root, f"two logs were signed at {size} events")
    own = next(iter(heads.values())).encode()
    must(own in files.get("report.json", own), "the report tells of another log")
    events = map(json.loads, io.BytesIO(files["events.jsonl"]))
    print(f"VALID: {check_events(events, heads)}; key {key}")

if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (ValueError, KeyError, IndexError, TypeError, zipfile.BadZipFile) as error:
        sys.exit(f"NOT VALID: {error}")
