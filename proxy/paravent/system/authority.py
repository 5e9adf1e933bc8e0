"""The local certificate authority itself: made, written as PEM, read back and checked.

A root signs one intermediate, its key is dropped, and only the intermediate's key can sign from
then on, for the permitted names alone. Must never touch a file, nor return the root's key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence

LIFETIME = timedelta(days=730)
# For clients whose clock is behind.
_BACKDATED = timedelta(days=1)
_EVERY_IP = (x509.IPAddress(ip_network("0.0.0.0/0")), x509.IPAddress(ip_network("::/0")))
_UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    InvalidSignature,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
)


@dataclass(frozen=True, slots=True)
class Authority:
    """A root certificate, the intermediate that it signed, and the intermediate's key."""

    root: x509.Certificate
    intermediate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The permitted subtrees: each name, and every name below it."""
        return _permitted(self.intermediate)

    @property
    def not_after(self) -> datetime:
        """When the first of the two certificates expires."""
        return min(self.root.not_valid_after_utc, self.intermediate.not_valid_after_utc)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the root certificate, as browsers show it: ``AB:CD:...``."""
        return self.root.fingerprint(hashes.SHA256()).hex(":").upper()

    def to_pem(self) -> bytes:
        """Key, intermediate, root: the order in which mitmproxy's CertStore reads and sends."""
        return (
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
            + self.intermediate.public_bytes(serialization.Encoding.PEM)
            + self.root.public_bytes(serialization.Encoding.PEM)
        )

    @classmethod
    def from_pem(cls, data: bytes) -> Authority:
        """Read back what ``to_pem`` wrote, and check that it is what ``issue`` makes.

        Raises:
            ValueError: damaged, pieces of different authorities, or certificates without our
                limits (such as those that mitmproxy makes by itself).
        """
        try:
            key = serialization.load_pem_private_key(data, password=None)
            intermediate, root = x509.load_pem_x509_certificates(data)
            root.verify_directly_issued_by(root)
            intermediate.verify_directly_issued_by(root)
            limited = _permitted(root) == _permitted(intermediate) != ()
        except _UNREADABLE as error:
            raise ValueError("unreadable or mismatched certificates") from error
        if not isinstance(key, rsa.RSAPrivateKey) or key.public_key() != intermediate.public_key():
            raise ValueError("the key is not the intermediate's")
        if not limited:
            raise ValueError("the two certificates are not limited to the same names")
        return cls(root, intermediate, key)


def issue(names: Sequence[str], now: datetime) -> Authority:
    """A new root and intermediate, limited to ``names`` and everything below them (RFC 5280).

    The root's key lives in this function only. Leaving it drops the last reference, upon which
    OpenSSL overwrites the numbers that make up the key; it was never written anywhere. What
    Python cannot promise is that the kernel made no copy of that memory meanwhile (swap, a core
    dump, hibernation).

    RSA with 2048 bits, as mitmproxy uses the intermediate's key for the certificates it makes.

    Args:
        names: lower-case host names, at least one: an empty list would permit every name.
        now: the current time, aware.
    """
    if not names:
        raise ValueError("a certificate authority without names would be valid for all")
    # Two installations must differ: clients find an issuer by its subject.
    title = f"Paravent {secrets.token_hex(4).upper()}"
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root_name, name = _subject(title), _subject(f"{title} intermediate")
    root = _certificate(root_name, root_name, root_key.public_key(), root_key.public_key())
    intermediate = _certificate(name, root_name, key.public_key(), root_key.public_key())
    return Authority(
        _limit(root, names, now, path_length=1).sign(root_key, hashes.SHA256()),
        _limit(intermediate, names, now, path_length=0)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(root_key, hashes.SHA256()),
        key,
    )


def _subject(title: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, title),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Paravent"),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, issuer_key: rsa.RSAPublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
    )


def _limit(
    builder: x509.CertificateBuilder, names: Sequence[str], now: datetime, *, path_length: int
) -> x509.CertificateBuilder:
    return (
        builder.not_valid_before(now - _BACKDATED)
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_SIGNS_ONLY, critical=True)
        .add_extension(
            x509.NameConstraints([x509.DNSName(name) for name in names], _EVERY_IP), critical=True
        )
    )


_SIGNS_ONLY = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _permitted(certificate: x509.Certificate) -> tuple[str, ...]:
    """The permitted names, or none where the limits are not critical or leave addresses open."""
    found = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    if not found.critical or set(found.value.excluded_subtrees or ()) != set(_EVERY_IP):
        return ()
    return tuple(
        name.value
        for name in found.value.permitted_subtrees or ()
        if isinstance(name, x509.DNSName)
    )
