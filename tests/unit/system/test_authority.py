from __future__ import annotations

import gc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from mitmproxy.certs import create_ca

from paravent.system.authority import Authority, issue

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = ("api.openai.com", "chatgpt.com")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return issue(NAMES, NOW)


def extension[T: x509.ExtensionType](certificate: x509.Certificate, kind: type[T]) -> T:
    return certificate.extensions.get_extension_for_class(kind).value


def test_both_certificates_carry_the_limits(authority: Authority) -> None:
    for certificate, depth in ((authority.root, 1), (authority.intermediate, 0)):
        limits = certificate.extensions.get_extension_for_class(x509.NameConstraints)
        assert limits.critical
        assert [name.value for name in limits.value.permitted_subtrees] == list(NAMES)
        assert [str(name.value) for name in limits.value.excluded_subtrees] == ["0.0.0.0/0", "::/0"]
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        assert basic.critical
        assert basic.value == x509.BasicConstraints(ca=True, path_length=depth)
        assert certificate.public_key().key_size == 2048


def test_both_live_for_two_years_from_yesterday(authority: Authority) -> None:
    for certificate in (authority.root, authority.intermediate):
        assert certificate.not_valid_before_utc == NOW - timedelta(days=1)
        assert certificate.not_valid_after_utc == NOW + timedelta(days=730)
    assert authority.not_after == NOW + timedelta(days=730)


def test_the_intermediate_serves_web_sites_only(authority: Authority) -> None:
    usage = extension(authority.intermediate, x509.ExtendedKeyUsage)
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]


def test_identifiers_chain(authority: Authority) -> None:
    root_id = extension(authority.root, x509.SubjectKeyIdentifier).digest
    for certificate in (authority.root, authority.intermediate):
        issuer_id = extension(certificate, x509.AuthorityKeyIdentifier)
        assert issuer_id.key_identifier == root_id
    assert extension(authority.intermediate, x509.SubjectKeyIdentifier).digest != root_id


def test_two_installations_differ(authority: Authority) -> None:
    other = issue(NAMES, NOW)
    assert other.root.subject != authority.root.subject
    assert other.intermediate.subject != authority.intermediate.subject
    assert other.fingerprint != authority.fingerprint
    assert {other.root.serial_number, other.intermediate.serial_number}.isdisjoint(
        {authority.root.serial_number, authority.intermediate.serial_number}
    )


def test_the_roots_key_is_gone() -> None:
    authority = issue(NAMES, NOW)
    gc.collect()
    held = [
        item.public_key()
        for holder in gc.get_objects()
        for item in gc.get_referents(holder)
        if isinstance(item, rsa.RSAPrivateKey)
    ]
    assert authority.intermediate.public_key() in held
    assert authority.root.public_key() not in held


def test_an_authority_without_names_is_refused() -> None:
    with pytest.raises(ValueError, match="without names"):
        issue((), NOW)


def test_the_fingerprint_is_in_the_form_that_browsers_show(authority: Authority) -> None:
    pairs = authority.fingerprint.split(":")
    assert len(pairs) == 32
    assert all(len(pair) == 2 and pair.upper() == pair for pair in pairs)


def test_the_key_does_not_show(authority: Authority) -> None:
    assert "key" not in repr(authority)


def test_pem_comes_back(authority: Authority) -> None:
    assert Authority.from_pem(authority.to_pem()).to_pem() == authority.to_pem()


def test_the_pem_holds_the_intermediates_key_first(authority: Authority) -> None:
    pem = authority.to_pem()
    assert pem.count(b"PRIVATE KEY-----") == 2
    assert pem.startswith(b"-----BEGIN RSA PRIVATE KEY-----")
    assert x509.load_pem_x509_certificates(pem) == [authority.intermediate, authority.root]


def test_pieces_of_different_authorities_are_refused(authority: Authority) -> None:
    other = issue(NAMES, NOW)
    pieces = (
        Authority(authority.root, authority.intermediate, other.key),
        Authority(other.root, authority.intermediate, authority.key),
        Authority(authority.root, other.intermediate, authority.key),
        Authority(authority.intermediate, authority.intermediate, authority.key),
    )
    for mixed in pieces:
        with pytest.raises(ValueError, match=r"mismatched|not the intermediate's"):
            Authority.from_pem(mixed.to_pem())


