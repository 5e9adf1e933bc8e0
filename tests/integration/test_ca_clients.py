"""Real clients against certificates served as mitmproxy serves them.

An AI host is accepted; any other, though signed by the same key, is refused, and refused for the
limits that the authority carries rather than for some other fault of the certificate.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from mitmproxy import certs
from mitmproxy.net import tls
from OpenSSL import SSL

from paravent.settings import Home
from paravent.system.ca import ensure_ca

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CATALOGUE = ("chatgpt.com", "*.chatgpt.com", "api.openai.com", "claude.ai")
AI_HOSTS = ("chatgpt.com", "ab.chatgpt.com", "api.openai.com")
FOREIGN_HOSTS = ("example.org", "evil-chatgpt.com", "chatgpt.com.example.org", "openai.com")
ADDRESS = "127.0.0.1"
PERMITTED_VIOLATION, EXCLUDED_VIOLATION = 47, 48  # openssl/x509_vfy.h
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nserved-you"


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CI") == "1":
            pytest.fail(f"{name} must be installed in CI")
        pytest.skip(f"{name} is not installed")
    return path


def general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


class Impostor:
    """A TLS server with a certificate for whatever name the client asks for."""

    def __init__(self, home: Home) -> None:
        self.store = certs.CertStore.from_store(home.ca, "mitmproxy", 2048)
        self._listener = socket.create_server((ADDRESS, 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def entry(self, host: str) -> certs.CertStoreEntry:
        return self.store.get_cert(host, [general_name(host)])

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(client,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(20)
        hello = client.recv(16384, socket.MSG_PEEK)
        entry = self.entry(_server_name(hello) or ADDRESS)
        context = tls.create_client_proxy_context(
            method=tls.Method.TLS_SERVER_METHOD,
            min_version=tls.DEFAULT_MIN_VERSION,
            max_version=tls.DEFAULT_MAX_VERSION,
            cipher_list=None,
            ecdh_curve=None,
            chain_file=entry.chain_file,
            alpn_select_callback=None,
            request_client_cert=False,
            extra_chain_certs=(),
            dhparams=self.store.dhparams,
        )
        client.settimeout(None)  # pyOpenSSL wants a blocking socket
        with contextlib.closing(client), contextlib.suppress(SSL.Error, OSError):
            connection = SSL.Connection(context, client)
            connection.use_certificate(entry.cert.to_cryptography())
            connection.use_privatekey(entry.privatekey)
            connection.set_accept_state()
            connection.do_handshake()
            connection.recv(16384)
            connection.sendall(ANSWER)
            connection.shutdown()


def _server_name(hello: bytes) -> str | None:
    """The SNI of a ClientHello, as Python's own TLS reads it."""
    seen: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _connection, name, _context: seen.append(name)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    incoming.write(hello)
    with contextlib.suppress(ssl.SSLError):
        context.wrap_bio(incoming, outgoing, server_side=True).do_handshake()
    return seen[0] if seen else None


@dataclass(frozen=True)
class Scene:
    home: Home
    server: Impostor

    @property
    def port(self) -> int:
        return self.server.port


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    home = Home(tmp_path_factory.mktemp("home")).make()
    ensure_ca(home, CATALOGUE, datetime.now(UTC))
    server = Impostor(home)
    yield Scene(home, server)
    server.close()


