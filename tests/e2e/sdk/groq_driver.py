"""Drives the groq SDK."""

from driving import drive
from groq import Groq

drive(lambda base_url: Groq(api_key="stub", base_url=base_url))
