from __future__ import annotations

import pytest

from paravent.core.types import Action, Effect
from paravent.errors import Exit, ParaventError
from paravent.policy.actions import actions, by_name


def test_every_file_of_the_folder_is_an_action_and_they_are_in_order():
    assert [(action.name, action.effect) for action in actions().values()] == [
        ("allow", Effect.LEAVE),
        ("redact", Effect.REPLACE),
        ("ask", Effect.REFUSE),
        ("block", Effect.REFUSE),
    ]
    strictness = [action.strictness for action in actions().values()]
    assert strictness == sorted(set(strictness))


def test_actions_with_one_name_or_one_strictness_are_refused():
    with pytest.raises(ParaventError) as caught:
        by_name(
            [
                ("actions.mask", Action("mask", 40, Effect.REPLACE)),
                ("actions.hide", Action("mask", 50, Effect.REPLACE)),
                ("actions.warn", Action("warn", 50, Effect.REPLACE)),
            ]
        )
    assert caught.value.exit_code is Exit.INVALID
    assert [(problem.where, problem.message) for problem in caught.value.problems] == [
        ("actions.hide", "action en double avec actions.mask : mask"),
        ("actions.warn", "action en double avec actions.hide : 50"),
    ]
