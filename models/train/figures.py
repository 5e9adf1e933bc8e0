"""Public figures: the famous and the characters of works that skeletons name, and others in their places.

A network that reads each of them in one document only would learn these names and not what is said
of them.
"""

_KEPT = 0.5  # share of the documents that keep all of theirs
_CHANGED = 0.7  # share of the names of another document that change


class Figures:
    """All of the famous of some skeletons, by language."""

    def __init__(self, skeletons):
        self._whole, self._last = {}, {}
        for one in skeletons:
            whole = self._whole.setdefault(one.language, set())
            whole |= set(filter(_is_whole, one.famous))
        self._whole = {language: sorted(whole) for language, whole in self._whole.items()}
        for language, whole in self._whole.items():
            self._last[language] = sorted({name.rsplit(" ", 1)[1] for name in whole})

    def cast(self, random, language, names):
        """Who stands instead of whom: a surname or a first name goes with the whole name."""
        if not names or random.random() < _KEPT:
            return {}
        changed = {}
        for name in dict.fromkeys(names):
            if _is_whole(name) and random.random() < _CHANGED:
                first, *_, last = name.split(" ")
                changed[name] = other = random.choice(self._whole[language])
                changed.setdefault(first, other.split(" ")[0])
                changed.setdefault(last, other.rsplit(" ", 1)[1])
        for name in names:
            if name not in changed and name in self._last[language] and random.random() < _CHANGED:
                changed[name] = random.choice(self._last[language])
        return changed


def _is_whole(name):
    """Whether this is a first name and a surname."""
    return " " in name and name.istitle()
