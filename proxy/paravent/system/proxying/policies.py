"""Settings that the administrator gives to a browser, for the profiles that do not exist yet.

Only where it is the administrator's own machine to set up (a container, a kiosk): such settings
hold for every user, and Paravent lets in its own user only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system.browsers import installed
from paravent.system.part import Look, Part, Standing, is_of_ours, other_proxy
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.system.browsers import Browser
    from paravent.system.ledger import Ledger
    from paravent.system.part import Site

_OURS = "paravent.json"
_FIREFOX = "policies.json"


def parts(site: Site) -> list[Part]:
    """One part for each browser that reads such settings."""
    if not site.place.administrator:
        return []
    return [_part(browser) for browser in installed(site.place) if browser.policies]


def is_ours(site: Site, browser: Browser) -> bool:
    """Whether the administrator's settings name our PAC file, the present one."""
    if not browser.policies:
        return False
    path = _file(site, browser)
    return take(path).content == _wanted(site, browser, take(path).content)


def _file(site: Site, browser: Browser) -> Path:
    name = _FIREFOX if browser.family == "firefox" else _OURS
    return site.place.system(browser.policies) / name


def _part(browser: Browser) -> Part:
    title = t("{name}, réglages imposés", "{name}, policy", name=browser.name)

    def look(site: Site) -> Look:
        path = _file(site, browser)
        if is_ours(site, browser):
            return Look(Standing.DONE)
        if browser.family == "firefox" and "Proxy" in _policies(take(path).content):
            set_now = str(_policies(take(path).content)["Proxy"])
            return Look(Standing.TODO) if is_of_ours(set_now) else other_proxy(site, str(path))
        return Look(Standing.TODO)

    def change(site: Site, ledger: Ledger) -> None:
        path = _file(site, browser)
        with ledger.change(f"policy:{browser.id}", files=[path]):
            before = take(path)
            write(path, _wanted(site, browser, before.content), before.mode or 0o644)

    return Part(f"policy:{browser.id}", title, look, change)


def _wanted(site: Site, browser: Browser, before: bytes) -> bytes:
    if browser.family == "chromium":
        return _json(
            {
                "ProxySettings": {
                    "ProxyMode": "pac_script",
                    "ProxyPacUrl": site.pac_url,
                    "ProxyPacMandatory": True,
                }
            }
        )
    policies = _policies(before)
    certificates = dict(policies.get("Certificates", {}))
    root = str(site.home.ca_certificate)
    certificates["Install"] = [*dict.fromkeys([*certificates.get("Install", []), root])]
    return _json(
        {
            "policies": {
                **policies,
                "Certificates": certificates,
                "Proxy": {"Mode": "autoConfig", "AutoConfigURL": site.pac_url},
            }
        }
    )


def _policies(data: bytes) -> dict[str, Any]:
    if not data:
        return {}
    try:
        found = dict(json.loads(data)["policies"])
    except (ValueError, KeyError, TypeError) as error:
        raise fail(
            t("réglages de Firefox illisibles", "Firefox's policies cannot be read"),
            where=_FIREFOX,
            exit_code=Exit.NOT_READY,
        ) from error
    return found


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
