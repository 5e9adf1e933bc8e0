"""The certificates that clients are shown: for the name in their hello, and for nothing else.

mitmproxy also names the address that the client asked for, which the authority's own limits
forbid: whoever looks names up by itself and asks for an address would be refused.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from cryptography import x509
from mitmproxy.addons import tlsconfig

if TYPE_CHECKING:
    from mitmproxy import certs
    from mitmproxy.proxy import context


class Certificates(tlsconfig.TlsConfig):
    """mitmproxy's TLS, with certificates for one name each."""

    def get_cert(self, conn_context: context.Context) -> certs.CertStoreEntry:
        """The certificate for a connection."""
        name = conn_context.client.sni or (conn_context.server.address or ("",))[0]
        return self.certstore.get_cert(name, [_general_name(name)])


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
