"""The only place that knows mitmproxy: it turns flows into exchanges and back.

mitmproxy's package of addons imports all thirty of them: LDAP, Flask, a language of filters. Here
it stands without having run, so that each of the six that we use is imported by itself.
"""

import sys
from importlib.util import find_spec, module_from_spec

_ADDONS = "mitmproxy.addons"

if _ADDONS not in sys.modules and (found := find_spec(_ADDONS)):
    sys.modules[_ADDONS] = module_from_spec(found)
