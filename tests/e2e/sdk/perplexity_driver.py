"""Drives the perplexity SDK."""

from driving import drive
from perplexity import Perplexity

drive(lambda base_url: Perplexity(api_key="stub", base_url=base_url))
