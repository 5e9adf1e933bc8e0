"""Services that are like another: what is not written in their file they have from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

INHERITED = frozenset({"version", "surface", "checked", "format", "refusal", "endpoints"})
"""What a service has from the one that it is like."""


def fill_up(content: object, models: Mapping[str, Any]) -> object:
    """The content of a file, with what the service has that it is like.

    Args:
        content: a service's file, as it is written.
        models: the contents of others, by id.
    """
    name = content.get("like") if isinstance(content, dict) else None
    model = models.get(name) if isinstance(name, str) else None
    if model is None:
        return content
    assert isinstance(content, dict)
    hosts = content.get("hosts")
    own = {"name": content.get("id"), "vendor": hosts[0] if hosts else content.get("id")}
    inherited = {key: value for key, value in model.items() if key in INHERITED}
    filled = {**inherited, **own, **content}
    if isinstance(content.get("endpoints"), list):
        taken = {one.get("id") for one in content["endpoints"] if isinstance(one, dict)}
        others = [one for one in inherited["endpoints"] if one["id"] not in taken]
        filled["endpoints"] = [*content["endpoints"], *others]
    return filled
