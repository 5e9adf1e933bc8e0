"""What whoever steals the intermediate's key can make of it, judged by OpenSSL."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from paravent.system.authority import Authority, issue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def stolen() -> Authority:
    return issue(("api.openai.com", "chatgpt.com"), datetime.now(UTC))


def general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def sign(
    issuer: x509.Certificate,
    key: rsa.RSAPrivateKey,
    subject: tuple[str, rsa.RSAPublicKey],
    *extensions: x509.ExtensionType,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .issuer_name(issuer.subject)
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject[0])]))
        .public_key(subject[1])
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, hashes.SHA256())


def names(*hosts: str) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([general_name(host) for host in hosts])


def verify(
    folder: Path, stolen: Authority, *chain: x509.Certificate, purpose: str = "sslserver"
) -> str:
    leaf, *between = chain
    files = {"leaf": [leaf], "between": [*between, stolen.intermediate], "root": [stolen.root]}
    for name, certificates in files.items():
        pem = b"".join(item.public_bytes(Encoding.PEM) for item in certificates)
        (folder / name).write_bytes(pem)
    openssl = shutil.which("openssl")
    if openssl is None:
        if os.environ.get("CI") == "1":
            pytest.fail("openssl must be installed in CI")
        pytest.skip("openssl is not installed")
    command = [
        *(openssl, "verify", "-no-CApath", "-no-CAstore", "-purpose", purpose),
        *("-CAfile", str(folder / "root"), "-untrusted", str(folder / "between")),
        str(folder / "leaf"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("title", "hosts", "expected"),
    [
        ("site", ["chatgpt.com"], "leaf: OK"),
        ("bank", ["banque-exemple.fr"], "permitted subtree violation"),
        ("mixed", ["chatgpt.com", "banque-exemple.fr"], "permitted subtree violation"),
        ("wide", ["*.com"], "permitted subtree violation"),
        ("parent", ["openai.com"], "permitted subtree violation"),
        ("address", ["192.0.2.1"], "excluded subtree violation"),
        ("address", ["2001:db8::1"], "excluded subtree violation"),
        ("banque-exemple.fr", [], "permitted subtree violation"),
    ],
)
def test_leaf(
    stolen: Authority,
    title: str,
    hosts: list[str],
    expected: str,
    tmp_path: Path,
) -> None:
    extensions = [names(*hosts)] if hosts else []
    subject = (title, stolen.key.public_key())
    leaf = sign(stolen.intermediate, stolen.key, subject, *extensions)
    assert expected in verify(tmp_path, stolen, leaf)


def test_further_authority(stolen: Authority, tmp_path: Path) -> None:
    own_key = rsa.generate_private_key(65537, 2048)
    subject = ("sub", own_key.public_key())
    authority = x509.BasicConstraints(ca=True, path_length=None)
    sub = sign(stolen.intermediate, stolen.key, subject, authority)
    leaf = sign(sub, own_key, ("site", own_key.public_key()), names("chatgpt.com"))
    output = verify(tmp_path, stolen, leaf, sub)
    assert "path length constraint exceeded" in output


def test_other_purpose(stolen: Authority, tmp_path: Path) -> None:
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
    subject = ("client", stolen.key.public_key())
    leaf = sign(stolen.intermediate, stolen.key, subject, usage, names("chatgpt.com"))
    output = verify(tmp_path, stolen, leaf, purpose="sslclient")
    assert "unsuitable certificate purpose" in output
