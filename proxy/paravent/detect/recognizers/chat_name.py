"""The name somebody goes by where people talk and trade: who speaks, sells, plays or is called.

Only names that no word looks like: with a digit, an underscore or a dot in them, or Discord's four
digits behind. Keys, variables and files look like that too: their words make them none.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer
from paravent.detect.recognizers import handle, user_name

_MARKED = r"[A-Za-z](?:[A-Za-z\-]{0,24}[0-9_.][A-Za-z0-9_.\-]{0,20}[A-Za-z0-9_]|[A-Za-z\-]{1,24}\d)"
_DIGIT = (
    r"[A-Za-z][A-Za-z_.\-]{1,24}\d[A-Za-z0-9_.\-]{0,12}|x[A-Za-z_]{2,24}x"
    r"|[a-z]{2,12}_[a-z]{1,12}_[a-z]{2,12}"
)
_TAGGED = r"[A-Z][a-zà-ÿ]+[A-Z][\w.]{0,24}#\d{4}|[A-Za-z][A-Za-z0-9]{0,20}[_.][\w.]{0,20}#\d{4}"
_PART = (
    r"(?:buyer|seller|bidder|member|player|gamertag|follower|host|rider|reviewer|commenter|user"
    r"|acheteu(?:r|se)|vendeu(?:r|se)|membre|joueu(?:r|se)|abonn[ée]e?|h[ôo]te|utilisat(?:eur|rice)"
    r"|pseudo|username)"
)
_PARTS = (
    *("buyer", "seller", "bidder", "member", "player", "gamertag", "follower", " host", " rider"),
    *("review", "comment", " user", "achete", "vendeu", "membre", "joueu", "abonne", " hote"),
    *("utilisat", "pseudo"),
)
_PLACE = (
    r"(?:ebay|vinted|le ?bon ?coin|etsy|depop|airbnb|blablacar|strava|insta(?:gram)?|ig|tik ?tok"
    r"|snap(?:chat)?|discord|psn|xbox|steam(?: id)?|gamertag|twitch|telegram|reddit|threads|github)"
)
_PLACES = (
    *("ebay", "vinted", "bon coin", "boncoin", "etsy", "depop", "airbnb", "blablacar", "strava"),
    *("insta", " ig ", "tiktok", "tik tok", "snap", "discord", " psn ", "xbox", "steam"),
    *("gamertag", "twitch", "telegram", "reddit", "threads", "github"),
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?"
_CALL = r"(?i:ping|cc|thanks|thx|hey|hi|salut|ask|dm|slack|tell|merci|assigned to|reviewed by)"
_END = r"(?:[\s,;!?)>'’]|:(?:[^:]|$)|\.(?:\s|$)|$)"
_THING = re.compile(
    r"(?i)(?:errors?|err|steps?|[ée]tape|items?|questions?|q|r|a|images?|img|col(?:umn)?s?|row|var"
    r"|my|max|min|num|nb|n|v|version|page|pages|files?|table|fields?|option|param|key"
    r"|val(?:ue)?|tmp"
    r"|test|task|app|api|bot|db|sql|src|lib|pkg|node|data|date|time|ts|user|users|account|client"
    r"|customer|order|product|price|total|sum|avg|count|index|idx|id|ids|is|has|get|set|on|to|from"
    r"|new|old|first|last|next|prev|line|list|dict|str|int|float|bool|json|csv|xml|html|css|url|uri"
    r"|http|https|port|host|server|env|config|conf|log|logs|debug|info|warn(?:ing)?|status"
    r"|state|type"
    r"|mode|level|rank|rating|score|note|notes|size|width|height|color|font|bg|btn|div|h|p|section"
    r"|chapter|chapitre|part|partie|lot|phase|sprint|release|rc|build|branch|feature|fix|hotfix"
    r"|model|gpt|claude|llama|layer|batch|epoch|lr|seed|token|tokens|bot|webhook|channel"
    r"|guild|graph"
    r"|visitors?|visiteurs?|guest|invit[ée]|anon(?:yme?|ymous)?|actions?|workflow|deck|os"
    r"|iphone|ipad|galaxy|win|windows|rtx|gtx|ps|usb|mp|ai|ui|pr|mr|ticket"
    r"|issue|bug|attr|unittest|room|salle|facture|invoice|commande|cmd|devis|article|art"
    r"|figure|fig|annexe|scene"
    r"|sheet|feuille|cell|slide|block|bloc|group|groupe|team|[ée]quipe|class|classe|module|unit)"
    r"s?(?:[._\-\d#].*)?"
)
_TAIL = re.compile(
    r"(?i).*_(?:id|ids|name|type|status|key|data|list|count|date|at|by|url|code|num|no|number|token"
    r"|model|text|value|config|error|time|price|total|items?|file|path|size|index|flag|rate|info)"
)


def _validate(text: str) -> float | None:
    name = text.lstrip("@")
    if name.isupper() or _THING.fullmatch(name) or _TAIL.fullmatch(name):
        return None
    judge = user_name.RECOGNIZER.validate
    return judge(name.partition("#")[0]) if judge else None


RECOGNIZER = Recognizer(
    handle.RECOGNIZER.entity,
    patterns=(
        Form(rf"(?m)^(?P<v>{_MARKED})[ ]{{1,2}}\[{_TIME}\]", ("[",), 3),
        Form(r"(?m)^(?P<v>[a-z][a-z0-9]{3,20})[ ]{1,2}\[\d{1,2}:\d\d [AP]M\]", ("[",), 3),
        Form(rf"(?m)^(?P<v>{_MARKED})[ ]{{1,2}}(?:[—–-] )?{_TIME}[ ]*$", digits=3),
        Form(
            rf"(?m)^(?:\[?{_TIME}\]?[ ]{{1,2}})?<?(?P<v>{_DIGIT}|{_TAGGED}|\w{{3,24}}#\d{{4}})"
            r"[ ]?[:>] [^\n \[\]{}()=]{1,24} [^\n =|+({\[\"]"
        ),
        Form(rf"(?:^|[\s(«\"'])(?P<v>{_TAGGED}){_END}", ("#",), 4),
        Form(rf"(?i)\b{_PART}(?: {_PLACE})?[ ]?:?[ ][@\"'«]?(?P<v>{_DIGIT}){_END}", _PARTS),
        Form(
            rf"(?i)\b{_PLACE}(?: (?:id|name|user|handle|is|handle is|est|pseudo|seller"
            rf"|vendeu(?:r|se))"
            r"| (?:de|du|d['’]|of)(?: ?[\w'’]{2,12}){1,3} ?:)?"
            rf"[ ]?:?[ ](?P<v>{_DIGIT}|[a-z]{{3,20}}[._][a-z]{{2,20}}|[a-z]{{3,20}}#\d{{4}}){_END}",
            _PLACES,
        ),
        Form(
            r"\b(?i:pseudo(?:nyme)?|gamertag|username|nickname)(?: [\w'’]{2,12})? (?i:est|is"
            r"|c['’]est)"
            rf" [\"«']?(?P<v>[A-Z][a-z]{{2,12}}[A-Z][A-Za-z0-9]{{2,16}}|{_MARKED}){_END}",
            ("pseudo", "gamertag", "username", "nickname"),
        ),
        Form(
            r"(?im)^(?:from|de|posted by|by|author|auteur|sender|exp[ée]diteur)[ ]?:[ ]"
            rf"(?P<v>{_DIGIT})(?:[ ]|$)",
            ("from", " de ", " by", "aut", "sender", "expedit"),
        ),
        # Somebody is called: a first name and a letter, or whatever stands behind a greeting.
        Form(
            rf"(?:^|[\s(])(?P<v>@[a-z]{{3,20}}(?:[._][a-z]{{1,2}}|[._]?\d{{2,4}}|_)){_END}", ("@",)
        ),
        Form(rf"\b{_CALL} (?P<v>@{_MARKED}){_END}", ("@",)),
    ),
    validate=_validate,
)

HITS = (
    ("priya.n [9:02 AM]\nstaging is down", "priya.n"),
    ("bdawes [9:03 AM]\nKev rebooted it", "bdawes"),
    ("kev_b2 — 14:22\nok", "kev_b2"),
    ("noxx_974 : gg mais le bot m'a ban", "noxx_974"),
    ("[12:33] <mo_ham2> hi all of you", "mo_ham2"),
    ("why is PetitPoney#2210 angry", "PetitPoney#2210"),
    ("thibault#4821 : t'as vu ça", "thibault#4821"),
    ("buyer vinyl_vern_61 says it is scratched", "vinyl_vern_61"),
    ("ma vendeuse vinted lulu_fripe59 ne répond plus", "lulu_fripe59"),
    ("From: vinyl_vern_61 (eBay)", "vinyl_vern_61"),
    ("insta shot_by_ferris", "shot_by_ferris"),
    ("Snap de ma fille : emma_lpz08", "emma_lpz08"),
    ("her discord is nightjar#4418", "nightjar#4418"),
    ("son pseudo LoL est KrakenBleu", "KrakenBleu"),
    ("my IG is lena.cooks", "lena.cooks"),
    ("ping @priya.n please", "@priya.n"),
    ("merci @lou_delmas pour le fichier", "@lou_delmas"),
)
MISSES = (
    "snmpwalk -c $comm $host SNMPv2-SMI::enterprises.9",
    "step_1: install the package first\nerror_404 : page not found here",
    "max_tokens_4 : 12 is the limit",
    "voir PR#2024 et ticket#4821, Room#1204",
    "seller rating_5, buyer account_type",
    "from: app_config import it",
    "const user_2 = 3",
    "discord bot_token, github actions.yml, steam deck_2",
    "@app.on, @media2, @v12",
    "[12:33] error_12: it did not work",
    "Q1_2026: revenue was up",
    "item_2 : 40 € de remise",
    "UTF8_BOM: Final = None",
    "max_of_all: list[str] = []\nvisible_prompt_func: t.Callable[[str], str] = input",
    "see urllib3#3072 and requests#1234",
    "the same as passed into @attr.s, decorated with @unittest.skip here",
    "visitor_204: hi, is it open today",
    "lunch [12:30]\nusername [10:00]",
)
