"""Drives the openai SDK."""

from driving import drive
from openai import OpenAI

drive(
    lambda base_url: OpenAI(api_key="sk-stub", base_url=base_url),
    lambda error: {
        "status": getattr(error, "status_code", None),
        "code": getattr(error, "code", None),
    },
)
