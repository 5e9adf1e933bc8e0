import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from hypothesis import given
from hypothesis import strategies as st

from auditing import make_event
from paravent.store import record
from paravent.store.record import Header, canonical, commitment, seal, unseal

SALT = bytes(range(16))
KEY = AESGCMSIV(b"k" * 32)


def header(i=7, t=1_763_800_000_000, kind="request", payload=b"{}", k=0) -> Header:
    return Header(i, t, kind, commitment(SALT, payload), k)


def test_the_leaf_is_the_header_in_canonical_json():
    assert header().leaf() == (
        b'{"c":"' + sha256(SALT + b"{}").hexdigest().encode() + b'","i":7,"k":0,'
        b'"t":1763800000000,"type":"request"}'
    )
    assert header().leaf_hash() == sha256(b"\0" + header().leaf()).digest()


def test_canonical_json_has_one_form_and_takes_no_nonsense():
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})
    with pytest.raises(ValueError, match="surrogates"):
        canonical({"a": "\ud800"})


@given(st.binary(max_size=3000))
def test_what_is_sealed_comes_back(payload):
    place = header(payload=payload)
    assert unseal(KEY, place, seal(KEY, place, SALT, payload)) == (SALT, payload)


def test_what_is_sealed_shows_nothing_and_is_small():
    payload = canonical(make_event().to_payload())
    sealed = seal(KEY, header(payload=payload), SALT, payload)
    assert b"openai" not in sealed
    assert SALT not in sealed
    assert len(sealed) < len(payload) / 3


def test_it_opens_for_its_own_header_and_key_only():
    payload = b'{"v":1}'
    place = header(payload=payload)
    sealed = seal(KEY, place, SALT, payload)
    for wrong in (header(i=8), header(t=1), header(kind="block")):
        with pytest.raises(ValueError, match="does not open"):
            unseal(KEY, wrong, sealed)
    with pytest.raises(ValueError, match="does not open"):
        unseal(AESGCMSIV(b"x" * 32), place, sealed)
    with pytest.raises(ValueError, match="commits to another"):
        unseal(KEY, header(payload=b"{}"), sealed)
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(ValueError, match="does not open"):
            unseal(KEY, place, altered)
    with pytest.raises(ValueError, match="does not open"):
        unseal(KEY, place, b"")


def test_an_unknown_form_is_an_error():
    place = header()
    sealed = KEY.encrypt((7).to_bytes(12), b"\x02" + SALT, f"{place.t} {place.type}".encode())
    with pytest.raises(ValueError, match="unknown form"):
        unseal(KEY, place, sealed)


def test_the_form_on_disk_has_not_changed():
    """Payloads of every log that exists depend on these bytes: a new form is a new number."""
    assert (
        sha256(record._DICTIONARY).hexdigest()
        == "577872ff5052276b41790cd240a3b1400888aeebbe98abc7ad4c6427513c5f30"
    )
    known = bytes.fromhex(
        "97b8d7406a01060cedeb3b8689323bc44a497533ace973e603e37d5241c88f8d05a30fc196be"
    )
    place = header(payload=b'{"type":"request","v":1}')
    assert json.loads(unseal(KEY, place, known)[1]) == {"type": "request", "v": 1}
