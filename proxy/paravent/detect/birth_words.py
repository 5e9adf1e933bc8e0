"""The words and forms around a date by which ``births`` tells whether somebody was born then."""

from __future__ import annotations

import re

import re2

from paravent.detect.base import LETTER, UPPER
from paravent.detect.dates import DATE, DAY, MONTHLY, WEEKDAY
from paravent.detect.scout import Scout

_NAME = rf"[{UPPER}][{LETTER}'’.\-]+"
_FULL_NAME = rf"{_NAME},?(?: [{UPPER}][{LETTER}'’.\-]*){{1,3}}"
_FOREIGN = (
    r"geb\.|geboren(?: am| op)?|geburts(?:datum|tag)|geboortedatum|nacid[oa]|nacimiento|nascita"
    r"|nascid[oa]|nascimento|naci[óo]|naquit|nacque"
)
CUE = re2.compile(
    rf"(?i)(?:(?:^|[^{LETTER}])(n[ée](?:\(e\)|[.·/\-]?e)?s?|born|vue?s? le jour|(?:mise?s?"
    rf"|venue?s?|vint|arriv[ée]e?s?) au monde|into (?:the|this) world"
    r"|accouch(?:er|ée?|ement)"
    r"|d\.? ?d\.? ?n|d[./]? ?[o0][./]? ?b(?:\.?s)?|b/d|anniv(?:ersaire)?s?|b['’]?days?"
    r"|th[èe]me astral"
    r"|natal chart|(?:mon|my)(?: exact)? [âa]ge(?: exact)?|n a i s s a n c e|b i r t h"
    rf"|{_FOREIGN})|(?:^|[^{LETTER}]|date|de|d|dt|dat)(na[i1l]s{{1,2}}(?:ance)?s?)"
    rf"|(?:^|[^{LETTER}]|of|[sg]et)(b(?:irth|rith)(?:[ _-]?(?:date|day|dt))?s?)"
    rf"|(?:^|[^{LETTER}])(nat[oa]) (?:il|a|in))(?:[^{LETTER}]|$)"
)
SPOKEN = re2.compile(
    rf"(?i)(?:^|[^{LETTER}])(?:n[ée]|n ?a|mis|born|vue?s? le|d[.do0/ ]|anniv|b['’.ir/ ]|bd|bap|bp"
    r"|th[èe]me|horo|m(?:y|on) |geb|nac|nas|dn|arriv|welc|accue|came|eu |had |point|f[êe]t|aur"
    r"|world|monde|l['’]?est d|(?:\(\*|n\.|[ ,]c\.|nat\.)|ans |on |c['’]est|enfant"
    r"|hits? |reach|celeb|bl[oe]w|deliv|here"
    r"|a |souf|turn|will|would|je |tu |ils? |elle |i |s?he |[mlt][ou]i |mari |fem|fr|s(?:œ|oe)u|fil"
    r"|p[èe]r|m[èe]r|pap|mam"
    r"|[âa]g)|\d[ -]?(?:ans|a\.|y|th |st |nd |rd )|['’](?:ll|d|s)|(?:date|de?|dt|dat)na"
    r"|(?:of|[sg]et)b|jum|twin|enfant|child|kids|daught|°|\($"
)
TIGHT = re.compile(
    r"(?:\bDN|(?:^|[,;(|\n–-]) ?[Bn]\.|\bb\.|(?<![nN\d])(?<!\d )°|\bbap?t?\.|\bbp\."
    rf"|[{LETTER}.»”] \(\* ?)"
    r"(?: ?(?:abt|about|vers|um|circa|ca?)\b\.?)?[ :]{0,3}$"
)
NATUS = re.compile(rf"\b[{UPPER}][{LETTER}]+ (?:n|nat)\. (?:(?:vers|ca?\.?|abt) )?$")
OLDEN = re.compile(r"\b1[5-9]\d\d$")
COMMENT = re.compile(r" ?\*\)")
OPTION = re.compile(r"\b[aA][.)] [^\n]{1,40}\b[bB]\. ?$")
BARE = re.compile(r"(?i)nes?")
LED = re.compile(r"(?i)\s{0,2}(?:le|un|en|à|a|:)\b|\s{0,2}:")
OTHER = Scout(
    rf"(?i)(?:(?<![{LETTER}])|(?<=date))(?:embauch\w*|recrut\w*|entr[ée]e?|engag\w*"
    r"|inscriptions?|inscrite?s? (?:le|au)"
    r"|adh[ée]sion|d[ée]c[ée]d[ée]\w*|d[ée]c[èe]s|morte?s?|mari(?:ée?s?|ees?)|mariage"
    r"|[ée]pous[ée]\w*"
    r"|divorc\w*|pacs\w*|bapt[êe]mes?|cr[ée]ation|cr[ée][ée]e?s?|fond[ée]e?s?|signée?s?"
    r"|signature|contrat|bail|expir\w*|[ée]ch[ée]ance|valable|valid\w*|d[ée]livr\w*|obtenue?s?"
    r"|sinistres?|arriv\w+|sortie?|consultations?|op[ée]r[ée]e?|admis\w*|hospitalis\w*|examen"
    r"|factur\w*|commande|livraison|version|publi[ée]\w*|inclus\w*|renouvel\w*|retraite|droit"
    r"|souscri\w*|effet|d[ée]but\w*|vers[ée]e?s?|demand[ée]\w*|pr[ée]vue?s?|attendue?s?|expected"
    r"|due|scheduled|d[ée]pos[ée]\w*|re[çc]ue?s?"
    r"|r[ée]union|s[ée]ance|stage|formation|travaill\w*|r[ée]side|depuis|jusqu\w*|compter|partir"
    r"|voyages?|trip|s[ée]jour|rendez-vous|rdv|rencontr\w*|bal|permis(?: \w+\.?){0,3} d[ue]"
    r"|coniugat[oa]|sposat[oa]|decedut[oa]|mort[oa]|casad[oa]|fallecid[oa]|verheiratet|gestorben|verstorben"
    r"|filed|dismissed|visites?|visits?|visited|arrested|charged|convicted|condamn\w*|jugement|judg?ment"
    r"|hir(?:e|ed|ing)|start\w*|join\w*|enrol\w*|registered|admission|admitted|die[ds]|death"
    r"|married|marriage|wedding|arrived|arrival|seen|since|until|from|effective|issued?|created"
    r"|updated|graduat\w*|appointment|signed|arraign\w*|certificate|rate|plan"
    r"|control|leave|sale|order\w*|deliver\w*|released?|launch\w*|renewed|renewal|joining|moved"
    r"|works?|worked|living|lives)(?![^\W\d_])"
    r"|\b(?:entre|apr[èe]s|avant|between|after|before)(?= (?:le |la |the |on )?[\"'(]?(?:$|§))"
)
AMISS = re.compile(r"[+†] ?$|(?:^|\n)\[$")
PAPER = re.compile(
    r"(?i)\b(?:actes?|extraits?|certificats?|cong[ée]s?|primes?|allocations?|copies?)"
    r"(?: int[ée]grale?)?(?: d['e’] ?)?(?:acte )?(?:de )?(?:la )?$"
)
THING = re.compile(
    r"(?i)\b(?:entreprises?|soci[ée]t[ée]s?|associations?|magasin|boutique|marque|club|site"
    r"|[ée]cole"
    r"|festival|mariage|revue|ville|victoire|boulangerie|restaurant|cabinet|agence|projet|programme"
    r"|id[ée]e|cr[ée]ances?|litige|diff[ée]rend|dette|loi|r[ée]publique|mouvement|concept|groupe"
    r"|start-?up|appli(?:cation)?|logiciel|collectif|coop[ée]rative|f[ée]d[ée]ration|parti|contrat"
    r"|bail|garantie|pr[êe]t|chaudi[èe]re|v[ée]hicule|voiture|machine|b[âa]timent|immeuble|pays"
    r"|atelier|tradition|dossier|collaboration|amiti[ée]|version|journal|chaîne|podcast"
    r"|company|firm|shop|wedding|brand|store|school|agency|charity|project|program|bakery"
    r"|restaurant|idea|dispute|claim|law|republic|movement|startup|app|software|group|lease|loan"
    r"|warranty|boiler|car|building|machine|country|nation|states|meme|jazz|business|website"
    r"|tradition|foundation|organi[sz]ation|union|league|newspaper|channel|debt"
    r"|lyc[ée]es?|coll[èe]ges?|universit[ée]s?|university|college|orchestre|orchestra|chorale|choir"
    r"|parc|jardin|mus[ée]e|th[ée][âa]tre|h[ôo]tel|bar|caf[ée]|[ée]glise|pont|m[ée]dicament|brevet"
    r"|rapport|euro|internet|web|pub|museum|park|city|(?<!in the )(?<!into the )church|bridge"
    r"|bug|patent|report|album|film"
    r"|chiens?|chats?|chattes?|chiots?|chatons?|cheval|jument|dogs?|cats?|pupp(?:y|ies)|kittens?"
    r"|spaniel|horse|mare)\b"
)
SOMEBODY = re.compile(
    r"(?i)\b(?:je|tu|il|elle|ils|elles|nous|qui|i|he|she|they|we|who|whose|mon|ma|mes|my|his|her"
    r"|our|fils|fille|m[èe]re|p[èe]re|patiente?|cliente?|g[ée]rante?|directeur|directrice|fondat\w+"
    r"|founder|manager|owner|director|pr[ée]sidente?|president|m\.|mme|mr|mrs|ms|conduite? par"
    r"|driven by|conduct(?:eur|rice)|driver|passag[èe]re?|locataire"
    r"|tenant|titulaire|t[ée]moin|witness"
    r"|(?-i:(?!des? |du |of )[a-zà-ÿ]{2,20}(?: [A-ZÀ-Ý][a-zA-Zà-ÿ'’\-]+){2,3}(?=,? ?\(?$)))(?=[ ,])"
)
CLAUSE = re.compile(r"[.!?\n;:«»\"“”]")
HOUR = re.compile(r"(?i)\b\d{1,2} ?(?:h ?\d{0,2}|am|pm|a\.m\.|p\.m\.|:\d\d(?: ?[ap]m)?|heures?)\b")
PLACE = re.compile(r"\(\d{2,3}[AB]?\)|\b\d{5}\b")
ENDS = re.compile(r"[.!?;]\s+(?=\S)")
ASKED = re.compile(r"[^?\d]{0,30}\?[^?\d]{0,160}")
HEADING = re.compile(r"[\"']?[ \t]{0,9}[,;|\t]")
LINE_END = re.compile(r"(?i)\n\W{0,4}(?:le |on |the )?$")
LIST = re.compile(
    rf"(?>[\s,;:/&|()–-]|(?i:\bet\b|\band\b|\bpuis\b|\bou\b|\bor\b|\ble\b|\bthe\b|\bon\b)|{_NAME}"
    r"|§)*+"
)
AND = re.compile(
    r"(?i)[^§\n]*\b(?:et|and|not|non|pas|mais|but|his|hers|mine)(?: non| pas)?"
    r"(?: le| on| the| du| in)?\s*"
)
ANOTHER = re.compile(
    rf",? ?(?:et |and |while |puis )?(?:{_NAME} ){{1,2}}(?:\([^()\n]{{1,20}}\) )?(?:on|le|in"
    rf"|en)(?: the)? "
)
TOO = re.compile(
    r"(?i)(?:[^§\n.]|m\.){0,12}\b(?:madame|monsieur|mme|m\.|mr|elle|lui|et|and|she|he|her|his|dad"
    r"|mum|mom|maman|papa|fr[èe]re|s(?:œ|oe)ur|mari|femme|fils|fille|brother|sister|husband"
    r"|wife)(?=[ ,])"
    r"[^§\n.]{0,50}"
)
DIFFERS = re.compile(
    r"(?i)[^§\n.]{0,40}\b(?:differ\w*|instead|au lieu|vs|rather|contre|plut[ôo]t|sorry|i mean"
    r"|(?:passport|licen[cs]e|papers?|certificate|card|passeport|acte|carte(?: \w+)?|permis"
    r"|papiers?)"
    r" (?:says?|shows?|has|have|reads?|indique(?:nt)?|di(?:t|sent)|porte|affiche|mentionne)"
    r"|according to (?:the |his |her )?(?:family|mother|parents)"
    r"|pardon|correction|full date|date compl[èe]te)\b[^§\n.]{0,40}"
)
MANY = re.compile(r"(?i)(?:s|dates (?:de )?naissance|dates of birth)$")
DATES = re.compile(rf"(?i)\b(?:{DATE}|{MONTHLY}|{DAY}|(?:19|20)\d\d)\b")
DIGIT = re.compile(r"\d")
SIGNS = frozenset(",;:(=|–-")
LATE = re.compile(r"\b20(?:2[4-9]|3\d)\b")
YEARED = re.compile(r"\b(?:19|20)\d\d\b|[/.\- ]\d\d$")
GROWN = re.compile(r"\b(?:19[2-9]\d|200\d|201[0-5])\b|^(?!20[12]\d).*[/.\- ]\d\d$")

