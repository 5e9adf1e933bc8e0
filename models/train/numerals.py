"""Numbers as they are spoken."""

_TEENS_FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_TENS_FR = "- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
TEENS_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS_EN = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def words_fr(n):
    """A number under 1000 in French."""
    if n < 20:
        return _TEENS_FR[n]
    if n < 100:
        ten, one = divmod(n, 10)
        if ten in {7, 9}:
            one += 10
        tens = _TENS_FR[ten]
        if one == 0:
            return tens + ("s" if n == 80 else "")
        return f"{tens} et {_TEENS_FR[one]}" if one in {1, 11} and ten < 8 else f"{tens}-{_TEENS_FR[one]}"
    hundred, rest = divmod(n, 100)
    return f"{'' if hundred == 1 else _TEENS_FR[hundred] + ' '}cent{' ' + words_fr(rest) if rest else 's' if hundred > 1 else ''}"


def words_en(n):
    """A number under 1000 in English."""
    if n < 20:
        return TEENS_EN[n]
    if n < 100:
        return _TENS_EN[n // 10] + (f"-{TEENS_EN[n % 10]}" if n % 10 else "")
    return f"{words_en(n // 100)} hundred{'' if n % 100 == 0 else ' and ' + words_en(n % 100)}"
