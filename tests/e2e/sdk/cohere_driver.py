"""Drives the cohere SDK."""

from cohere import ClientV2
from driving import drive

drive(lambda base_url: ClientV2(api_key="stub", base_url=base_url))
