from __future__ import annotations

import socket

import pytest

from paravent.errors import Exit, ParaventError, Reason
from paravent.system.destinations import ConnectTo, Destinations, Target

NONE_ALLOWED = Destinations((), ())

# Each is given to the resolver as a program may write it; what comes out is checked.
REFUSED = (
    *("127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001"),
    *("0177.0.0.1", "017700000001", "0x7f.0.0.1", "127.0x0.00.1", "localhost"),
    *("0", "0.0.0.0", "0.1.2.3"),
    *("10.0.0.1", "10.255.255.255", "167772161", "0xa.1", "172.16.0.1", "172.31.255.255"),
    *("192.168.0.1", "192.168.1.254", "3232235777", "0300.0250.1.1"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "169.254.0.1"),
    *("100.64.0.1", "100.100.100.200", "100.127.255.255"),
    *("192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "::127.0.0.1", "::7f00:1", "::8.8.8.8"),
    *("::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("::ffff:0:127.0.0.1", "::ffff:0.0.0.0"),
    *("64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8"),
    *("2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "2001:0:4136:e378::1"),
    *("fe80::1", "fe80::1%1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "fdff::1"),
    *("ff02::1", "ff0e::1", "100::1", "2001:db8::1", "4000::1", "5f00::1"),
)
PASSED = (
    *("8.8.8.8", "1.1.1.1", "134744072", "0x08080808", "104.18.32.47", "172.15.0.1", "172.32.0.1"),
    *("11.0.0.1", "126.255.255.255", "128.0.0.1", "100.63.0.1", "100.128.0.1", "192.167.0.1"),
    *("2606:4700::6812:202f", "2a00:1450:4007::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"),
)


def resolved(target: str) -> list[str]:
    numeric = 0 if target == "localhost" else socket.AI_NUMERICHOST
    found = socket.getaddrinfo(target, 443, type=socket.SOCK_STREAM, flags=numeric)
    return [str(item[4][0]) for item in found]


@pytest.mark.parametrize("target", REFUSED)
def test_refused(target: str) -> None:
    addresses = resolved(target)
    assert addresses
    for address in addresses:
        with pytest.raises(ParaventError) as refused:
            NONE_ALLOWED.check(address, explicit=False)
        assert refused.value.reason is Reason.DESTINATION
        assert address not in str(refused.value)
        NONE_ALLOWED.check(address, explicit=True)


@pytest.mark.parametrize("target", PASSED)
def test_passed(target: str) -> None:
    for address in resolved(target):
        NONE_ALLOWED.check(address, explicit=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "api.openai.com:443:127.0.0.1:8443",
            ConnectTo("api.openai.com", 443, "127.0.0.1", 8443),
        ),
        ("::127.0.0.1:9000", ConnectTo("", None, "127.0.0.1", 9000)),
        (":443:stub.test:", ConnectTo("", 443, "stub.test", None)),
        ("Claude.AI.:443::8443", ConnectTo("claude.ai", 443, "", 8443)),
        ("[::1]:443:[2001:DB8::1]:80", ConnectTo("::1", 443, "2001:db8::1", 80)),
        ("::[::1]:80", ConnectTo("", None, "::1", 80)),
        (":::", ConnectTo("", None, "", None)),
    ],
)
def test_connect_to(text: str, expected: ConnectTo) -> None:
    assert ConnectTo.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a:443", "a:443:b", "a:443:b:80:c", "a:x:b:80", "a:443:b:80 ", " a:1:b:2"),
        *("a:443:b:65536", "a:0:b:80", "a:443:b:0", "a:-1:b:80", "a:٤٤٣:b:80"),
        *("::1:443:b:80", "a:443:::1:80", "[::1:443:b:80", "[]:443:b:80", "a:443:[b]:80"),
    ],
)
def test_malformed_connect_to(text: str) -> None:
    with pytest.raises(ParaventError) as refused:
        ConnectTo.parse(text)
    assert refused.value.exit_code == Exit.USAGE
    assert refused.value.problems[0].hint


def limits(*rules: str, private: tuple[str, ...] = ()) -> Destinations:
    return Destinations(private, [ConnectTo.parse(rule) for rule in rules])


def test_the_first_rule_that_matches_is_used() -> None:
    destinations = limits(
        "a.fr:443:10.0.0.1:1", "a.fr::10.0.0.2:2", ":443:10.0.0.3:", "::10.0.0.4:"
    )
    assert destinations.rewrite("a.fr", 443) == Target("10.0.0.1", 1, True)
    assert destinations.rewrite("A.fr.", 443) == Target("10.0.0.1", 1, True)
    assert destinations.rewrite("a.fr", 80) == Target("10.0.0.2", 2, True)
    assert destinations.rewrite("b.fr", 443) == Target("10.0.0.3", 443, True)
    assert destinations.rewrite("b.fr", 80) == Target("10.0.0.4", 80, True)


def test_without_a_match_nothing_changes() -> None:
    destinations = limits("a.fr:443:10.0.0.1:1")
    assert destinations.rewrite("B.fr", 443) == Target("B.fr", 443, False)
    assert destinations.rewrite("a.fr", 80) == Target("a.fr", 80, False)
    assert destinations.rewrite("www.a.fr", 443) == Target("www.a.fr", 443, False)


def test_addresses_match_however_they_are_written() -> None:
    destinations = limits("[0:0::1]:443:[::2]:1")
    for host in ("::1", "[::1]", "0:0:0:0:0:0:0:1"):
        assert destinations.rewrite(host, 443) == Target("::2", 1, True)


def test_a_rule_without_an_address_permits_nothing() -> None:
    assert limits(":443::8443").rewrite("a.fr", 443) == Target("a.fr", 8443, False)
    assert limits(":::").rewrite("a.fr", 443) == Target("a.fr", 443, False)


def test_private_destinations() -> None:
    destinations = limits(private=("ollama.lan:11434", "192.168.1.5:80", "[fd00::1]:443"))
    assert destinations.rewrite("Ollama.LAN", 11434).explicit
    assert destinations.rewrite("192.168.1.5", 80).explicit
    assert destinations.rewrite("fd00:0::1", 443).explicit
    assert not destinations.rewrite("ollama.lan", 443).explicit
    assert not destinations.rewrite("x.ollama.lan", 11434).explicit
    assert not destinations.rewrite("192.168.1.6", 80).explicit


@pytest.mark.parametrize(
    "entry", ["", "a.lan", "a.lan:", ":80", "a.lan:0", "a.lan:99999", "::1:80"]
)
def test_malformed_private_destination(entry: str) -> None:
    with pytest.raises(ParaventError) as refused:
        Destinations((entry,), ())
    assert refused.value.exit_code == Exit.INVALID
