"""Drives the mistralai SDK."""

import json
from typing import Any

from driving import drive
from mistralai.client import Mistral


def tell(error: Exception) -> dict[str, Any]:
    """The SDK keeps the body as text."""
    body = json.loads(getattr(error, "body", "") or "{}")
    return {"status": getattr(error, "status_code", None), "code": body.get("code")}


drive(lambda base_url: Mistral(api_key="stub", server_url=base_url), tell)
