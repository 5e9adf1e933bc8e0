"""Drives the google-genai SDK."""

from driving import drive
from google.genai import Client
from google.genai.types import HttpOptions

drive(
    lambda base_url: Client(api_key="stub", http_options=HttpOptions(base_url=base_url)),
    lambda error: {"status": getattr(error, "code", None), "code": getattr(error, "status", None)},
)
