"""Drives the huggingface_hub SDK."""

from driving import drive
from huggingface_hub import InferenceClient

ROUTER = "https://router.huggingface.co/v1"

drive(
    lambda base_url: InferenceClient(base_url=base_url or ROUTER, api_key="stub"),
    lambda error: {
        "status": error.response.status_code,
        "code": error.response.json()["error"]["code"],
    },
)
