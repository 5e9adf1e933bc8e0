"""A checkpoint is timestamped by an authority of time, played here by openssl on this machine."""

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evidence import members, run_verifier
from paravent.errors import ParaventError
from paravent.store.timestamp import read_timestamp, timestamp_query
from parting import open_parts

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(not OPENSSL, reason="openssl is not installed")
CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def run(*words, **options):
    return subprocess.run([OPENSSL, *map(str, words)], capture_output=True, check=True, **options)


class Authority:
    """Answers queries with ``openssl ts``."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        run(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "tsa.key",
            "-out", folder / "tsa.pem", "-days", "2", "-subj", "/CN=Essai",
            "-addext", "extendedKeyUsage=critical,timeStamping",
        )  # fmt: skip

    def answer(self, query):
        (self.folder / "q.tsq").write_bytes(query)
        out = self.folder / "r.tsr"
        run("ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile",
            self.folder / "q.tsq", "-out", out)  # fmt: skip
        return out.read_bytes()

    def check(self, tsr, data):
        (self.folder / "c.tsr").write_bytes(tsr)
        (self.folder / "c.note").write_bytes(data)
        return run("ts", "-verify", "-in", self.folder / "c.tsr", "-data", self.folder / "c.note",
                   "-CAfile", self.folder / "tsa.pem").stdout  # fmt: skip


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def url(authority):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.headers["content-type"] == "application/timestamp-query"
            query = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(authority.answer(query))

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def note(paravent, tmp_path):
    with open_parts(paravent.home.root):
        pass
    path = tmp_path / "sceau.note"
    paravent("audit", "checkpoint", "-o", str(path))
    return path


def test_an_authority_that_is_set_is_asked(paravent, note, url, authority, tmp_path):
    paravent.write("settings.toml", f'tsa_url = "{url}"')
    said = paravent("audit", "timestamp", str(note))
    assert said.code == 0, said.err
    assert said.out.startswith("Horodaté : 1 événements, le 20")
    target = tmp_path / "preuves.zip"
    paravent("audit", "export", "--format", "bundle", "-o", str(target))
    files = members(target)
    assert files["time/1.note"] == note.read_bytes()
    assert b"OK" in authority.check(files["time/1.tsr"], files["time/1.note"])
    assert run_verifier(target).returncode == 0
    assert paravent("audit", "verify").code == 0


def test_an_answer_may_come_as_a_file(paravent, note, authority, tmp_path):
    query, answer = tmp_path / "q.tsq", tmp_path / "r.tsr"
    assert paravent("audit", "timestamp", str(note), "--request", str(query)).code == 0
    answer.write_bytes(authority.answer(query.read_bytes()))
    assert paravent("audit", "timestamp", str(note), "--token", str(answer)).code == 0


def test_nobody_is_asked_unless_that_is_set(paravent, note):
    said = paravent("audit", "timestamp", str(note))
    assert said.code == 2
    assert "tsa_url" in said.err


def test_a_checkpoint_of_another_log_is_not_timestamped(paravent, note, tmp_path):
    other = tmp_path / "other.note"
    other.write_text(note.read_text("utf-8").replace("\n1\n", "\n2\n"), encoding="utf-8")
    said = paravent("audit", "timestamp", str(other))
    assert said.code == 3


def test_an_answer_to_something_else_is_refused(authority):
    tsr = authority.answer(timestamp_query("a note", 77))
    assert read_timestamp(tsr, "a note", 77)
    assert read_timestamp(tsr, "a note")
    with pytest.raises(ParaventError, match="autre chose"):
        read_timestamp(tsr, "another note", 77)
    with pytest.raises(ParaventError, match="autre demande"):
        read_timestamp(tsr, "a note", 78)


def test_what_is_no_answer_is_refused(authority):
    tsr = authority.answer(timestamp_query("a note", 77))
    refused = bytes.fromhex("30053003020102")
    with pytest.raises(ParaventError, match="refusé"):
        read_timestamp(refused, "a note")
    for cut in (b"", b"\x30", tsr[:50], tsr[:-1], b"<html>", b"\x30\x80", tsr[:200] + tsr[210:]):
        with pytest.raises(ParaventError):
            read_timestamp(cut, "a note")
