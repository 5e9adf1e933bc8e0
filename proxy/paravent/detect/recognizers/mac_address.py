"""The hardware address (MAC, EUI-48) of a computer, a telephone, a router: a device of somebody.

Broadcast, multicast, zero and documentation addresses (RFC 9542) are nobody's.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

_PAIR = r"[0-9A-Fa-f]{2}"
_NOBODY = re.compile(r"(?i)0{12}|f{12}|.[13579bdf]|00005e0053")
_LENGTH = 12  # hexadecimal digits; a longer row is the fingerprint of a certificate


def _validate(text: str) -> float | None:
    digits = "".join(filter(str.isalnum, text))
    if len(digits) != _LENGTH or _NOBODY.match(digits):
        return None
    if len(text) == _LENGTH:
        return None if digits.isdecimal() or digits.isalpha() else 0.2
    # Of decimal digits alone it may be a date with its time.
    return 0.3 if digits.isdecimal() or "." in text else 0.8


RECOGNIZER = Recognizer(
    EntityType(
        "MAC_ADDRESS", "MAC", Category.CONNECTION, "adresse matérielle (MAC)", "hardware address"
    ),
    patterns=(
        (
            rf"(?:^|[^0-9A-Za-z:.\-])(?P<v>{_PAIR}(?::{_PAIR}){{5,31}}|{_PAIR}(?:-{_PAIR}){{5,31}}"
            r"|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}|[0-9A-Fa-f]{12})\b"
        ),
    ),
    validate=_validate,
    context=(
        "mac",
        "adresse physique",
        "physical address",
        "ether",
        "hwaddr",
        "bssid",
        "wi-?fi",
        "cisco",
        "arp",
    ),
    boost=0.5,
)

HITS = (
    ("MAC d0:50:99:84:a2:a0", "d0:50:99:84:a2:a0"),
    ("Adresse physique : D0-50-99-84-A2-A0", "D0-50-99-84-A2-A0"),
    ("ether 3c:22:fb:12:9e:07 txqueuelen 1000", "3c:22:fb:12:9e:07"),
    ("MAC address d050.9984.a2a0", "d050.9984.a2a0"),
    ("show arp: 10.0.0.4  12  d050.9984.a2a0  Vlan10", "d050.9984.a2a0"),
    ("Adresse MAC du mobile : f4cae55d103b", "f4cae55d103b"),
    ('"bssid": "f4:ca:e5:5d:10:3b"', "f4:ca:e5:5d:10:3b"),
    ("MAC 00:11:22:33:44:56", "00:11:22:33:44:56"),
)
MISSES = (
    "ff:ff:ff:ff:ff:ff",
    "SHA1 d0:50:99:84:a2:a0:d0:50:99:84:a2:a0:d0:50:99:84:a2:a0:11:22",
    "20-11-26-10-30-00",
    "mac: 01:00:5e:00:00:fb, mac: 00:00:00:00:00:00",
    "00:00:5E:00:53:01 (RFC 9542)",
    "de 10:30 à 12:45",
    "version d050.9984.a2a0",
    "commit f4cae55d103b",
)
