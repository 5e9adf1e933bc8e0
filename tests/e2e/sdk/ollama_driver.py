"""Drives the ollama SDK."""

from driving import drive
from ollama import Client

drive(lambda base_url: Client(host=base_url or "https://ollama.com"))
