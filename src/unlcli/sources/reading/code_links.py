"""Repositories that an abstract or a comment states as the paper's own; one named as somebody else's is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINK = re.compile(
    r"(?<![\w.@/-])(?:https?://)?(?:www\.)?(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co)/([\w.~%/@+-]+)",
    re.I,
)
_PAGE = "https://{}/{}"
#: No abstract or comment is longer, and a longer text would take long.
_LONGEST = 20_000
#: Where a link stood in the text; no text has this character.
_MARK = "\x00"
_ENDING = re.compile(r"(?<=[.!?])\s+|;\s+|\n\s*\n")
_CUE = re.compile(
    r"\b(codes?|codebase|implementations?|source|available|accessible|releas\w+|repositor\w+|repos?|project|software|github|"
    r"open-?\s?sourc\w+)\b",
    re.I,
)
_CODE = re.compile(r"\b(codes?|codebase|implementation|repository|repo|software)\b", re.I)
_OURS = re.compile(r"\b(our|ours|we|this (?:paper|work|article|study)(?:'s)?|the authors?'?)\b", re.I)
_STATED = re.compile(
    r"\b(available|accessible|releas\w+|found|hosted|publish\w*|provided?|shared?|open-?\s?sourc\w+|download\w*|located)\b",
    re.I,
)
_THING = r"(?:code|codebase|implementation|repository|repo|software|library|framework|package|toolkit|project)"
#: Somebody else's code is what the sentence speaks of, whatever it says of where that is found.
_OF_OTHERS = re.compile(
    rf"\b(?:based (?:up)?on|buil[dt]s?\w* (?:up)?on|(?:adapt|modifi|borrow|fork|deriv|taken)\w* (?:from|of)|us(?:e|es|ed|ing)|"
    rf"extend\w*|follow\w*|from the (?:official|original))\s+(?:the |an? )?(?:(?!our )[\w-]+ ){{0,3}}?{_THING}\b|"
    rf"\btheir {_THING}\b|\bofficial {_THING} (?:of|by|from|for)\b",
    re.I,
)
#: What stands here is somebody else's, unless the sentence goes on to where its own is found.
_NEAR_OTHERS = re.compile(
    r"\b(?:based (?:up)?on|buil[dt]s?\w* (?:up)?on|built (?:with|from)|adapt\w* from|modif\w+ (?:from|of)|"
    r"borrow\w*|fork\w* (?:of|from)|deriv\w+ from|taken from|us(?:e|es|ed|ing)|extend\w*|compar\w+|evaluat\w+|"
    r"test\w* on|train\w+ (?:on|with)|such as|e\.g\.?|like|inspired by|thanks? to|following|provided by|baselines?|et al)"
    r"(?=\W|$)",
    re.I,
)
#: What directly labels a link as the paper's code: `12 pages, using amsart, code at LINK`.
_LABEL = re.compile(
    r"(?:^|[,;:(]|\b(?:and|our))\s*(?:our |the |all |source )?(?:codes?|implementation|repository|software|github)"
    r"(?: and \w+)?(?: is| are)?(?: available)?(?: at| on| in| here)?[\s:(\[{\\]*(?:url\{?)?$",
    re.I,
)
_NO_OWNERS = frozenset(
    "orgs topics features marketplace sponsors settings search about collections login join spaces papers docs blog".split()
)
_NAME = re.compile(r"^[\w][\w.~+-]*$")


@dataclass(frozen=True, slots=True)
class _Mention:
    repository: str
    is_stated: bool
    is_ours: bool


def stated(text: str) -> tuple[str, ...]:
    """Return the repositories that a text states as its paper's own, as links to their first page.

    Several different ones are returned only where each is called the authors' own: else nobody can say which is meant.
    """
    found = [mention for sentence in _sentences(text) for mention in _mentions(sentence)]
    candidates = [mention for mention in found if mention.is_stated]
    unique = {mention.repository.lower(): mention.repository for mention in reversed(candidates)}
    if len(unique) > 1:
        ours = {mention.repository.lower() for mention in candidates if mention.is_ours}
        if set(unique) != ours:
            return ()
    return tuple(reversed(unique.values()))


def repository(host: str, path: str) -> str:
    """Return the link to a repository's first page, from a code host and a path on it; empty when it leads to none."""
    parts = [part for part in path.rstrip(".,:;").split("/") if part]
    host = host.lower()
    kind = parts.pop(0) + "/" if host == "huggingface.co" and parts and parts[0] == "datasets" else ""
    if len(parts) < 2 or parts[0].lower() in _NO_OWNERS or not all(_NAME.match(part) for part in parts[:2]):
        return ""
    count = 2
    if host == "gitlab.com":
        stops = [i for i, part in enumerate(parts) if part in ("-", "tree", "blob", "raw", "issues", "wikis")]
        count = max(2, min([*stops, len(parts)]))
    parts = parts[:count]
    parts[-1] = parts[-1].removesuffix(".git").rstrip(".")
    # A name that ends so was cut at the end of a line, and what it names is not known.
    return "" if not parts[-1] or parts[-1].endswith("-") else _PAGE.format(host, kind + "/".join(parts))


def _sentences(text: str) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Yield each sentence, its links replaced by a mark, and these; one that is only a link belongs to that before it."""
    text = re.sub(r"\\(?=[_%#&~])", "", text[:_LONGEST].replace(_MARK, " "))
    links = list(_LINK.finditer(text))
    marked = _LINK.sub(lambda match: _MARK + match[0][len(match[0].rstrip(".,:;")) :], text)
    sentences: list[str] = []
    for sentence in _ENDING.split(marked):
        if sentences and _MARK in sentence and not re.search(r"[^\W\d_]", sentence) and _MARK not in sentences[-1]:
            sentences[-1] += " " + sentence
        else:
            sentences.append(sentence)
    rest = iter(links)
    for sentence in sentences:
        yield sentence, [next(rest) for _ in range(sentence.count(_MARK))]


def _mentions(sentence_and_links: tuple[str, list[re.Match[str]]]) -> Iterator[_Mention]:
    sentence, links = sentence_and_links
    before = sentence.split(_MARK)
    is_cued = bool(_CUE.search(sentence))
    is_others = False
    for lead, link in zip(before, links, strict=False):
        # What only joins two links ("A and B") says of the second what was said of the first.
        if re.search(r"[^\W\d_]{4,}", lead):
            is_others = _is_of_others(lead)
        place = repository(link[1], link[2])
        is_code = link[1].lower() != "huggingface.co" or (bool(_CODE.search(lead)) and len(links) == 1)
        if place:
            yield _Mention(place, is_cued and not is_others and is_code, bool(_OURS.search(sentence)))


def _is_of_others(lead: str) -> bool:
    if _LABEL.search(lead[-80:]):
        return False
    if _OF_OTHERS.search(lead):
        return True
    last = 0
    for match in _STATED.finditer(lead):
        last = match.end()
    return bool(_NEAR_OTHERS.search(lead, last))
