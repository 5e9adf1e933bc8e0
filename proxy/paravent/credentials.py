"""The person's own AWS credentials, where the AWS tools keep them; read when a rule says so.

Source: AWS, "Configuration and credential file settings" and "Environment variables" (AWS CLI User
Guide, read 2026-11-26). They are read anew each time, so that renewed ones count at once, and kept
nowhere. Must never tell what it read, not even of a file that it cannot make sense of.
"""

from __future__ import annotations

import os
from configparser import Error, RawConfigParser
from pathlib import Path
from typing import TYPE_CHECKING

from paravent.core.sigv4 import Credentials
from paravent.core.types import Sensitive

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENT = "environment"
PROFILE = "profile:"
_KEYS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")


def find_credentials(source: str) -> Credentials | None:
    """The credentials that lie at ``environment``, or in ``profile:NAME``; None where none do.

    A profile is looked for in ``~/.aws/credentials``, then in ``~/.aws/config``, or in the files
    that ``AWS_SHARED_CREDENTIALS_FILE`` and ``AWS_CONFIG_FILE`` name.
    """
    if source == ENVIRONMENT:
        return _credentials({key: os.environ.get(key.upper(), "") for key in _KEYS})
    name = source.removeprefix(PROFILE)
    longer = name if name == "default" else f"profile {name}"
    shared = _read("AWS_SHARED_CREDENTIALS_FILE", "credentials", name)
    return shared or _read("AWS_CONFIG_FILE", "config", longer)


def _read(variable: str, file: str, section: str) -> Credentials | None:
    chosen = os.environ.get(variable)
    path = Path(chosen).expanduser() if chosen else Path.home() / ".aws" / file
    parser = RawConfigParser(default_section="", strict=False)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Error):
        return None
    return _credentials(parser[section]) if parser.has_section(section) else None


def _credentials(found: Mapping[str, str]) -> Credentials | None:
    key_id, secret, token = (Sensitive(found.get(key, "").strip()) for key in _KEYS)
    return Credentials(key_id, secret, token) if key_id and secret else None
