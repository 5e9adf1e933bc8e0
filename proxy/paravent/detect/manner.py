"""How a word is written that may be somebody's name: as a name, as a word, as a piece of code.

Pure; what is asked about one place costs no more than its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import re2

from paravent.detect.code import Code

if TYPE_CHECKING:
    from paravent.core.types import Finding
    from paravent.detect.cast import Role

_ADDRESS = re2.compile(
    r"(?i)\b(?:https?://|www\.)[^\s;,|\"'<>(){}\[\]]+|[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]+\.[a-z]{2,24}"
    r"|[a-z0-9+/=_\-]{64,}"
)
_OPENING = re.compile(r"(?:^|[.!?:;\n•*>\"«“(\[|]|\s[\-–—]|^[\-–—]|\n[\-–—])[\s\"«“(*_#\-]*$")
_TITLE = re.compile(
    r"(?i)(?:^|[^\w])(?:m\.|mm\.|mr\.?|mrs\.?|ms\.?|mme\.?|mmes\.?|mlle\.?|me|ma[iî]tre|dr\.?|pr\.?"
    r"|prof\.?|docteur|doctor|professeure?|professor|madame|monsieur|mademoiselle|miss|mister"
    r"|famille|family|[ée]poux|consorts|veuve|sir|lady)[ \u00a0]{1,2}$"
)
_PLACE = re.compile(
    r"(?i)\b(?:rue|avenue|av|boulevard|bd|place|quai|chemin|impasse|all[ée]e|square|street|road|rd"
    r"|lane|drive|lyc[ée]e|coll[èe]ge|[ée]cole|h[ôo]pital|saint|sainte|st|ste)\.?[ \-]"
    r"(?:(?:de|du|des|la|le|l')[ ]?){0,3}$"
)
_ARTICLE = re.compile(
    r"(?i)(?:^|[^\w])(?:le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa"
    r"|ses|notre|nos|votre|vos|leur|leurs|the|an?|this|that|these|those|my|your|his|her|its|our"
    r"|their|chaque|each|every|no|quel|quelle|[dl]['’])[ ]?$"
)
_FIGURE = re.compile(r"[ ]?(?:n[°º]\s?)?\d")
_USED_BEFORE = re.compile(r"(?:[\w$)\]]\.|[_$#&<\\]|->|::)$")
_USED_AFTER = re.compile(r"\(|_|::|\.[a-z]\w|\s?=[^=]|\+\+|-\d|\d")
_CALLED = re.compile(r"[(\[]|::|\s?=|\.\w+\(")
_OWNS = re.compile(r"['’]s [^\W\d_]")
_NEXT = re.compile(r"[ \u00a0]([^\W\d_])")
_LAST = re.compile(r"(?<![^\W_])([^\W\d_])[^\W\d_]*[ \u00a0]$")
_OFTEN = (
    r"(?:(?:has|had|have|is|was|(?:has|had|have|is|was)n['’]?t|not|just|still|never|already|also|both"
    r"|then|only|always|often|finally|rather) ){0,3}"
)
_WILL = (
    r"(?:will|would|did|does|can|could|may|might|must|should|(?:wo|would|did|does|ca|could)n['’]?t)"
)
ACTS = re.compile(
    r" (?:(?:ne |n'|m'|nous |vous |l'|lui |y |en )?(?:a|avait|aura|est|ont) "
    r"(?:pas |bien |d[ée]j[àa] )?"
    r"(?:dit|demand[ée]|sign[ée]|r[ée]pondu|pay[ée]|appel[ée]|rappel[ée]|confirm[ée]|envoy[ée]"
    r"|refus[ée]|accept[ée]|[ée]crit|relanc[ée]|valid[ée]|propos[ée]|promis|d[ée]cid[ée]|d'accord"
    r"|absente?)|(?:ne |me |nous |vous |se |s')?(?:dit|demande|propose|pense|refuse|accepte"
    r"|confirme|souhaite|attend|paie|paye|signe|signera|paiera|veut|doit|conteste|r[ée]pond|rappelle|appelle"
    r"|valide)\b"
    rf"|{_OFTEN}(?:said|says|ask(?:s|ed|ing)|want(?:s|ed)?|agree[ds]|called|calling|rang|texted|texting"
    r"|wrote|repl(?:y|ies|ied)|answered|signed|signing|paid(?! off)|paying|owe[ds]?|refuse[ds]?"
    r"|thinks?|thought|thinking|reckon(?:s|ed)?|swears?|swore|insist(?:s|ed)?|told|tells|confirmed|promised|emailed|sent|brought"
    r"|suggest(?:s|ed)|cancelled|booked|resigned|quit|forgot|complained|apologi[sz]ed|hates?|loved"
    r"|knows|knew|laughed|objected|declined|invited|fitted|fixed|drove"
    r"|proposed|seconded|dissented|abstained|mentioned|wondered|chair(?:s|ed)|grew up"
    r"|moved (?:out|in)|turned up|reported (?:on|sick|back)|borrowed|lent|cried|smiled"
    r"|shrugged|nodded|whispered|shouted|cook(?:s|ed)|sings|sang|taught|teaches|live[ds]|married|retired|graduated"
    r"|work(?:s|ed) (?:for|at|from|as)"
    r"|(?:lost|left|took|gave|showed) (?:his|her|their|me|us|him|them))\b"
    rf"|{_OFTEN}{_WILL} {_OFTEN}(?:say|ask|want|agree|call|ring|text|write|reply|answer|sign|pay"
    r"|refuse|think|know|confirm|promise|bring|send|come)\b"
    r"|and (?:I|me)\b|(?:is|was) (?:still |now )?(?:off sick|on leave|on holiday|ill|sick|pregnant"
    r"|furious|upset|allergic|away|late|coming|leaving|joining|retiring|engaged|my|our|his|her)\b)"
)
"""What somebody does, and a word does not, behind a name: Petit paie, Brown said."""

# The same of somebody who was named before: Rosalind Sharp ... Sharp did not report it.
_DOES = re.compile(
    r" (?:(?:will|would|did|does|can|could|should|shall|must)(?: not|n['’]t)? [a-z]{3}"
    r"|ha[sd] (?:not |never |already |also )?(?:[a-z]+ed|been|nothing|no|an?|[a-z]+ years?)\b"
    r"|(?:also |then |never |only |still )?[a-z]{2,}ed\b|(?:n['’]|ne |nous |lui |m['’])[a-zà-ÿ]{2})"
)
_ADDRESSED = re.compile(
    r"(?i)(?<![^\W_])(?:(?:ask|tell|remind|warn|text|ring|phone|email|thank|invite|chase|nudge|told"
    r"|asked|texted|met|saw|hired|sacked|pay|paid|thanks|thx|cheers|ta|sorry|hi|hiya"
    r"|hey|dear|congrats|me and|(?:reply|replying|say no|said|speak|speaking|talk|talking"
    r"|write|writing|apologi[sz]e) to|(?:call|text|hear|heard) from"
    r"|(?:meeting|lunch|coffee|drinks|call|chat|spoke|speak) w(?:ith)?|it'?s|this is"
    r"|wife|husband|mum|mam|mom|dad|sister|brother|son|daughter|grand(?:ma|pa|ad)|nan|boss|mate"
    r"|cousin|auntie|uncle|neighbou?r|landlord|landlady|client|tenant|student|pupil) "
    r"|[,.!?] (?:ta|thx|tks|cheers|thanks|love|xx?|best),? )$"
)
"""Right before a name: what one does with people only, or says to them."""


def is_addressed(text: str, start: int) -> bool:
    """Whether what stands before this is done with somebody, or said to somebody: *ask hope*."""
    return _ADDRESSED.search(text, max(0, start - 24), start) is not None


def is_called(text: str, one: Finding) -> bool:
    """Whether a guess at a single word stands as names stand, and as words of its kind do not."""
    start, end = one.start, one.end
    if not text[start : start + 1].isupper() or _ARTICLE.search(text, max(0, start - 12), start):
        return False
    opens = _OPENING.search(text, max(0, start - 20), start)
    return not opens or bool(ACTS.match(text, end) or _OWNS.match(text, end))


class Hit(NamedTuple):
    """A word of a name in the view of a text: where, how it is compared, what it is in names."""

    start: int
    end: int
    key: str
    role: Role


class Manner:
    """Judges places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._code = Code(text)

    def is_together(self, one: Hit, other: Hit) -> bool:
        """Whether two words are not parted by the beginning or the end of an address."""
        return self._address(one.start) == self._address(other.start)

    def is_whole(self, start: int, end: int, *, ordinary: bool) -> bool:
        """Whether a first name and a surname, one beside the other, name somebody.

        Args:
            start: where they begin.
            end: where they end.
            ordinary: whether each of them is also a word.
        """
        name = self.text[start:end]
        if ordinary and name.islower() and " " in name:
            return False
        return " " in name or not self._code.is_identifier(start, end)

    def is_part(self, start: int, hit: Hit, *, near: bool) -> bool:
        """Whether a word names somebody who has it in the name.

        Args:
            start: where it begins, with the particles before it.
            hit: the word.
            near: whether another part of the name stands beside it.
        """
        word, role = self.text[hit.start : hit.end], hit.role
        titled = self._before(_TITLE, start, 16)
        if self._in_address(start) or self._code.is_identifier(start, hit.end):
            return False
        if len(word) < 3:
            return (near or titled) and word[0].isupper()
        if role.ordinary:
            return titled or (word[0].isupper() and self._is_name(start, hit.end, near=near))
        if word[0].isupper():
            return role.is_surname or near or not self._is_used(start, hit.end)
        return self._is_lower_name(hit, titled=titled or near)

    def is_account(self, start: int, end: int) -> bool:
        """Whether a name run together stands for somebody: in no address, in no code."""
        return not self._in_address(start) and not self._code.is_identifier(start, end)

    def is_prose(self, start: int, end: int) -> bool:
        """Whether initials here are somebody's."""
        return not self._in_address(start) and not self._code.is_identifier(start, end)

    def _is_name(self, start: int, end: int, *, near: bool) -> bool:
        """Whether an ordinary word is written as a name."""
        if near:
            return True
        if self._before(_PLACE, start, 30) or self._before(_ARTICLE, start, 12):
            return False
        if self._before(_OPENING, start, 20):
            return bool(ACTS.match(self.text, end) or _DOES.match(self.text, end))
        return not (
            _FIGURE.match(self.text, end)
            or self._is_used(start, end)
            or self._is_in_heading(start, end)
        )

    def _is_lower_name(self, hit: Hit, *, titled: bool) -> bool:
        """Whether a name without a capital is one: a surname, or any where nothing has capitals."""
        if titled:
            return True
        if _CALLED.match(self.text, hit.end) or self._before(_USED_BEFORE, hit.start, 2):
            return False
        if hit.role.is_surname:
            return len(hit.key) > 3
        return not self._is_used(hit.start, hit.end) and self._has_no_capitals

    def _is_used(self, start: int, end: int) -> bool:
        """Whether a word is a piece of something technical."""
        return self._before(_USED_BEFORE, start, 2) or bool(_USED_AFTER.match(self.text, end))

    def _before(self, pattern: re.Pattern[str], at: int, reach: int) -> bool:
        return pattern.search(self.text, max(0, at - reach), at) is not None

    def _is_in_heading(self, start: int, end: int) -> bool:
        """Whether words beside it have a capital too, as in headings and in shouting."""
        following = _NEXT.match(self.text, end)
        if following:
            return following[1].isupper()
        before = _LAST.search(self.text, max(0, start - 40), start)
        return (
            before is not None
            and before[1].isupper()
            and not self._before(_OPENING, before.start(1), 20)
        )

    @cached_property
    def _has_no_capitals(self) -> bool:
        """Whether the text is written without capitals."""
        return sum(map(str.isupper, self.text)) * 100 <= len(self.text)

    def _in_address(self, at: int) -> bool:
        return self._address(at) >= 0

    def _address(self, at: int) -> int:
        """The number of the address that a place is in, or -1."""
        number = bisect_right(self._addresses, (at, len(self.text))) - 1
        return number if number >= 0 and at < self._addresses[number][1] else -1

    @cached_property
    def _addresses(self) -> list[tuple[int, int]]:
        """Addresses of the web and of mail, which are found whole or not at all."""
        return [match.span() for match in _ADDRESS.finditer(self.text)]
