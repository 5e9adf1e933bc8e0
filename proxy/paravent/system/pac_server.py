"""A program of its own that answers every reader with one file: the PAC file, on Windows.

It outlives Paravent, so that a browser which starts while Paravent is stopped still knows that AI
hosts have no direct way. Must never read anything else, nor listen beyond 127.0.0.1.
"""

from __future__ import annotations

import socketserver
import sys
from pathlib import Path


class _Reader(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self) -> None:
        """Read the request's head, then answer, whatever was asked."""
        while len(self.rfile.readline(65536)) > 2:
            pass
        self.wfile.write(Path(sys.argv[2]).read_bytes())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def run() -> None:
    """Serve on the port and the file that the command line names, until it is ended."""
    with _Server(("127.0.0.1", int(sys.argv[1])), _Reader) as server:
        server.serve_forever()


if __name__ == "__main__":
    run()
