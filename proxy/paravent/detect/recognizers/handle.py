"""The name somebody goes by on a network: ``@name`` beside the network's, or after its name.

An @ alone proves nothing: decorators, packages and style sheets have one too, and so has the
mention of a colleague.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer

_NETWORK = (
    r"insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|telegram|discord|twitter|twitch|skype|threads"
    r"|bluesky|bsky|mastodon|steam|psn|xbox|roblox|linkedin|github|gitlab|reddit|medium"
    r"|youtube|facebook|fb|messenger|venmo|cash ?app|strava|vinted"
)
_NETWORKS = (
    *("insta", " ig ", "snap", "tiktok", "tik tok", "telegram", "discord", "twitter", "twitch"),
    *("skype", "threads", "bluesky", "bsky", "mastodon", "steam", " psn ", "xbox", "roblox"),
    *("linkedin", "github", "gitlab", "reddit", "medium", "youtube", "facebook", " fb "),
    *("messenger", "venmo", "cashapp", "cash app", "strava", "vinted"),
)
_NAMED = r"pseudo(?:nyme)?|username|user ?name|nom d'utilisateur|identifiant|login|screen name"
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.\-]{1,30}[A-Za-z0-9_]"
_CODE = re.compile(
    r"(?i)@(?:media|import|charset|font-face|keyframes|supports|page|layer|container|property"
    r"|apply|include|mixin|extend|use|tailwind|param|returns?|throws|type(?:def)?|see|since|author"
    r"|deprecated|over(?:ride|load)|test|autowired|bean|component|entity|inject(?:able)?|input|output"
    r"|staticmethod|classmethod|abstractmethod|cached_property|dataclass|pytest\w*|functools|abc|app"
    r"|bot|client|tasks|tree|commands|router|everyone|here|channel|all|at|gmail|outlook|hotmail"
    r"|yahoo)(?:$|[.\-])"
)
_NOBODY = re.compile(
    r"(?i)(?:admin|root|user|j(?:ohn|ane)_?doe|foo|test|demo|guest|postgres|ubuntu|anonymous|exemple|example|votre|your"
    r"|my|mon|nom|name)[\w.\-]*"
    r"|v?\d[\w.\-]*|.*\.(?:com|fr|net|org|io|me|js|ts|py|rb|go|php|png|jpe?g|gif|pdf|mp4|html?|md)"
)
_MARKED = re.compile(r"[\d_]|[A-Za-z]\.[A-Za-z]")


def _validate(text: str) -> float | None:
    if text.endswith(("/", "(")) or _CODE.match(text):
        return None
    if text.startswith("@"):
        # @name@server is an account of the Fediverse, and nothing else.
        return 0.85 if "@" in text[1:] else 0.3
    if _NOBODY.fullmatch(text) or not re.search("[A-Za-z]", text):
        return None
    if "#" in text:
        return 0.3
    return 0.7 if _MARKED.search(text) else None


RECOGNIZER = Recognizer(
    EntityType("HANDLE", "PSEUDO", Category.CONNECTION, "pseudonyme en ligne", "online handle"),
    patterns=(
        Form(
            rf"(?:^|[^\w@/.+:%\-])(?P<v>@{_NAME}(?:@[a-z0-9.\-]{{3,40}}\.[a-z]{{2,10}})?[/(]?)",
            ("@",),
        ),
        Form(
            rf"(?i)\b(?:{_NETWORK})(?: (?:id|name|user|username|perso|pro|handle|tag))? ?[:=]"
            rf" ?(?P<v>{_NAME}(?:#\d{{4}})?[/(]?)",
            _NETWORKS,
        ),
        Form(
            rf"(?i)\b(?:{_NAMED})[\"']? ?[:=] ?[\"'`]?"
            r"(?P<v>[a-z][a-z._\-]{1,20}[0-9][a-z0-9._\-]{0,10}[/(]?)",
            ("pseudo", "user", "utilisateur", "identifiant", "login", "screen name"),
        ),
    ),
    validate=_validate,
    context=(
        "insta(?:gram)?",
        "ig",
        "snap(?:chat)?",
        "tik ?tok",
        "telegram",
        "discord",
        "twitter",
        "(?:sur|on) x",
        "x/twitter",
        "tweets?",
        "twitch",
        "venmo",
        "cash ?app",
        "paypal",
        "bluesky",
        "mastodon",
        "compte",
        "profil",
        "pseudo\\w*",
        "(?:my|his|her|their) handle",
        "follow(?:ers?|s)?",
        "abonnes?",
        "dm",
    ),
    boost=0.4,
)

HITS = (
    ("Son Instagram : @marie.dpt_photo", "@marie.dpt_photo"),
    ("my handle is @moss.and.fern", "@moss.and.fern"),
    ("sur X (@karim_benali)", "@karim_benali"),
    ("écris-lui sur Telegram, @lucas75", "@lucas75"),
    ("@jeanne@mastodon.social", "@jeanne@mastodon.social"),
    ("Discord : thibault#4821", "thibault#4821"),
    ("Insta : marie_dpt", "marie_dpt"),
    ("Snapchat: lea.martin94", "lea.martin94"),
    ("pseudo : jdupont42", "jdupont42"),
    ("compte Twitter @ElodieMrt", "@ElodieMrt"),
)
MISSES = (
    "@paul tu valides ?",
    "npm install @types/node pour le bot Discord",
    "@media (max-width: 600px) { .compte { display: none } }",
    "@app.route('/profil')\ndef profile(): ...",
    "@dataclass\nclass Account:",
    "Instagram : 3 publications par semaine",
    "username: admin",
    "Discord : publier une annonce",
    "login = request.form['login']",
    "contact@gmail.com sur Instagram",
    "voir PR#2024 et ticket#4821",
    "import discord\n@bot.event\nasync def on_ready(): ...",
    "@NotNull private String username;",
)
