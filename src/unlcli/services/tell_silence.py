"""Tell what sources did not say, each reason once: which entries it concerns, which sources, and what to do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from unlcli.domain.entry import Entry
from unlcli.domain.source_names import spoken
from unlcli.errors import OfflineError, SourceError
from unlcli.sources.reading.answered import OR_PASTE

#: So many entries of a reason are named, and so many sources.
_NAMED = 3
_SOURCES = 8
#: What is said of one source, as it is said of several.
_OF_SEVERAL = {
    "has": "have", "is": "are", "was": "were", "does": "do", "asks": "ask", "refuses": "refuse", "redirects": "redirect",
}  # fmt: skip
_VERBS = (*_OF_SEVERAL, "answered", "asked", "refused", "sent", "cannot")
_ADDRESS = re.compile(r":? (?:for )?https?://\S+")


@dataclass(frozen=True, slots=True)
class Silent:
    """An entry, and why sources did not say anything about it."""

    entry: Entry
    errors: tuple[SourceError, ...]


@dataclass(slots=True)
class Reason:
    """Why sources said nothing, in words that follow their names, and about which entries, by their places in the file."""

    what: str
    hint: str = ""
    sources: dict[str, None] = field(default_factory=dict)
    by_position: dict[int, Entry] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in the order of the file."""
        return tuple(self.by_position[position] for position in sorted(self.by_position))

    @property
    def sentence(self) -> str:
        """Who did what: `arXiv and DBLP answered 503, an error of the server`."""
        spelt = dict.fromkeys(spoken(source) for source in self.sources)
        names = [name for name in spelt if name.partition(" (")[0] not in spelt or " (" not in name]
        if not names:
            return self.what
        first, _, rest = self.what.partition(" ")
        if first.rstrip(",;:") not in _VERBS:
            return f"{_listed(names)}: {self.what}"
        verb = _OF_SEVERAL.get(first, first) if len(names) > 1 else first
        return f"{_listed(names)} {verb} {rest}".rstrip()

    @property
    def remedy(self) -> str:
        """What to do, in brackets after a space; empty where there is nothing."""
        return f" ({self.hint})" if self.hint else ""


def reasons(silent: Iterable[Silent]) -> tuple[Reason, ...]:
    """Return why sources said nothing, what concerns most entries first.

    That a source was not asked again follows from its first failures, and is told as one of them.
    """
    pairs = [(each.entry, error) for each in silent for error in each.errors]
    first: dict[str, Counter[str]] = {}
    for _, error in pairs:
        if not error.is_repeat:
            first.setdefault(error.source, Counter())[_what(error)] += 1
    hints = {_what(error): _hint(error) for _, error in reversed(pairs)}
    found: dict[str, Reason] = {}
    for entry, error in pairs:
        is_known = error.is_repeat and error.source in first
        what = first[error.source].most_common(1)[0][0] if is_known else _what(error)
        reason = found.setdefault(what, Reason(what, hints[what]))
        reason.by_position[entry.position] = entry
        reason.sources |= dict.fromkeys(filter(None, error.source.split(", ")))
    return tuple(sorted(found.values(), key=lambda reason: -len(reason.by_position)))


def _what(error: SourceError) -> str:
    """Return what is the same for all entries: without the name of the source, and without the address."""
    if isinstance(error, OfflineError):
        return "was not asked, and the cache lacks the answer"
    what = error.message.removeprefix(f"{spoken(error.source)}: ").removeprefix("its name ")
    return _ADDRESS.sub("", what)


def _hint(error: SourceError) -> str:
    return error.hint.removesuffix(OR_PASTE)  # the entry is there already


def who(entries: Sequence[Entry], of: int, path: str, kind: str) -> str:
    """Return which of `of` entries are meant: one by its place, all by their number, some by number and the first places."""
    if len(entries) == 1:
        return entries[0].place(path)
    count = f"{len(entries)} of {of} {kind}"
    if len(entries) >= of:
        return count
    places = [entry.place(path) for entry in entries]
    return f"{count}, {_listed(places, _NAMED)},"


def lines(silent: Sequence[Silent], of: int, path: str, kind: str, could_not: str) -> Iterator[str]:
    """Yield a line for each reason: `3 of 8 preprints, a (x.bib:1), ..., could not be asked about: DBLP refuses (wait)`."""
    for reason in reasons(silent):
        yield f"{who(reason.entries, of, path, kind)} {could_not}: {reason.sentence}{reason.remedy}"


def _listed(names: Sequence[str], most: int = _SOURCES) -> str:
    """Return names as people list them, with the number of those that are left out."""
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most else [*names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
