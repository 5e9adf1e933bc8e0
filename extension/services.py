"""Writes the services that the extension is to cover before it was ever paired, as JSON.

Run by ``make extension``: those that are shipped, without those that the person must ask for.
"""

import json
import sys

from paravent import __version__
from paravent.services.catalogue import load_catalogue
from paravent.settings import shipped

catalogue = load_catalogue([shipped("rules") / "services"]).opened(())
services = [
    {
        "id": service.id,
        "name": service.name,
        "web": service.surface == "web",
        "hosts": [f"*.{one.name}" if one.subdomains else one.name for one in service.hosts],
    }
    for service in catalogue.services.values()
    if "local" not in service.groups
]
json.dump({"version": __version__, "services": services}, sys.stdout, ensure_ascii=False)