@pytest.mark.parametrize("part", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_damage_is_refused(authority: Authority, part: bytes) -> None:
    whole = authority.to_pem()
    for data in (part, whole[: len(whole) // 2] + part, whole[:-200] + part):
        with pytest.raises(ValueError, match=r"unreadable|not the"):
            Authority.from_pem(data)


def test_every_damaged_line_is_refused(authority: Authority) -> None:
    """Each line of the file loses a character in turn."""
    lines = authority.to_pem().splitlines(keepends=True)
    for number, line in enumerate(lines):
        damaged = b"".join([*lines[:number], line[:5] + line[6:], *lines[number + 1 :]])
        with pytest.raises(ValueError, match=r"unreadable|not "):
            Authority.from_pem(damaged)


def test_a_broken_signature_is_refused(authority: Authority) -> None:
    for name in ("root", "intermediate"):
        der = bytearray(getattr(authority, name).public_bytes(Encoding.DER))
        der[-1] ^= 1  # the signature comes last
        damaged = x509.load_der_x509_certificate(bytes(der))
        with pytest.raises(ValueError, match="mismatched"):
            Authority.from_pem(replace(authority, **{name: damaged}).to_pem())


def limits(permitted: list[str] | None, excluded: list[str] | None) -> x509.NameConstraints:
    return x509.NameConstraints(
        [x509.DNSName(name) for name in permitted] if permitted else None,
        [x509.IPAddress(ip_network(net)) for net in excluded] if excluded else None,
    )


def foreign(
    root_limits: tuple[x509.NameConstraints | None, bool],
    limits: tuple[x509.NameConstraints | None, bool],
) -> Authority:
    """An authority in order but for its limits."""
    root_key, key = KEYS
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, cn)]) for cn in ("root", "below")]
    signed = []
    for name, public, (constraints, critical) in (
        (names[0], root_key.public_key(), root_limits),
        (names[1], key.public_key(), limits),
    ):
        builder = (
            x509.CertificateBuilder(issuer_name=names[0], subject_name=name, public_key=public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW)
            .not_valid_after(NOW + timedelta(days=1))
        )
        if constraints:
            builder = builder.add_extension(constraints, critical=critical)
        signed.append(builder.sign(root_key, hashes.SHA256()))
    return Authority(*signed, key)


KEYS = tuple(rsa.generate_private_key(65537, 2048) for _ in range(2))
EVERY_IP = ["0.0.0.0/0", "::/0"]
GOOD = (limits(["chatgpt.com"], EVERY_IP), True)


def test_an_authority_with_limits_is_accepted() -> None:
    authority = foreign(GOOD, GOOD)
    assert Authority.from_pem(authority.to_pem()).names == ("chatgpt.com",)


@pytest.mark.parametrize(
    "bad",
    [
        (None, False),
        (limits(["chatgpt.com"], EVERY_IP), False),
        (limits(["chatgpt.com"], None), True),
        (limits(["chatgpt.com"], EVERY_IP[:1]), True),
        (limits(None, EVERY_IP), True),
    ],
)
def test_an_authority_with_weaker_limits_is_refused(bad) -> None:
    for pair in ((GOOD, bad), (bad, GOOD), (bad, bad)):
        with pytest.raises(ValueError, match=r"limited|unreadable"):
            Authority.from_pem(foreign(*pair).to_pem())


def test_an_authority_whose_two_limits_differ_is_refused() -> None:
    other = (limits(["chatgpt.com", "example.org"], EVERY_IP), True)
    with pytest.raises(ValueError, match="limited"):
        Authority.from_pem(foreign(GOOD, other).to_pem())


def test_an_authority_that_mitmproxy_made_is_refused() -> None:
    key, certificate = create_ca("mitmproxy", "mitmproxy", 2048)
    with pytest.raises(ValueError, match="unreadable"):
        Authority.from_pem(Authority(certificate, certificate, key).to_pem())
