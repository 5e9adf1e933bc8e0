"""What a service answers to what browsers ask for, and we with them: it is taken, or passed over."""

from pathlib import Path

import pytest
from mitmproxy.net import tls
from OpenSSL import SSL

from greetings import CHROMIUM, OURS
from paravent.errors import ParaventError
from paravent.gateway import certificates
from paravent.gateway.certificates import OLDER_SUITES
from stub import make_certificates

NAME = b"api.openai.com"
TIMESTAMPS = 18


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    make_certificates(folder)
    return folder


def client(folder):
    context = certificates._browser_context(
        method=tls.Method.TLS_CLIENT_METHOD,
        min_version=tls.Version.TLS1_2,
        max_version=tls.Version.UNBOUNDED,
        cipher_list=OLDER_SUITES,
        ecdh_curve=None,
        verify=tls.Verify.VERIFY_PEER,
        ca_path=None,
        ca_pemfile=str(folder / "stub-ca.pem"),
        client_cert=None,
        legacy_server_connect=False,
    )
    connection = SSL.Connection(context)
    connection.set_tlsext_host_name(NAME)
    connection.request_ocsp()
    connection.set_connect_state()
    return connection


def server(folder, version, asked):
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate_file(str(folder / "stub.pem"))
    context.use_privatekey_file(str(folder / "stub.key"))
    context.set_min_proto_version(version)
    context.set_max_proto_version(version)

    def staple(_connection, _data):
        asked.append("status")
        return b"a proof"

    context.set_ocsp_server_callback(staple)
    nothing = SSL._ffi.NULL
    assert SSL._lib.SSL_CTX_add_server_custom_ext(context._context, TIMESTAMPS, *[nothing] * 5)
    connection = SSL.Connection(context)
    connection.set_accept_state()
    return connection


def hand_over(one, other):
    """Bring what one has to say to the other."""
    try:
        other.bio_write(one.bio_read(65536))
    except SSL.WantReadError:
        return


def shake_hands(one, other):
    done = set()
    while len(done) < 2:
        for this, that in ((one, other), (other, one)):
            try:
                this.do_handshake()
                done.add(this)
            except SSL.WantReadError:
                pass
            hand_over(this, that)


@pytest.mark.parametrize("version", [SSL.TLS1_2_VERSION, SSL.TLS1_3_VERSION])
def test_proofs_that_a_service_adds_do_not_disturb(folder, version):
    asked = []
    ours, theirs = client(folder), server(folder, version, asked)
    shake_hands(ours, theirs)
    assert asked == ["status"]
    ours.send(b"hello")
    hand_over(ours, theirs)
    assert theirs.recv(5) == b"hello"
    assert ours.get_protocol_version() == version


def test_an_openssl_that_knows_no_browser_is_told_not_passed_over(folder, monkeypatch):
    monkeypatch.setattr(certificates, "GROUPS", "no-such-group")
    certificates._browser_context.cache_clear()
    with pytest.raises(ParaventError, match="OpenSSL"):
        client(folder)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_docs_tell_the_fingerprints_of_both(language):
    page = Path(f"docs/{language}/services.md").read_text(encoding="utf-8")
    for greeting in (OURS, CHROMIUM):
        assert f"`{greeting.fingerprint('h2')}`" in page
