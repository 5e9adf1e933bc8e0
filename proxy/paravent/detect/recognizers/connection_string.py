"""The password in the address of a database or a server, in a command or in a file of logins.

``postgres://user:password@host``, ``jdbc:oracle``, ``curl -u``, ``.netrc``, ``.pgpass``. The rest
of the address is left to the other recognizers; nothing is connected to.
"""

from __future__ import annotations

import re

from paravent.detect.base import Recognizer
from paravent.detect.recognizers.password import PASSWORD
from paravent.detect.stand_ins import is_stand_in

_EVERYBODYS = re.compile(
    r"(?i)(?:pass(?:word|wd)?|pwd|mdp|motdepasse|secret|user(?:name)?|postgres|mysql|root|admin"
    r"|guest|test|my\w*|\$\w+|%\w+%|x-oauth-basic)"
)


def _validate(text: str) -> float | None:
    return 0.2 if _EVERYBODYS.fullmatch(text) or is_stand_in(text) else 0.9


RECOGNIZER = Recognizer(
    PASSWORD,
    patterns=(
        r"(?i)[a-z][a-z0-9+.\-]{1,20}://[^\s:/\"'`<>]{0,100}:(?P<v>[^\s/\"'`<>]{1,128})@[\w\[.$]",
        r"(?i)\bjdbc:oracle:\w{2,6}:[^/\s]{1,40}/(?P<v>[^\s/@\"']{1,64})@",
        (
            r"\b(?:curl|http|wget|lftp|smbclient)\b[^\n]{0,200}? (?:-u|--user|-U)[ =]?[\"']?"
            r"[^\s:%\"']{1,64}[:%](?P<v>[^\s\"']{3,64})"
        ),
        r"\bsshpass -p ?[\"']?(?P<v>[^\s\"'\-][^\s\"']{2,63})",
        r"\b(?:mysql|mysqldump|mariadb)\b[^\n]{0,120}? (?P<v>-p[^\s\"']{3,63})",
        r"(?i)\bnet use [^\n]{0,100} /user:\S{1,60} (?P<v>[^\s/]\S{3,63})",
        r"\bmachine\s+\S{1,80}\s+login\s+\S{1,64}\s+password\s+(?P<v>\S{3,64})",
        r"(?m)^[\w.\-*]{1,80}:(?:5432|6432|\*):[\w\-*]{1,63}:[\w.\-]{1,63}:(?P<v>[^\s:]{4,64})$",
    ),
    validate=_validate,
    needs=(
        "://",
        "jdbc",
        "curl",
        "http",
        "wget",
        "lftp",
        "smbclient",
        "sshpass",
        "mysql",
        "mariadb",
        "net use",
        "password",
        ":5432",
        ":6432",
        ":*:",
    ),
)

HITS = (
    ("postgres://app:S3cr3t-Pg@db.exemple.fr:5432/crm", "S3cr3t-Pg"),
    ("mongodb+srv://marie:Zk8%23pomme@cluster0.mongodb.net/", "Zk8%23pomme"),
    ("redis://:r3d1s-Pw9@cache:6379/0", "r3d1s-Pw9"),
    ("smtp://contact%40exemple.fr:Mail!2024@smtp.exemple.fr:587", "Mail!2024"),
    ("amqps://worker:Lapin2024@mq.exemple.fr", "Lapin2024"),
    ("jdbc:oracle:thin:scott/T1ger77@//db:1521/orcl", "T1ger77"),
    ("curl -s -u marie:Zk8pomme https://api.exemple.fr", "Zk8pomme"),
    ("machine api.exemple.fr login marie password Zk8pomme", "Zk8pomme"),
    ("sshpass -p 'Serveur#1' ssh root@hote", "Serveur#1"),
    ("db.exemple.fr:5432:crm:app:S3cr3t-Pg", "S3cr3t-Pg"),
    ("mysql -h db -u root -pSolei1! crm", "-pSolei1!"),
    ("net use Z: \\\\srv\\part /user:lucie Gr4nit82!", "Gr4nit82!"),
)
MISSES = (
    "postgres://user:password@localhost/db",
    "postgresql://${USER}:${DB_PASSWORD}@host/db",
    "redis://localhost:6379/0",
    "https://exemple.fr:8443/@marie",
    "mysql -u root -p crm",
    "mongodb://<user>:<password>@host",
    "raise if the login user or password missing",
    "net use Z: \\\\srv\\part /user:lucie /persistent:yes",
    "curl -X POST https://api.exemple.fr",
    "ssh://git@github.com:22/paravent.git",
)
