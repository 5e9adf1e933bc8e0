"""TLS on both sides: what clients are shown, and how services see us.

Clients get a certificate for the name in their hello, and for nothing else: mitmproxy also names
the address that the client asked for, which the authority's own limits forbid, so that whoever
looks names up by itself and asks for an address would be refused. Services get a hello that offers
what Chromium offers, in its order, as far as OpenSSL knows it: what looks like no browser is
challenged. Must never weaken the check of a service's certificate.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from mitmproxy.addons import tlsconfig
from mitmproxy.net import tls
from OpenSSL import SSL

from paravent.errors import fail
from paravent.i18n import t

if TYPE_CHECKING:
    from mitmproxy import certs
    from mitmproxy import tls as tls_data
    from mitmproxy.proxy import context

SUITES = (
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
)
"""Chromium's suites of TLS 1.3 (RFC 8446 §B.4), in its order (BoringSSL, ``ssl_cipher.cc``)."""

OLDER_SUITES = (
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256",
    "AES256-GCM-SHA384",
    "AES128-SHA",
    "AES256-SHA",
)
"""Chromium's suites of TLS 1.2, by their names in OpenSSL, in its order."""


GROUPS = "*X25519MLKEM768:*X25519:P-256:P-384"
"""Chromium's groups, in its order; a key is sent along for those marked ``*``."""

SIGNATURES = (
    "mldsa44",
    "mldsa65",
    "mldsa87",
    "ecdsa_secp256r1_sha256",
    "rsa_pss_rsae_sha256",
    "rsa_pkcs1_sha256",
    "ecdsa_secp384r1_sha384",
    "rsa_pss_rsae_sha384",
    "rsa_pkcs1_sha384",
    "rsa_pss_rsae_sha512",
    "rsa_pkcs1_sha512",
)
"""Chromium's signature schemes (RFC 8446 §4.2.3), in its order; none of SHA-1."""

_TIMESTAMPS = 18  # signed_certificate_timestamp, RFC 6962 §3.3.1
_NO_ENCRYPT_THEN_MAC = 1 << 19  # SSL_OP_NO_ENCRYPT_THEN_MAC: for old suites, no browser asks for it

_make_context = tls.create_proxy_server_context.__wrapped__


class Certificates(tlsconfig.TlsConfig):
    """mitmproxy's TLS, with certificates for one name each."""

    def get_cert(self, conn_context: context.Context) -> certs.CertStoreEntry:
        """The certificate for a connection; one that the clock has overtaken is made anew."""
        name = conn_context.client.sni or (conn_context.server.address or ("",))[0]
        names = [_general_name(name)]
        entry = self.certstore.get_cert(name, names)
        if not entry.cert.notbefore <= datetime.now(UTC) < entry.cert.notafter:
            self.certstore.certs.clear()
            self.certstore.expire_queue.clear()
            entry = self.certstore.get_cert(name, names)
        return entry

    def tls_start_server(self, tls_start: tls_data.TlsData) -> None:
        """Ask for proof that a certificate is not revoked, as browsers do."""
        super().tls_start_server(tls_start)
        if tls_start.ssl_conn is not None:
            tls_start.ssl_conn.request_ocsp()


@lru_cache(256)
def _browser_context(**options: Any) -> SSL.Context:  # noqa: ANN401 -- mitmproxy's own, handed on
    made: SSL.Context = _make_context(**options)
    made.set_tls13_ciphersuites(":".join(SUITES).encode())
    made.set_options(_NO_ENCRYPT_THEN_MAC)
    lib, nothing = SSL._lib, SSL._ffi.NULL  # type: ignore[attr-defined]  # noqa: SLF001
    context = made._context  # noqa: SLF001 -- pyOpenSSL has no names for what follows
    set_up = (
        lib.SSL_CTX_set1_curves_list(context, GROUPS.encode()),
        lib.SSL_CTX_set1_sigalgs_list(context, ":".join(SIGNATURES).encode()),
        # Asked for, and whatever comes is ignored: certificates carry their timestamps themselves.
        lib.SSL_CTX_add_client_custom_ext(context, _TIMESTAMPS, *[nothing] * 5),
    )
    if not all(set_up):
        raise fail(
            t(
                "OpenSSL ne connaît pas ce qu'un navigateur propose",
                "OpenSSL knows no browser's offer",
            ),
            where=SSL.SSLeay_version(SSL.SSLEAY_VERSION).decode(),
        )
    return made


def offer_as_a_browser() -> None:
    """Have mitmproxy's connections to services offer what Chromium offers.

    Its option ``ciphers_server`` speaks of versions before TLS 1.3 only.
    """
    tls.create_proxy_server_context = _browser_context


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
