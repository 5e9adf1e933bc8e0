"""``python -m paravent``."""

from paravent.cli.main import run

run()
