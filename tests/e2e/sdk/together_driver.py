"""Drives the together SDK."""

from driving import drive
from together import Together

drive(lambda base_url: Together(api_key="stub", base_url=base_url))
