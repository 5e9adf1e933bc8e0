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

if TYPE_CHECKING:
    from mitmproxy import certs
    from mitmproxy.proxy import context
    from OpenSSL import SSL

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


@lru_cache(256)
def _browser_context(**options: Any) -> SSL.Context:  # noqa: ANN401 -- mitmproxy's own, handed on
    made: SSL.Context = _make_context(**options)
    made.set_tls13_ciphersuites(":".join(SUITES).encode())
    return made


def offer_as_a_browser() -> None:
    """Have mitmproxy's connections to services offer TLS 1.3 as Chromium does.

    Its option ``ciphers_server`` speaks of older versions only.
    """
    tls.create_proxy_server_context = _browser_context


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
