"""The container without an engine: its steps are run one by one, in folders that stand for its own.

What the engine itself does (the user, the read-only system, the network) is only read, in
``tests/unit/test_docker.py``.
"""

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from containers import ROOT, Instruction, stages
from program import READY_S, free_port

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
TOKEN = "0123456789abcdef0123456789abcdef"
MESSAGE = {"model": "demo", "messages": [{"role": "user", "content": "Je suis Léa Noël."}]}


class Image:
    """The folders of a container, below one of ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("opt", "src", "data", "run/secrets", "bin"):
            (folder / name).mkdir(parents=True)
        (folder / "bin/python").symlink_to(sys.executable)
        self.env = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
        self.env.pop("PYTHONPATH", None)

    def moved(self, text: str) -> str:
        """The same words, about our folders."""
        for name in ("/opt/paravent", "/data", "/run/secrets"):
            text = text.replace(name, f"{self.folder}{name}")
        return text

    def do(self, one: Instruction) -> None:
        if one.word == "RUN" and "useradd" not in one.rest:
            command = self.moved(one.rest)
            done = subprocess.run(
                ["/bin/sh", "-ec", command], cwd=self.folder / "src", env=self.env, check=False,
                capture_output=True, text=True,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        elif one.word == "COPY" and not one.rest.startswith("--from"):
            *sources, target = one.rest.split()
            for source in sources:
                self._copy(ROOT / source, self.folder / "src" / target)
        elif one.word == "ENV":
            told = (word.partition("=") for word in self.moved(one.rest).split())
            path = self.env["PATH"]
            self.env |= {name: value.replace("$PATH", path) for name, _, value in told}

    def _copy(self, source: Path, target: Path) -> None:
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "train")
            shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)


@pytest.fixture
def image(tmp_path: Path) -> Image:
    image = Image(tmp_path)
    for stage in stages():
        for one in stage:
            image.do(one)
    return image


@pytest.fixture
def container(image: Image) -> Iterator[tuple[int, list[str]]]:
    """It runs as its last lines say, on ports of ours: that of the way in, and the health check."""
    last = {one.word: one for one in stages()[-1]}
    (image.folder / "run/secrets/paravent_token").write_text(f"{TOKEN}\n")
    entry, port, ui_port = free_port(), free_port(), free_port()
    (image.folder / "data/settings.toml").write_text(f"port = {port}\nui_port = {ui_port}\n")
    words = [*last["ENTRYPOINT"].exec_form, *last["CMD"].exec_form]
    command = [image.moved(word).replace("0.0.0.0:8790", f"127.0.0.1:{entry}") for word in words]
    program = shutil.which(command[0], path=image.env["PATH"])
    assert program == str(image.folder / "opt/paravent/bin/paravent")
    process = subprocess.Popen(
        [program, *command[1:]], env=image.env, stdout=subprocess.PIPE, cwd=image.folder
    )
    try:
        assert process.stdout
        assert process.stdout.readline().startswith(b"ready")
        check = [word.replace("8788", str(ui_port)) for word in last["HEALTHCHECK"].exec_form]
        yield entry, check
    finally:
        process.terminate()
        process.communicate(timeout=READY_S)


def test_its_steps_make_a_paravent_that_works(
    image: Image, container: tuple[int, list[str]]
) -> None:
    entry, check = container
    assert subprocess.run(check, env=image.env, check=False).returncode == 0
    trusted = ssl.create_default_context(cafile=str(image.folder / "data/ca.pem"))
    url = "https://demo.paravent.test/v1/chat/completions"
    with httpx.Client(
        proxy=f"http://paravent:{TOKEN}@127.0.0.1:{entry}", verify=trusted, trust_env=False,
        timeout=READY_S,
    ) as client:  # fmt: skip
        answer = client.post(url, json=MESSAGE).json()
    assert "Léa Noël" in answer["choices"][0]["message"]["content"]
    with (
        httpx.Client(
            proxy=f"http://127.0.0.1:{entry}", verify=trusted, trust_env=False, timeout=READY_S
        ) as stranger,
        pytest.raises(httpx.ProxyError, match="407"),
    ):
        stranger.post(url, json=MESSAGE)
