"""What can be told of the container without an engine to build it with."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docker"


def test_what_is_copied_is_there_and_comes_from_the_tree():
    text = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        line.split()[1:-1] for line in text.splitlines() if re.match(r"COPY (?!--from)", line)
    ]
    sources = [source for line in copied for source in line]
    assert {"requirements.lock", "proxy", "rules", "models"} <= set(sources)
    assert all((ROOT / source).exists() for source in sources)
    assert "--require-hashes -r requirements.lock" in text
    assert (ROOT / ".python-version").read_text().strip() in re.findall(
        r"python:([\d.]+)-slim", text
    )


def test_nothing_is_published_and_nothing_runs_as_root():
    composed = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    service = composed["services"]["paravent"]
    assert "ports" not in service
    assert service["network_mode"] == "host"  # 127.0.0.1 of the computer, and its sockets
    assert not service["user"].startswith(("0", "root"))
    assert service["cap_drop"] == ["ALL"]
    build = service["build"]
    assert (FOLDER / build["context"] / build["dockerfile"]).resolve() == FOLDER / "Dockerfile"
