"""An IP address, version 4 or 6. Private, reserved and documentation ranges say little of anyone.

Ranges: IANA's special-purpose registries, as the standard library has them, and 3fff::/20 (RFC
9637). Of version 6 only 2000::/3 is in use; the rest is rather a name in C++ (``face::add``).
"""

from __future__ import annotations

import ipaddress

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer

_RESOLVERS = frozenset(
    ipaddress.ip_address(text)
    for text in (
        *("1.1.1.1", "1.0.0.1", "2606:4700:4700::1111"),  # Cloudflare
        *("8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "2001:4860:4860::8844"),  # Google
        *("9.9.9.9", "2620:fe::fe"),  # Quad9
    )
)
_IN_USE = ipaddress.IPv6Network("2000::/3")
_IN_BOOKS = ipaddress.IPv6Network("3fff::/20")
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_FOUR = rf"(?:{_OCTET}\.){{3}}{_OCTET}\b"
_GROUP = r"[0-9A-Fa-f]{1,4}"


def _validate(text: str) -> float | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if not address.is_global or address.is_multicast or address in _RESOLVERS:
        return 0.1
    if isinstance(address, ipaddress.IPv6Address) and not address.ipv4_mapped:
        return 0.85 if _is_in_use(address) else 0.1
    # 1.2.3.4 and 120.0.0.0 are rather the version of something, 1.3.101.110 its identifier.
    version = max(address.packed) < 40 or text.endswith(".0") or text.startswith(("1.2.", "1.3."))
    return 0.45 if version else 0.85


def _is_in_use(address: ipaddress.IPv6Address) -> bool:
    return address in _IN_USE and address not in _IN_BOOKS


RECOGNIZER = Recognizer(
    EntityType("IP_ADDRESS", "IP", Category.CONNECTION, "adresse IP", "IP address"),
    patterns=(
        # Longer: an object identifier.
        Form(rf"\b(?:\d{{1,9}}(?:\.\d{{1,9}}){{4,}}|(?P<v>{_FOUR}))", (), 4),
        Form(rf"(?i)::ffff:{_FOUR}", ("::ffff:",)),
        Form(
            rf"\b(?:(?:{_GROUP}:){{7}}{_GROUP}\b"
            rf"|{_GROUP}(?::{_GROUP}){{1,6}}::(?:{_GROUP}(?::{_GROUP}){{0,5}})?"
            rf"|{_GROUP}::{_GROUP}(?::{_GROUP}){{0,5}}\b)",
            (
                "::",
                ":0",
                ":1",
                ":2",
                ":3",
                ":4",
                ":5",
                ":6",
                ":7",
                ":8",
                ":9",
                ":a",
                ":b",
                ":c",
                ":d",
                ":e",
                ":f",
            ),
        ),
    ),
    validate=_validate,
    context=("ip", "adresse ip", "ipv[46]", "connexion", "visiteur", "visitor", "remote"),
    boost=0.1,
)

HITS = (
    ("connexion depuis 81.220.14.9 hier", "81.220.14.9"),
    ("IP : 90.112.7.230", "90.112.7.230"),
    ("from 2a01:e0a:9f3:7a10:c5ff:fe12:3456:1", "2a01:e0a:9f3:7a10:c5ff:fe12:3456:1"),
    ("2a01:cb08:8c2f::17 a échoué", "2a01:cb08:8c2f::17"),
    ("193.52.103.20:443", "193.52.103.20"),
    ("IP du visiteur : 2.10.14.3", "2.10.14.3"),
    ("client ::ffff:81.220.14.9 connected", "::ffff:81.220.14.9"),
    ("http://[2a01:e34:ec12:3450::2]:8080/", "2a01:e34:ec12:3450::2"),
    ("2a02:8428::/32 est à lui", "2a02:8428::"),
)
MISSES = (
    "192.168.1.12",
    "IP 127.0.0.1 puis 203.0.113.9",
    "version 1.2.3.4",
    "Chrome/120.0.0.0 Safari",
    "std::vector et fe80::1",
    "à 12:30:45",
    "999.12.1.300",
    "DNS 8.8.8.8 et 2001:4860:4860::8888",
    "Python 3.12.4.1",
    "OID 2.16.840.1.113719.1.27.100.31 et 1.3.101.112",
    "0.0.0.0:8000 et ::1",
    "2001:db8:85a3::8a2e:370:7334 et 3fff:1::2",
    "198.51.100.7 et ::ffff:10.0.0.1",
    "dead::beef(face::add, a[2::3])",
    "fe80::1ff:fe23:4567:890a%eth0",
)
