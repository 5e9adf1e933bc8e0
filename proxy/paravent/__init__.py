"""Paravent: a local privacy screen between a person's AI tools and the internet."""

from importlib.metadata import version

__version__ = version("paravent")
