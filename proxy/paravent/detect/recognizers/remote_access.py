"""What lets somebody into a computer from afar: the number of TeamViewer, AnyDesk and the like.

The password that stands right behind it belongs to it.
"""

from __future__ import annotations

from paravent.detect.base import Recognizer
from paravent.detect.recognizers.password import RECOGNIZER as PASSWORD

_TOOL = r"(?:team ?viewer|any ?desk|rust ?desk|supremo|splashtop|ultra ?viewer|dwservice)"
_NUMBER = r"\d{1,3}(?:[ ]?\d{3}){2,3}"
_SAYS = r"(?:(?:mdp|mot de passe|pass(?:word)?|pwd|code)[ ]?:?[ ]?)?"
_SECRET = rf"(?:[ ]?[/|,;:\-][ ]?{_SAYS}[\w!@#$%&*]{{4,16}})?"

RECOGNIZER = Recognizer(
    PASSWORD.entity,
    patterns=(rf"(?i)\b{_TOOL}\b[^\d\n]{{0,24}}\b(?P<v>{_NUMBER}\b{_SECRET})",),
    score=0.9,
    needs=(
        *("teamviewer", "viewer", "ultraviewer", "anydesk", "desk", "rustdesk", "supremo"),
        *("splashtop", "dwservice"),
    ),
)

HITS = (
    ("Accès TeamViewer 1 204 556 789 / kd83jf, merci", "1 204 556 789 / kd83jf"),
    ("AnyDesk : 456 789 123", "456 789 123"),
    ("mon id teamviewer est 1204556789", "1204556789"),
    ("Team Viewer ID 204 556 789, pass: Ab12!x", "204 556 789, pass: Ab12!x"),
    ("RustDesk 123456789", "123456789"),
)
MISSES = (
    "TeamViewer 15 est sorti",
    "Compare AnyDesk et TeamViewer",
    "La licence TeamViewer coûte 1 200 euros",
    "TeamViewer a 2 500 employés",
    "Bureau : 204 556 789",
)
