"""What is no command is told in the person's language, with what to write instead."""

import pytest

from paravent.errors import Exit


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (
            ["puase"],
            ["commande inconnue : puase", "vouliez-vous écrire « pause »"],
            ["unknown command: puase", 'did you mean "pause"?'],
        ),
        (
            ["rules", "zzz"],
            ["commande inconnue : zzz", "voyez « paravent rules --help »"],
            ["unknown command: zzz", "see `paravent rules --help`"],
        ),
        (
            ["pause"],
            ["il manque 5m|30m|1h|demain", "voyez « paravent pause --help »"],
            ["5m|30m|1h|demain is missing", "see `paravent pause --help`"],
        ),
        (
            ["pause", "5m", "--servce", "x"],
            ["option inconnue : --servce", "vouliez-vous écrire « --service »"],
            ["unknown option: --servce", 'did you mean "--service"?'],
        ),
        (
            ["pause", "5m", "--service"],
            ["l'option --service attend une valeur"],
            ["--service needs a value"],
        ),
        (["pause", "5m", "6m"], ["mots en trop : 6m"], ["too many words: 6m"]),
        (
            ["audit", "list", "--limit", "abc"],
            ["valeur refusée pour --limit", "écrivez un nombre entier"],
            ["wrong value for --limit", "write a whole number"],
        ),
        (
            ["audit", "export", "--format", "pdf"],
            ["valeur refusée pour --format", "écrivez jsonl, bundle, ocsf ou ecs"],
            ["wrong value for --format", "write jsonl, bundle, ocsf or ecs"],
        ),
        (["up", "--port", "0"], ["valeur refusée pour --port", "au moins 1"], ["at least 1"]),
        (
            ["rules", "check", "/no/such/folder"],
            ["valeur refusée pour", "ce fichier ou ce dossier n'existe pas"],
            ["wrong value for", "there is no such file or folder"],
        ),
        (
            ["--lang", "xx", "status"],
            ["valeur refusée pour --lang", "écrivez fr ou en"],
            ["wrong value for --lang", "write fr or en"],
        ),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_it_is_told_in_the_language_of_the_person(paravent, monkeypatch, words, french, english):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    said = paravent(*words)
    assert said.code == Exit.USAGE
    assert said.out == ""
    for part in french:
        assert part in said.err.replace("\u00a0", " ")
    if "--lang" not in words:
        told = paravent(*words, lang="en").err
        assert all(part in told for part in english)


def test_a_group_alone_shows_its_help(paravent):
    said = paravent("rules")
    assert said.code == Exit.USAGE
    assert "replay" in said.out
