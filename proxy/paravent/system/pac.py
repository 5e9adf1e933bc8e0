"""The PAC file: which hosts a browser sends through Paravent, and that all others go direct.

AI hosts get no ``DIRECT`` to fall back on: when Paravent is not running they are unreachable
rather than unprotected. Must never name a host that is not catalogued. Written in ECMAScript 5
without the helper functions of PAC, so that every browser reads it alike.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from paravent.hostnames import HostPattern

if TYPE_CHECKING:
    from collections.abc import Collection

_SCRIPT = """\
// Paravent: only AI services go through the local screen; everything else goes direct.
var exact = %(exact)s;
var below = %(below)s;
function has(names, name) {
  return Object.prototype.hasOwnProperty.call(names, name);
}
function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/\\.$/, "");
  if (has(exact, name)) { return "%(proxy)s"; }
  for (var dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    if (has(below, name.slice(dot + 1))) { return "%(proxy)s"; }
  }
  return "DIRECT";
}
"""


def pac_file(patterns: Collection[str], host: str, port: int) -> str:
    """The script for these catalogued hosts and the proxy at ``host:port``.

    Raises:
        ParaventError: a pattern is malformed; left out, its hosts would go direct.
    """
    parsed = [HostPattern.parse(pattern) for pattern in patterns]
    return _SCRIPT % {
        "exact": _object({item.name for item in parsed if not item.subdomains}),
        "below": _object({item.name for item in parsed if item.subdomains}),
        "proxy": f"PROXY {host}:{port}",
    }


def _object(names: set[str]) -> str:
    return json.dumps(dict.fromkeys(sorted(names), 1), indent=1)
