"""Drives the anthropic SDK."""

from typing import Any

from anthropic import Anthropic
from driving import drive


def tell(error: Exception) -> dict[str, Any]:
    """The SDK keeps the service's own error as the body."""
    body = getattr(error, "body", None) or {}
    return {
        "status": getattr(error, "status_code", None),
        "code": body.get("error", {}).get("code"),
    }


drive(lambda base_url: Anthropic(api_key="stub", base_url=base_url), tell)
