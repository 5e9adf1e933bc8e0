"""The nursery as the program sees it: started, told to bear or kill a process, closed.

Everything here but starting blocks and belongs in a thread; nothing here knows what the processes
are for.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from paravent.detect import frames
from paravent.errors import ParaventError, Problem, Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping

_NURSERY = "paravent.detect.nursery"  # by name: importing it here would start nothing but cost
# For the models to be loaded: seconds of work, but of a disk or a processor that others keep busy.
# Until then nothing leaves; to give up too soon would only begin the same work again.
_LOAD_S = 300.0
_ANSWER_S = 10.0  # for anything else: longer means that it hangs


class Keeper:
    """One nursery, started when this is made; of use once ``wait`` has returned.

    Args:
        order: what it loads, see ``nursery.main``.
    """

    def __init__(self, order: Mapping[str, object]) -> None:
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_LOAD_S)
        self.is_loaded = False
        """Whether ``wait`` has returned."""
        with theirs:
            self._program = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [
                    sys.executable,
                    "-P",
                    "-m",
                    _NURSERY,
                    json.dumps({**order, "fd": theirs.fileno()}),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                start_new_session=True,  # a Ctrl-C is for the program, which then stops us in order
            )

    def wait(self) -> None:
        """Return when the models are loaded.

        Raises:
            ParaventError: they cannot be, or the nursery ended.
        """
        problems = self._answer()
        if problems:
            raise ParaventError([Problem(*told) for told in problems], reason=Reason.ENGINE)
        self.is_loaded = True
        self._control.settimeout(_ANSWER_S)

    def bear(self) -> tuple[int, socket.socket]:
        """A new process, and the socket that leads to it.

        Raises:
            ParaventError: the nursery is gone.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
                return self._answer(), ours
            except (OSError, ParaventError) as error:
                ours.close()
                raise _gone() from error

    def kill(self, pid: int) -> None:
        """End a process that hangs, unless it ended before; if need be, with the nursery."""
        try:
            self._control.sendall(str(pid).encode())
            self._answer()
        except (OSError, ParaventError):
            self.close()

    def close(self) -> None:
        """End the nursery and all it bore; returns when none of them is left."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # wakes a thread that waits for an answer
        self._control.close()
        if not self.is_loaded:
            self._program.kill()
        try:
            self._program.wait(_ANSWER_S)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()

    def _answer(self) -> Any:  # noqa: ANN401 - what JSON holds
        try:
            answer = frames.receive_blocking(self._control)
        except OSError as error:
            raise _gone() from error
        if answer is None:
            raise _gone()
        return answer


def _gone() -> ParaventError:
    return fail(
        t("le détecteur s'est arrêté", "the detector has stopped"),
        t("il est relancé ; réessayez dans un instant", "it is being restarted; try again shortly"),
        reason=Reason.ENGINE,
    )