_YEARS = r"(?:ans|a\.|years?(?:[ -]old)?|yo|y\.o\.?|y/o|yrs?|y)"
AGED = Scout(
    rf"(?i)(?:\b\d{{1,3}}[ -]?{_YEARS}(?:[ -](?:man|woman|male|female|boy|girl|lady)| [MFH])?"
    r",? ?[(/,–-] ?"
    r"|\b(?:aged?|[âa]g[ée]e? de)[ :]{1,2}\d{1,3}(?: ans)?,? ?[(–-] ?"
    r"|\b\d{1,3} ?(?:(?-i:[MFH])|a),? ?\(|\b(?:i['’]?m|i am|s?he['’]?s|j['’]ai|(?:il|elle) a)"
    r" \d{1,3} ?\("
    r"|\b(?:is|est|a)(?: now| maintenant)? \d{1,2}!? \("
    r"|[âa]ge\b[^\n\d]{0,30}\d{1,3}(?: ans)? ?/ ?)$"
)
_OLD = (
    r"(?:\d{1,3}|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante"
    r"|soixante|quatre[ -]vingts?)"
    r"(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
    r"|quatorze|quinze|seize|one|two|three|four|five|seven|eight|nine)){0,2}"
)
TURNS = Scout(
    rf"(?i)(?:\b(?:f[êe]t\w*|aur(?:a|ont|ait|aient)|a(?: d[ée]j[àa])? eu|a|souffl\w*|turn\w*|hits"
    r"|reach\w*|celebrat\w*|bl[oe]w\w* out|been|(?:['’]ll|will|would|['’]d) (?:have )?be(?:en)?)\b"
    rf"[^.\n\d]{{0,12}}?{_OLD}|['’]s {_OLD}(?:th|st|nd|rd))"
    r"(?: (?:ans|mois|semaines|bougies|candles|birthday|(?:month|week|year)s? old))?"
    rf"(?: is| falls)?,? (?:(?:depuis le|le|ce|since|on|this|the|on the) (?:{WEEKDAY})?|{WEEKDAY})$"
    r"|\b(?:dad|mum|mom|nan|gran(?:dad|ny)?|sis|bro)['’]?s? \d{1,3}(?:(?:th|st|nd"
    r"|rd)(?: birthday)? (?:is|falls|:)(?: on)?| on)(?: the)? $"
    r"|[(,/–-] ?\d{1,3} ans,? (?:depuis le|le|ce) $|[(/–-] ?\d{2,3} on (?:the )?$"
    r"|, (?:[6-9]\d|10\d) on (?:the )?$"
    r"|\b(?:com(?:es?|ing)|came) of age on $|\b(?:sera|serait|devient) majeure? le $"
    r"|\b\d{1,3} (?:balais|piges|printemps|bougies),? (?:le|ce) $"
    r"|\b(?:turn|souffl|bl[oe]w|f[êe]t|celebrat)\w* [^.\n\d]{0,12}\d{1,3}[^.\n\d]{0,30}\($"
)
PERSONAL = Scout(
    r"(?i)\b(?:je|tu|il|elle|i|he|she|moi|toi|lui|papa|maman|pap[iy]|mam[iy]|mari|femme|fr[èe]re|s(?:œ|oe)ur|fils|fille"
    r"|p[èe]re"
    r"|m[èe]re) (?:suis|es|est|am|is|was)? ?(?:du|de) $"
)
HERS = Scout(
    r"(?i)\b(?:et (?:moi|toi|lui|elle)|(?:(?:moi|toi|lui|elle|il)|(?:mari|femme|[ée]pouse"
    r"|conjointe?)(?: :)?(?: \w+)?),? c['’]est)"
    r",? (?:le|du) $|\b(?:and )?(?:mine|hers|his)(?:['’]s| is)(?: on)?(?: the)? $"
)
IN_WORDS = re.compile(
    r"(?i)(?:cent|nineteen|soixante|cinquante|quarante|trente|quatre[ -]vingts?|fifty|sixty|thirty"
    r"|forty|seventy|eighty|ninety)\b[^\d]*$"
)
YEARLY = re.compile(
    r"(?i)\b(?:year of birth|birth ?year|yob|(?<!de )(?<!la )(?<!à )(?<!sa )naissance"
    r"|ann[ée]e de naissance"
    r"|date de naissance)[ :=]{1,3}$"
)
_SEASON = r"(?:[ée]t[ée]|hiver|automne|printemps)(?: de)?"
_SEASON_EN = r"(?:spring|summer|autumn|fall|winter)"
KIN_THEN = re.compile(
    r"(?i)\b(?:ma|mon|sa|son|notre|ta|ton|leur) (?:\w+ )?(?:s(?:œ|oe)ur|fr[èe]re|fille|fils"
    r"|cousine?"
    r"|ni[èe]ce|neveu|enfant|petite?)\b[^.\n\d]{0,55} est (?:arriv[ée]e?|venue?|de)"
    r"(?: fin| d[ée]but)?(?: en)? $"
)
BORN_THEN = re.compile(r"(?i)[\w.)] \((?:n[ée]e?(?: en)?|born(?: in)?|b\.?) $")
BORN_IN = re.compile(
    rf"(?i)[ ,(](?:n[ée]e?s?(?:\(e\))?(?: \w+){{0,3}} en|born in"
    rf"|n[ée]e?s? (?:vers|courant|d[ée]but|fin|(?:au |à l['’]|en |pendant l['’]){_SEASON})"
    rf"|born (?:(?:in )?(?:the )?(?:(?:early|late) )?(?:(?:{_SEASON_EN})(?: of)?)|in (?:early"
    rf"|late|about)"
    r"|about|around|circa|early|late)) $"
)
CHILDREN = re.compile(
    r"(?i)\bjum(?:eaux|elles),? (?:du|de) $|\btwins of (?:the )?$"
    r"|\b(?:\d(?:er|e|st|nd|rd)|premier|\w{4,6}i[èe]me|first|second|third) (?:enfant|child)"
    rf"(?: ?: ?{_NAME}(?: {_NAME})?,?(?: le| on)?)? $"
    r"|\b(?:jum(?:eaux|elles)|twins|enfants|children|kids|filles|fils|daughters|sons)\b"
    r"[^.\n\d]{0,50}\b(?:both|tou(?:s|tes) (?:les )?deux)(?: of| du| le| from)?(?: :|:)? $"
)
CAME = re.compile(
    r"(?i)\b(?:arriv\w+|welcom\w+|accueilli\w*|came|eu (?:notre|une?|(?-i:[A-ZÀ-Ý]\w+) le)"
    r"|had (?:our|a)|pointé"
    r"|deliver\w+|here|n[âa][iî]tre|naquit)\b[^.?\n\d:]{0,50}$"
)
BABY = re.compile(
    r"(?i)\b\d[.,]?\d{0,3} ?(?:kg|kilos|lbs?|cm)\b|\bweigh|faire-part|\bbirth|\bnaissance|\bnewborn"
    r"|\b(?:our|my|notre|mon|ma) (?:\w+ )?(?:bab(?:y|ies)|son|daughter|girl|boy|twins|fils|fille"
    r"|petite?|b[ée]b[ée]|jumea\w+|jumelles)\b"
    r"|\b(?:le petit dernier|la petite derni[èe]re|l['’]a[îi]n[ée]e?|our (?:eldest|youngest))\b"
)
WEIGHT = re.compile(r"(?i)[^.\n]{0,25}\b\d[.,]?\d{0,3} ?(?:kg|kilos|lbs?|oz)\b")
_MARITAL = (
    r"permis [a-e]\b|nationalit|c[ée]libataire|mari[ée]e?\b|divorc[ée]|pacs[ée]e?\b|single\b"
    r"|married\b|driving licen[cs]e|(?:sexe? ?:? ?)?[FMH](?=[,;.|\n]|$)|(?:fe)?male\b|femme\b"
    r"|homme\b"
)
BEHIND = re.compile(
    r"(?i)\s{0,2}\((?:date de )?naissance\)|\s{0,2}\((?:dob|d\.o\.b\.)\)"
    rf"|,? ?\(?(?:aged? |[âa]g[ée]e? de )?\d{{1,3}} ?{_YEARS}\)|\)? ?[,;|·–-] ?(?:{_MARITAL})"
    r"|(?: (?:is|est|as|comme|en|was))? ?(?:my|his|her|the|sa|ma|la|their|your|votre|bien)?"
    r" (?:date of birth|date de naissance|birth ?da(?:te|y)|dob|anniversaire)\b"
    rf"|,?(?: à [^.\n\d]{{2,30}})?,? (?:est|sont|fut|was|were) (?:n[ée]e?s?|born)\b"
    r"|,? [^.\n\d]{0,30}\bgeboren\b|,? nat(?:us|a)\b"
)
_ROLE = (
    r"(?:patiente?|conjointe?|[ée]pou(?:x|se)|assur[ée]e?|b[ée]n[ée]ficiaire|[ée]l[èe]ve"
    r"|joueu(?:r|se)"
    r"|adh[ée]rente?|licenci[ée]e?|passag[èe]re?|voyageu(?:r|se)|candidate?|d[ée]tenue?|profil"
    r"|identit[ée]|titulaire|spouse|husband|wife|insured|pupil|student|player|member|passenger"
    r"|travell?er|applicant|claimant|defendant|re|objet|concerne)(?: \d)?"
)
_CHILD = (
    r"(?:enfants?(?: à charge)?|fils|filles?|b[ée]b[ée]|children|child|kids?|sons?|daughters?"
    r"|dependants?)"
)
KIN = re.compile(
    r"(?i)\b(?:mari|femme|compagn(?:e|on)|conjointe?|m[èe]re|p[èe]re|s(?:œ|oe)ur|fr[èe]re|maman"
    r"|papa|moi"
    r"|toi|fianc[ée]e?|husband|wife|partner|mother|father|mum|mom|dad|sister|brother|i|me"
    r"|elle|lui|her|him|hubby|wifey|missus|little one|toddler|eldest|youngest|nan|nana"
    r"|grandma|grandpa|grandad|mamie|mamy|papi|papy|mami"
    r"|fils|fille|enfant|neveu|ni[èe]ce|son|daughter|child|nephew|niece)"
    rf"(?: \(|, ?| ?: ?|(?-i: {_NAME}) ?: ?)$"
)
KNOWN = re.compile(
    rf"(?:^|[;|•] ?)[ *-]{{0,3}}(?i:{_ROLE}) ?[:=–-] ?(?:(?i:mm?e?\.?|mrs?\.?|ms\.?|dr\.?) )?"
    rf"(?:{_FULL_NAME}(?: née? {_NAME})?|(?i:homme|femme|male|female)) ?[,(–|-]{{1,2}} ?$"
)
CHILDREN_OF = re.compile(rf"(?i)\b{_CHILD} ?\($")
PARENTED = re.compile(rf"(?i)\b{_CHILD} ?[:(=]")
AFTER_NAME = re.compile(rf"{_NAME} ?[,(:–-] ?$")
ACT = re.compile(
    r"\b(?:Loi|Arr[êe]t|Accords?|Trait[ée]|D[ée]cret|Affaire|Convention|Act|Directive|Treaty"
    r"|Agreement|Pact|Protocol|Summit|Festival|Concert|Cup|Games)\b[^\n]{0,40}$"
)
NAMED = re.compile(rf"\b[{UPPER}][{LETTER}'’\-]+ [{UPPER}][{LETTER}'’\-]+ \($")
LISTED = re.compile(
    rf"[ \t>*•\-]{{0,4}}(?:\d{{1,2}}[.)] )?(?:{_FULL_NAME}|{_NAME}(?= ?[:(\t–-]))"
    r" ?[,;:|\t(–-]{0,2} ?"
)
REST = re.compile(r"\)?[ \t;,]*(?:\n|$)")
ABOUT = re.compile(
    r"(?i)\b(?:naissances?|ddn|n[ée]e?s? le|[âa]ges?|majeurs?|mineurs?|dobs?|births?|birthdays?"
    r"|born|birth ?dates?|how old|anniv(?:ersaire)?s)\b"
)
CALENDAR = re.compile(r"^DTSTART[^:\n]{0,40}:$")
BIRTHDAY = re.compile(r"(?i)\b(?:anniv|birthday|bday)")
LICENCE = re.compile(r"(?:^|\n)1\.? [^\n\d]{2,40}\n2\.? [^\n\d]{2,60}\n3\.? $")
ASTRAL = Scout(
    r"(?i)\b(?:star ?signs?|signes? (?:astro\w*|du zodiaque)|zodia\w+|astr(?:al\w*|olog\w+)|gemini"
    r"|g[ée]meaux|virgo|sagitt\w+|capricorn\w*|aquarius|verseau|scorpion?|pisces)\b"
)
SKY = re.compile(
    r"(?i)\b(?:horoscope|p[ée]riode?|between|from|r[ée]trograd\w*|au|to)\b[^\n]{0,20}$"
)
SPAN = re.compile(r" ?(?:au|to|and|et|[-–]) ?(?:le )?\d")
PEDIGREE = re.compile(r"(?:^|\n)\d BIRT\n\d DATE (?:ABT |BEF |AFT |EST )?$")
HEALTH_RECORD = re.compile(r"^PID(?:\|[^|\n]{0,60}){6}\|$")
NEAR = re.compile(
    r"(?i)\bn[ée]+s?\b|\bn[ée]+\(e\)|naiss|naqui|birth|born|\bdob\b|\bddn\b|\bd\.o\.b"
)
DAYED = re.compile(r"\d{1,2}\D{1,3}\d|\b\d{1,2}[a-z]{0,2}\W+[^\W\d_]{3}|[^\W\d_]{3}\W+\d{1,2}\b")
