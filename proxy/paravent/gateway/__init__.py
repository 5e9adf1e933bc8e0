"""The only place that knows mitmproxy: it turns flows into exchanges and back.

mitmproxy's package of addons imports all thirty of them: LDAP, Flask, a language of filters. It is
entered here by another door, from which each of the six that we use is imported by itself.
"""

import sys
from importlib.util import find_spec
from types import ModuleType

_ADDONS = "mitmproxy.addons"

if _ADDONS not in sys.modules and (found := find_spec("mitmproxy")):
    package = ModuleType(_ADDONS)
    package.__path__ = [f"{folder}/addons" for folder in found.submodule_search_locations or ()]
    sys.modules[_ADDONS] = package