def run(*command: str, **environ: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        env=clean | environ,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def violation(host: str) -> str:
    return ("excluded" if host == ADDRESS else "permitted") + " subtree violation"


@pytest.mark.parametrize("host", [*AI_HOSTS, *FOREIGN_HOSTS, ADDRESS])
def test_curl(scene: Scene, host: str) -> None:
    code, output = run(
        program("curl"),
        "-sS",
        *("--cacert", str(scene.home.ca_certificate)),
        *("--resolve", f"{host}:{scene.port}:{ADDRESS}"),
        f"https://{host}:{scene.port}/",
    )
    if host in AI_HOSTS:
        assert (code, output) == (0, "served-you")
    else:
        assert code == 60
        assert violation(host) in output


@pytest.mark.parametrize("host", [*AI_HOSTS, *FOREIGN_HOSTS, ADDRESS])
def test_openssl(scene: Scene, host: str) -> None:
    asked = (
        ("-noservername", "-verify_ip", host)
        if host == ADDRESS
        else ("-servername", host, "-verify_hostname", host)
    )
    code, output = run(
        program("openssl"),
        *("s_client", "-connect", f"{ADDRESS}:{scene.port}", "-verify_return_error"),
        *("-CAfile", str(scene.home.ca_certificate), "-no-CApath", "-no-CAstore"),
        *asked,
    )
    if host in AI_HOSTS:
        assert code == 0, output
        assert "Verification: OK" in output
    else:
        assert code != 0
        assert violation(host) in output


@pytest.mark.parametrize("trusted", ["ca_certificate", "bundle"])
@pytest.mark.parametrize("host", [*AI_HOSTS, *FOREIGN_HOSTS, ADDRESS])
def test_python(scene: Scene, host: str, trusted: str) -> None:
    context = ssl.create_default_context(cafile=getattr(scene.home, trusted))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    with socket.create_connection((ADDRESS, scene.port), timeout=20) as plain:
        if host in AI_HOSTS:
            with context.wrap_socket(plain, server_hostname=host) as secure:
                secure.sendall(b"GET / HTTP/1.1\r\n\r\n")
                assert secure.recv(16384) == ANSWER
        else:
            with pytest.raises(ssl.SSLCertVerificationError) as refused:
                context.wrap_socket(plain, server_hostname=host)
            expected = EXCLUDED_VIOLATION if host == ADDRESS else PERMITTED_VIOLATION
            assert refused.value.verify_code == expected


NODE = """
const [host, port] = process.argv.slice(1);
const name = host === "127.0.0.1" ? {} : {servername: host};
const end = (text) => { console.log(text); process.exit(0); };
const secure = require("tls").connect({host: "127.0.0.1", port, ...name});
secure.on("secureConnect", () => end("accepted " + secure.authorized));
secure.on("error", (error) => end(error.message));
"""


@pytest.mark.parametrize("host", [*AI_HOSTS, *FOREIGN_HOSTS, ADDRESS])
def test_node(scene: Scene, host: str) -> None:
    trusted = str(scene.home.ca_certificate)
    _, output = run(
        *(program("node"), "-e", NODE, host, str(scene.port)), NODE_EXTRA_CA_CERTS=trusted
    )
    assert output.strip() == ("accepted true" if host in AI_HOSTS else violation(host))


def nss_database(folder: Path, scene: Scene) -> str:
    folder.mkdir(parents=True)
    database = f"sql:{folder}"
    certutil = program("certutil")
    trusted = str(scene.home.ca_certificate)
    for arguments in (
        ("-N", "--empty-password"),
        ("-A", "-n", "paravent", "-t", "C,,", "-i", trusted),
    ):
        code, output = run(certutil, "-d", database, *arguments)
        assert code == 0, output
    return database


def test_nss(scene: Scene, tmp_path: Path) -> None:
    database = nss_database(tmp_path / "nssdb", scene)
    certutil = program("certutil")

    def add(name: str, certificate: certs.Cert) -> None:
        file = tmp_path / "certificate.pem"
        file.write_bytes(certificate.to_pem())
        code, output = run(
            *(certutil, "-A", "-d", database, "-n", name, "-t", ",,", "-i", str(file))
        )
        assert code == 0, output

    add("intermediate", scene.server.store.default_ca)
    verdicts = {}
    for host in (*AI_HOSTS, *FOREIGN_HOSTS, ADDRESS):
        add(host, scene.server.entry(host).cert)
        verdicts[host] = run(certutil, "-V", "-d", database, "-n", host, "-u", "V")
    for host, (code, output) in verdicts.items():
        if host in AI_HOSTS:
            assert code == 0, output
        else:
            assert code != 0
            assert "not permitted" in output


@pytest.mark.browser
@pytest.mark.parametrize("host", ["chatgpt.com", "example.org", "evil-chatgpt.com", ADDRESS])
def test_chromium(scene: Scene, host: str, tmp_path: Path) -> None:
    chromium = program("chromium")
    nss_database(tmp_path / ".pki" / "nssdb", scene)
    _, output = run(
        chromium,
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"),
        *("--no-proxy-server", f"--user-data-dir={tmp_path / 'profile'}"),
        *("--host-resolver-rules=MAP * 127.0.0.1", "--dump-dom"),
        f"https://{host}:{scene.port}/",
        HOME=str(tmp_path),
    )
    if host in AI_HOSTS:
        assert "served-you" in output
    else:
        # What Chromium says of a broken limit; an unknown issuer is ERR_CERT_AUTHORITY_INVALID.
        assert "net::ERR_CERT_INVALID" in output
        assert "served-you" not in output
