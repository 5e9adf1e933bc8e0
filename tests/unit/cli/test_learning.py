"""What ``services learn`` refuses before anything runs."""

from datetime import UTC, datetime

import pytest

from paravent.cli.program import Base
from paravent.system.ca import ensure_ca


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("googleapis.com", "n'est pas le serveur d'un seul service"),
        ("accounts.google.com", "n'est pas le serveur d'un seul service"),
        ("*.exemple.fr", "n'est pas le serveur d'un seul service"),
        ("api.openai.com", "est déjà connu"),
        ("discord.com", "n'est pas le serveur d'un seul service"),
        ("substrate.office.com", "est déjà connu"),
        ("https://ia.exemple.fr/", "nom de serveur refusé"),
    ],
)
def test_hosts_that_are_not_learnt(paravent, host, words):
    said = paravent("services", "learn", host)
    assert said.code in {2, 3}
    assert words in said.err
    assert not paravent.home.services.exists()


def test_a_host_that_the_certificate_does_not_cover_needs_the_persons_word(paravent):
    paravent.home.make()
    ensure_ca(paravent.home, Base.load().services().hosts, datetime.now(UTC))
    before = paravent.home.ca_certificate.read_bytes()
    said = paravent("services", "learn", "ia.exemple.fr")
    assert said.code == 4
    assert "--renew" in said.err
    assert paravent.home.ca_certificate.read_bytes() == before
    assert not (paravent.home.run / "learning").exists()


def test_nothing_is_sent_to_learn_from_under_a_policy_that_hides_nothing(paravent):
    paravent.write("settings.toml", 'policy = "observe"\n')
    said = paravent("services", "learn", "ia.exemple.fr", "--send")
    assert (said.code, "--send" in said.err) == (2, True)


def test_one_that_was_learnt_is_known(paravent):
    paravent.write(
        "services/ia_exemple_fr/service.yaml",
        "id: ia_exemple_fr\nlike: openai_compatible\nhosts: [ia.exemple.fr]\n",
    )
    said = paravent("services", "learn", "ia.exemple.fr")
    assert (said.code, "ia_exemple_fr" in said.err) == (2, True)
