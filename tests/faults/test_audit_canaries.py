"""No value that was fingerprinted can be read, or recomputed without the key, from any file."""

import random
from hashlib import blake2b, md5, sha1, sha256

from auditing import make_event, opened

CANARIES = 2000


def plant(draw: random.Random) -> list[tuple[str, str]]:
    """Distinct made-up identifiers, each long enough not to occur by chance."""
    found = []
    for n in range(CANARIES // 4):
        digits = "".join(draw.choices("0123456789", k=16))
        letters = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=12))
        found += [
            ("IBAN", f"FR76{digits}{n:07}"),
            ("EMAIL", f"{letters}.{n}@exemple-{letters[:5]}.fr"),
            ("PHONE", f"+336{digits[:8]}{n}"),
            ("PERSON", f"Zoé {letters.title()}-{n} Łukasiewicz"),
        ]
    return found


def traces(entity_type: str, value: str) -> list[bytes]:
    """What a value must not leave behind: itself, and every keyless digest of it."""
    text = value.encode()
    texts = [text, f"{entity_type}\x1f{value}".encode(), text.lower(), text.upper()]
    digests = [kind(item).digest() for item in texts for kind in (sha256, sha1, md5, blake2b)]
    return [
        *texts,
        value.encode("utf-16-le"),
        *digests,
        *(item.hex().encode()[:24] for item in digests),
    ]


def found_in(whole: bytes, wanted: set[bytes]) -> set[bytes]:
    """Which of many byte strings of at least 12 bytes occur: one pass, by their first 12."""
    beginnings = {item[:12]: item for item in wanted}
    places = (at for at in range(len(whole)) if whole[at : at + 12] in beginnings)
    return {beginnings[whole[at : at + 12]] for at in places}


def test_the_search_finds_what_is_there():
    wanted = set(traces("IBAN", "FR7630006000011234567890189"))
    for item in wanted:
        assert found_in(b"before" + item + b"after", wanted) >= {item}


def test_no_canary_is_in_database_log_or_shared_memory(tmp_path):
    planted = plant(random.Random(3))
    assert len(set(planted)) == CANARIES
    with opened(tmp_path / "audit.db") as log:
        for at in range(0, CANARIES, 50):
            log.append_now(
                *(
                    make_event(fp=(log.fingerprint(f"C-{n % 7}", kind, value),))
                    for n, (kind, value) in enumerate(planted[at : at + 50])
                )
            )
        # While it is open: the write-ahead log and the shared memory are there as well.
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert {"audit.db", "audit.db-wal", "audit.db-shm"} <= set(files)
        one = log.fingerprint("C-0", *planted[0])
    files |= {f"{path.name} closed": path.read_bytes() for path in tmp_path.iterdir()}
    whole = b"\0".join(files.values())
    assert len(whole) > CANARIES * 300
    assert not found_in(whole, {trace for item in planted for trace in traces(*item)})
    # The fingerprints themselves are sealed too, and so is what the events say.
    assert one.encode() not in whole
    assert bytes.fromhex(one) not in whole
    assert b"freelance.identity" not in whole
