"""Whether the free words that a server keeps with a preprint speak of its publication, or of pages and figures alone."""

import re
from collections.abc import Iterator

from unlcli.domain.venues import Kind, VenueTable

_SAYS = re.compile(
    r"(?<!not )(?<!not yet )(?<!not been )\b(?:accepted|published|publication in|in press|forthcoming (?:in|at)|"
    r"to appear|appear(?:s|ed|ing)? (?:in|at)|(?:in|of) (?:the )?proceedings|camera[- ]ready)\b",
    re.I,
)
#: What is said to be published, or where things are seen, when it is not the paper.
_NOT_OF_PAPER = re.compile(
    r"\b(?:code|data\w*|models?|software|scripts?|weights)\b[^;.]{0,40}\bpublished\b|\bappears? in (?:colou?r|the appendix)\b",
    re.I,
)
_ONLY_SUBMITTED = re.compile(r"\b(?:submitted|submission|under review|in review|to be submitted)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d\b")
#: What is counted or dated in a comment, where a citation has a volume and pages.
_NO_CITATION = re.compile(
    r"\b(?:pages?|figs?|figures?|tables?|eqs?|sections?|appendix|updated?|version|draft|revised|fixed|added|talk|lectures?|"
    r"slides|thesis|report|https?)\b|\bv\d\b",
    re.I,
)
_LONGEST_LOWER = 4
_MOST_WORDS = 8
_LONGEST = 400


def speaks_of_publication(hint: str, venues: VenueTable) -> bool:
    """Tell whether a hint says that a paper was published or will be: in words, as a citation, or by a venue with a year."""
    parts = [part.strip() for part in hint[:_LONGEST].split(";")]
    return any(_says(_NOT_OF_PAPER.sub(" ", part), venues) for part in parts if part)


def _says(part: str, venues: VenueTable) -> bool:
    if _SAYS.search(part):
        return True
    if _ONLY_SUBMITTED.search(part):
        return False
    return _is_citation(part) or any(_is_venue(words, venues) for words in _dated(part))


def _is_citation(part: str) -> bool:
    """Tell whether words are a journal's name with volume, page and year: "Phys. Rev. D 76, 013009 (2007)"."""
    words = re.findall(r"[^\W\d_]+", part)
    numbers = re.findall(r"\d+", _YEAR.sub(" ", part, count=1))
    if not part[:1].isupper() or not _YEAR.search(part) or len(numbers) <= 1 or _NO_CITATION.search(part):
        return False
    return all(word[0].isupper() or len(word) <= _LONGEST_LOWER for word in words)


def _dated(part: str) -> Iterator[str]:
    """Yield the words before and after each year, the most first."""
    for year in _YEAR.finditer(part):
        before = re.split(r"[,()]", part[: year.start()])[-1].split()[-_MOST_WORDS:]
        after = re.split(r"[,()]", part[year.end() :])[0].split()[:_MOST_WORDS]
        yield from (" ".join(before[start:]) for start in range(len(before)))
        yield from (" ".join(after[:end]) for end in range(len(after), 0, -1))


def _is_venue(words: str, venues: VenueTable) -> bool:
    venue = venues.recognise(words)
    return venue.kind is not Kind.PREPRINT and venues.knows(venue)
