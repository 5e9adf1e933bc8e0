"""What can be told of the container without an engine to build it with.

The rules are hadolint's, by their numbers, and Docker's own advice.
"""

import re
import stat

import pytest
import yaml

from containers import FOLDER, ROOT, Instruction, stages

STAGES = stages()
LAST = STAGES[-1]
ALL = [one for stage in STAGES for one in stage]


def having(word: str, where: list[Instruction] = ALL) -> list[str]:
    return [one.rest for one in where if one.word == word]


def test_what_is_copied_is_there_and_comes_from_the_tree():
    copied = [rest.split()[:-1] for rest in having("COPY") if not rest.startswith("--from")]
    sources = [source for line in copied for source in line]
    assert {"requirements.lock", "proxy", "rules", "models"} <= set(sources)
    assert all((ROOT / source).exists() for source in sources)
    ignore = (FOLDER / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignore[1] == "*"
    assert {line[1:] for line in ignore if line.startswith("!")} == set(sources)


def test_the_base_is_the_python_of_the_tree_by_its_number():  # DL3006, DL3007
    wanted = (ROOT / ".python-version").read_text().strip()
    assert {rest.split()[0] for rest in having("FROM")} == {f"python:{wanted}-slim"}


def test_packages_come_with_their_hashes_and_leave_no_cache():  # DL3013, DL3042
    installs = [part for rest in having("RUN") for part in rest.split("&&") if " install " in part]
    pips = [part for part in installs if "pip" in part]
    assert len(pips) == 2
    assert all("--no-cache-dir" in part for part in pips)
    assert "--require-hashes -r requirements.lock" in pips[0]
    assert "--no-deps" in pips[1]


@pytest.mark.parametrize("bad", ["ADD", "MAINTAINER", "ONBUILD", "SHELL"])  # DL3020, DL4000
def test_there_is_none_of(bad):
    assert having(bad) == []


def test_the_last_user_is_not_the_administrator():  # DL3002
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", having("USER", LAST)[-1])
    words = [one.word for one in LAST]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert words.index("USER") > words.index("RUN")


def test_commands_are_arrays_and_there_is_one_of_each():  # DL3025, DL4003, DL4004
    for word in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
        (only,) = [one for one in LAST if one.word == word]
        assert only.exec_form
    assert not [rest for rest in having("RUN") if "|" in rest.replace("||", "")]  # DL4006
    assert not [rest for rest in having("RUN") if re.search(r"\b(sudo|cd|apt|curl)\b", rest)]
    assert all(rest.startswith("/") for rest in having("WORKDIR"))  # DL3000


def test_others_come_in_with_a_token_only():
    (command,) = [one.exec_form for one in LAST if one.word == "CMD"]
    assert command[command.index("--listen") + 1] == f"0.0.0.0:{having('EXPOSE', LAST)[0]}"
    assert command[command.index("--token-file") + 1] == "/run/secrets/paravent_token"


def test_the_composition():
    composed = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    service = composed["services"]["paravent"]
    assert service["ports"] == ["127.0.0.1:8790:8790"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "network_mode", "user"} & service.keys()
    assert service["volumes"] == ["data:/data"]
    assert "data" in composed["volumes"]
    (secret,) = service["secrets"]
    assert (FOLDER / composed["secrets"][secret]["file"]).resolve() == FOLDER / "token"
    build = service["build"]
    assert (FOLDER / build["context"] / build["dockerfile"]).resolve() == FOLDER / "Dockerfile"


def test_the_token_stays_out_of_the_tree():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/docker/token" in ignored
    assert not stat.S_IXUSR & (FOLDER / "Dockerfile").stat().st_mode
