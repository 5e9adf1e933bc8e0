"""Names given away by what stands before them: a title, a greeting, a label, a first name.

No model: patterns and the lexicon. It finds what models miss in forms, tables and chats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, UPPER, Hit
from paravent.detect.company import called, is_own, listed, related, relatives
from paravent.detect.files import file_names
from paravent.detect.firms import is_company
from paravent.detect.full_names import full_names, nicknamed
from paravent.detect.layouts import lines_of, mail_names, name_columns, signatures
from paravent.detect.name_form import NAME, PART, PARTICLE, PARTICLES, names_at
from paravent.detect.names import PERSON, Names
from paravent.detect.owners import owners
from paravent.detect.roles import behind_roles
from paravent.detect.rows import in_rows
from paravent.detect.sieve import SIEVE
from paravent.detect.tables import name_cells
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.detect.encoded import Encoded

# Who says so: words that speak of somebody whom one meets, those that may speak of anybody, and
# the name itself.
CONTEXT, TITLE, COMPANY, LEXICON = "context", "title", "company", "lexicon"

_TITLE = (
    r"\b(?:MM?\.|M|Mr\.?|Mrs\.?|Ms\.?|Mmes?\.?|Mlles?\.?|Me|Mes|Drs?\.?|Pr\.?|Prof\.?|Vve"
    r"|Sir|Lady|MME|MR|MLLE|DR|ME"
    r"|(?i:ma[iî]tre|monsieur|madame|mademoiselle|docteur|professeure?|professor|doctor|miss"
    r"|mister))[ ]{1,2}"
)
_LOWER_TITLE = r"(?i)\b(?:mme|mlle|mr|mrs|monsieur|madame|docteur|dr|ma[iî]tre|miss)\.? "
_GREETING = (
    r"(?i:\b(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|ch[eè]re?s?|merci|thanks|thank you"
    r"|good morning|bisous|bises)),? "
)
_BEHALF = (
    r"(?i:\b(?:au nom de|de la part de|pour le compte de|[àa] l'attention de|in the name of"
    r"|on behalf of|for the attention of)) "
)
_FAREWELL = (
    r"(?i:\b(?:cordialement|bien [àa] (?:vous|toi)|sinc[èe]rement|respectueusement|amicalement"
    r"|salutations(?: distingu[ée]es)?|bonne journ[ée]e|[àa] bient[ôo]t|bises|bisous|cdlt"
    r"|merci(?: d'avance)?"
    r"|regards|sincerely|yours(?: truly| faithfully)?|best(?: wishes)?|cheers|thanks|thank "
    r"you|take care|love))"
    r"[ ,.!]{0,3}\s{1,4}"
)
_LABELS = (
    r"(?:no(?:m|rn)(?: complet| de famille| de naissance| d'usage| et pr[ée]nom)?(?: d[ue] (?:la )?"
    r"\w{3,20})?|pr[ée]no(?:m|rn)s?(?: et nom)?"
    r"|clients?|cliente|contact|patiente?|salari[ée]e?|locataire|bailleur|bailleresse"
    r"|candidate?|destinataire"
    r"|exp[ée]diteur|signataire|titulaire|b[ée]n[ée]ficiaire|g[ée]rante?|interlocut(?:eur"
    r"|rice)|responsable"
    r"|conseill(?:er|[eè]re)|[àa] l'attention de|attn|vendeu(?:r|se)|acheteu(?:r|se)"
    r"|acqu[ée]reur|propri[ée]taire|garant"
    r"|employ[ée]e?|b[ée]n[ée]vole|pr[ée]sent[es]*|excus[ée]e?s?|participants?|invit[ée]e?s?"
    r"|aut(?:eure?|rice)|sign[ée](?: par)?"
    r"|de|[àa]|cc|assign[ée]e?(?: [àa])?|(?:full|first|last|given|family|client|customer"
    r"|patient|employee|contact|tenant)[ _]?name"
    r"|surname|name|customer|employee|tenant|landlord|attendees|candidate|recipient|sender"
    r"|from|to|author"
    r"|contact person|(?:account|card) ?holder|owner|manager|assigned to|reviewer|buyer"
    r"|seller|beneficiary|witness"
    r"|signed(?: by)?|bill to|ship to|prepared (?:by|for)|taken by|logged by|applicant"
    r"|attendee|absent|apologies|in attendance|next of kin|payee|payer|assignee|watchers?"
    r"|guarantor|executor|lessee|lessor)"
)
_LABEL = (
    rf"(?im)(?:^|[|;,&?({{\[\"'`]|\s{{2}}|\band |\bset |\bwhere )[ \t>*_\-•\"'`#]{{0,6}}{_LABELS}"
    rf"(?: ?\d{{1,2}})?[\"'`*_]{{0,3}}[ \t]{{0,2}}[:=]"
)
_TOLD = re.compile(
    r"[ \t\"'`*_]{0,5}(?P<v>(?:[^\n;|\t{}\[\] ]| (?! {1,8}[^\W\d]\w{2,14} ?:)){2,160})"
)

_AFTER_TITLE = SIEVE.add(rf"{_TITLE}(?P<v>{NAME})")
_AFTER_OFFICE = SIEVE.add(
    r"\b(?:M\.|Mme|(?i:monsieur|madame)) (?:l[ea] |l['’])(?:[a-zà-ÿ]{4,20}|[A-Z]{2,5}) "
    rf"(?P<v>{PART}(?: {PART}){{0,2}})"
)
_AFTER_LOWER_TITLE = SIEVE.add(
    rf"{_LOWER_TITLE}(?P<v>(?:[{LETTER}]\.? )?[{LETTER}][{LETTER}'’\-]+)"
)
_AFTER_GREETING = SIEVE.add(rf"{_GREETING}(?P<v>{NAME})")
_AFTER_BEHALF = SIEVE.add(rf"{_BEHALF}(?P<v>{NAME})")
_AFTER_FAREWELL = SIEVE.add(rf"{_FAREWELL}(?P<v>{NAME})[ ]*(?:\n|$|,)")
# As the lines of a bank tell it, initials first: Transfer to C Papas.
_PAID = SIEVE.add(
    r"(?i:\b(?:transfer|payment|credit|deposit|paid|fpi|fpo|bgc|tfr|trf)(?: (?:to|from))?) "
    rf"(?P<v>(?:[{UPPER}]\.? ){{1,2}}{PART})"
)
_BEFORE_SENT = SIEVE.add(
    rf"(?m)^[ \t>]{{0,4}}(?P<v>{NAME})[ \t]*\n\s{{0,4}}"
    r"(?:Sent (?:from|via|with) |Get Outlook|Envoy[ée] )"
)
_AFTER_LABEL = SIEVE.add(_LABEL)
_AFTER_KEY = SIEVE.add(
    r"(?i)[\"'](?:student|pupil|player|member|guest|child|parent|guardian|teacher|trainee"
    r"|instructor|driver)[\"'] ?: ?[\"'](?P<v>[^\"'\n]{2,60})[\"']"
)
_SPEAKER = SIEVE.add(
    r"(?m)^(?:[\[(]?(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4},? (?:[àa] )?)?\d{1,2}[:h]\d{2}(?::\d{2})?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?[\])]?[ \-–]{0,3}|[ \-*•]{1,4})?"
    rf"(?P<v>{NAME}) ?[:>][ \n]"
)
_VERSUS = SIEVE.add(rf"(?P<v>{NAME}) (?:c/|v\.) {NAME}")
_AGAINST = SIEVE.add(rf"{NAME} (?:c/|v\.) (?P<v>{NAME})")
_CIVIL = SIEVE.add(
    rf"(?P<v>{PART}(?: (?:{PARTICLE} ){{0,2}}(?:d['’])?{PART}){{0,3}})"
    r"(?: ?\([^()\n]{1,40}\))?,? (?i:n[ée]e? (?:le|en|[àa]|au|aux) "
    r"|demeurant |domicili[ée]e? |r[ée]sidant |habitant (?:au|[àa]|en|rue|\d)|[âa]g[ée]e? de \d"
    r"|de nationalit[ée] "
    r"|° ?(?:(?:ca|vers|env)\.? ?\d|\d{1,2}[/.\-]\d|\d{4})"
    r"|born (?:on|in|at) |(?:currently )?(?:living|residing) (?:at|in) "
    r"|resident (?:at|of|in) |domiciled (?:at|in) |aged \d|date of birth|d\.?o\.?b\.?)"
)
_BIRTHPLACE = re.compile(r"(?i)\b(?:n[ée]e?|born)\b[^\n.;]{1,50} (?:[àa]|au|aux|in|at) $")
_MAIDEN = SIEVE.add(rf"\(?\b(?:n[ée]e|[ée]pouse|veuve|maiden name|formerly) (?P<v>{NAME})")
_AFTER_TITLE_TIME = SIEVE.add(
    rf"{_TITLE}(?P<v>Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Janvier|F[ée]vrier|Mars|Avril"
    r"|Mai|Juin|Juillet|Ao[ûu]t|Septembre|Octobre|Novembre|D[ée]cembre|Monday|Friday|Sunday|March"
    r"|April|May|June|July|August|January)(?: [a-z]|[,.;:!?)])"
)
_NEXT_TIME = re.compile(
    r" (?:prochaine?|derni[eè]re?|next|last|soir|matin|apr[eè]s|à|au|morning)\b"
)
_CUES = (
    (_AFTER_TITLE, 0.9, TITLE),
    (_AFTER_OFFICE, 0.9, TITLE),
    (_AFTER_GREETING, 0.8, CONTEXT),
    (_AFTER_BEHALF, 0.8, CONTEXT),
    (_AFTER_FAREWELL, 0.8, CONTEXT),
    (_BEFORE_SENT, 0.8, CONTEXT),
    (_PAID, 0.75, TITLE),
    (_MAIDEN, 0.75, TITLE),
    (_VERSUS, 0.75, CONTEXT),
    (_AGAINST, 0.75, CONTEXT),
)
_PROGRAMS = frozenset({"AI", "IA", "GPT", "Assistant", "Chatbot"})  # Dear AI

_ITEM = re.compile(r"[^,/&+()\"']+?(?=\s+(?:et|and|ou|or|-|–|—)\s|[,/&+()\"']|$)")
_PLACE = re.compile(
    r"(?i)\b(?:rue|avenue|av|boulevard|bd|place|quai|chemin|impasse|all[ée]e|square|lyc[ée]e"
    r"|coll[èe]ge|[ée]cole"
    r"|h[ôo]pital|stade|pont|gare|a[ée]roport|universit[ée]|institut|fondation|prix|saint"
    r"|sainte|st|ste)[ -]"
    r"(?:(?:de|du|des|la|le|l'|g[ée]n[ée]ral|mar[ée]chal|pr[ée]sident|docteur)[ ]?){0,3}$"
)


class Cues:
    """Finds names without a model; holds no text."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._lexicon = names.lexicon

    def find(self, encoded: Encoded, guessed: Sequence[Hit]) -> Iterator[Hit]:
        """Every name given away, some of them more than once.

        Where nothing but a first name says so, only beside what was ``guessed``.
        """
        text = encoded.text
        for cue, score, source in _CUES:
            for start, end in encoded.spans(cue, 1, within=True):
                yield from self._hit(text, start, end, score, source)
        for start, end in encoded.spans(_AFTER_LOWER_TITLE, 1, within=True):
            if not self._lexicon.is_word(fold(text[start:end])):
                yield Hit(start, end, PERSON.id, 0.7, TITLE)
        for start, end in self._told(encoded):
            yield from self._labelled(text, start, end)
        for start, end in (*relatives(encoded, self._lexicon), *related(encoded, self._lexicon)):
            # Papa (Marcel) is nobody famous.
            own = is_own(fold(text[start:end]), self._lexicon)
            yield Hit(start, end, PERSON.id, 0.7, COMPANY if own else TITLE)
        lexicon = self._lexicon
        for start, end in in_rows(text, guessed, lexicon):
            yield Hit(start, end, PERSON.id, 0.7, CONTEXT)
        rows = listed(encoded, lexicon, guessed)
        ways = (called, owners, behind_roles, full_names, nicknamed, file_names)
        for start, end in (*rows, *(span for way in ways for span in way(encoded, lexicon))):
            yield Hit(start, end, PERSON.id, 0.7, COMPANY)
        yield from self._civil(encoded)
        yield from self._odd_surnames(encoded)
        yield from self._speakers(encoded)
        yield from self._first_names(text, guessed)

    def _civil(self, encoded: Encoded) -> Iterator[Hit]:
        """Names with a birth or an address behind; not *née le 3 mai à Rodez, demeurant*."""
        text = encoded.text
        for start, end in encoded.spans(_CIVIL, 1, within=True):
            if not _BIRTHPLACE.search(text, max(0, start - 60), start):
                yield from self._hit(text, start, end, 0.8, TITLE)

    def _odd_surnames(self, encoded: Encoded) -> Iterator[Hit]:
        """Names that are days and months, behind a title."""
        text = encoded.text
        for start, end in encoded.spans(_AFTER_TITLE_TIME, 1):
            if not _NEXT_TIME.match(text, end):
                yield Hit(start, end, PERSON.id, 0.75, TITLE)

    def _told(self, encoded: Encoded) -> Iterator[tuple[int, int]]:
        """Where a label, a heading, a head of a mail or a layout says that a name stands."""
        text = encoded.text
        yield from encoded.behind(_AFTER_LABEL, _TOLD)
        yield from encoded.spans(_AFTER_KEY, 1, within=True)
        yield from name_cells(text)
        yield from mail_names(encoded)
        listed = lines_of(text)
        yield from signatures(listed, self._names)
        yield from name_columns(text, listed, self._names)

    def _hit(
        self, text: str, start: int, end: int, score: float, source: str = CONTEXT
    ) -> Iterator[Hit]:
        found = self._names.trim(text, start, end, expected=True)
        if text[start:end] in _PROGRAMS:
            return
        if found and found[0] == start:
            yield Hit(*found, PERSON.id, score, source)
            return
        first = WORD.match(text, start, end)
        if source == TITLE and first and fold(first.group()) in self._lexicon.surnames:
            # Mr Swift: a surname though it is a word.
            yield Hit(*first.span(), PERSON.id, score, source)

    def _labelled(self, text: str, start: int, end: int) -> Iterator[Hit]:
        if is_company(text[start:end]):
            return
        for item in _ITEM.finditer(text, start, end):
            found = self._names.trim(text, *item.span(), expected=True)
            words = WORD.findall(text[slice(*found)]) if found else []
            if (
                found
                and 1 <= len(words) <= 4
                and self._all_capital(words)
                and not re.search(r"[\d@:=<>]", item.group())
            ):
                yield Hit(*found, PERSON.id, 0.8, CONTEXT)

    def _all_capital(self, words: list[str]) -> bool:
        """Whether these are written as names, small particles among them."""
        named = [word[0].isupper() or self._lexicon.is_first_name(fold(word)) for word in words]
        return any(named) and all(
            name or len(word) < 4 for name, word in zip(named, words, strict=True)
        )

    def _speakers(self, encoded: Encoded) -> Iterator[Hit]:
        text = encoded.text
        for start, end in encoded.spans(_SPEAKER, 1, within=True):
            if any(
                self._lexicon.is_first_name(fold(word)) for word in WORD.findall(text[start:end])
            ):
                yield from self._hit(text, start, end, 0.7)

    def _first_names(self, text: str, guessed: Sequence[Hit]) -> Iterator[Hit]:
        """First names that touch a guess, with the names around them."""
        for start, end in names_at(text, [hit[:2] for hit in guessed]):
            yield from self._first_name(text, start, end)

    def _first_name(self, text: str, start: int, end: int) -> Iterator[Hit]:
        found = self._names.trim(text, start, end)
        if not found or _PLACE.search(text, max(0, found[0] - 40), found[0]):
            return
        if self._names.is_full_name(text[slice(*found)]):
            yield Hit(*found, PERSON.id, 0.75, LEXICON)
        else:
            yield from self._runs(text, *found)

    def _runs(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """Runs of words in capitals, none of them ordinary, that begin with a first name."""
        run: tuple[int, int] | None = None
        for word in WORD.finditer(text, start, end):
            folded = fold(word.group())
            if folded in PARTICLES:
                continue
            if self._lexicon.is_word(folded):
                if run:
                    yield Hit(*run, PERSON.id, 0.65, LEXICON)
                run = None
            elif run or self._lexicon.is_first_name(folded):
                run = (run[0] if run else word.start(), word.end())
        if run:
            yield Hit(*run, PERSON.id, 0.65, LEXICON)
