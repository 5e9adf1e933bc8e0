"""A name that is understood in the third turn only leaves none of the turns from then on."""

import re

from e2e.leaks import leaks
from e2e.test_history import arrived, say
from program import Program
from stub import Stub

TURNS = (
    "Voici le compte rendu : KERVADEC veut baisser le loyer, merci de le résumer.",
    "Précision : le compte skervadec est bloqué, et un petit mot suffit.",
    "La locataire est Mme Solène Kervadec, solene.kervadec@exemple.fr. Prépare la réponse.",
)


def test_three_turns_of_a_conversation(program: Program, stub: Stub) -> None:
    messages: list[dict[str, str]] = []
    for turn in TURNS:
        messages.append({"role": "user", "content": turn})
        messages.append({"role": "assistant", "content": say(program, messages)})
    left = arrived(stub)
    assert leaks("\n".join(left).encode(), ["Kervadec", "KERVADEC", "skervadec", "Solène"]) == []
    assert "un petit mot suffit" in left[2]
    # Two at most: a label that was given out before the forms were known for one's is never renamed.
    assert len(set(re.findall(r"\[PERSONNE_(\w{6})", "".join(left)))) <= 2
    said = say(program, messages)
    wanted = ("KERVADEC", "skervadec", "Solène Kervadec", "solene.kervadec@exemple.fr")
    assert [f"Je note {value}, merci." in said for value in wanted] == [True] * 4
    assert arrived(stub)[: len(left)] == left
