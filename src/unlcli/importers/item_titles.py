"""The title in an item: a link's text, bold words, a quotation, or nothing that marks it."""

import re
from dataclasses import dataclass

from unlcli.domain import identifiers
from unlcli.domain.venues import VenueTable
from unlcli.importers import dates_in_text, people, places
from unlcli.importers.flat import EMPHATIC, EMPHATIC_END, LINKS, MARKS, STRONG, STRONG_END, Flat, blanked, plain
from unlcli.importers.headings import year_in
from unlcli.importers.people import Sureness
from unlcli.importers.words import role_of_label

_LINK = re.compile(f"[{LINKS}]")
_STRONG = re.compile(f"{STRONG}([^{STRONG}{STRONG_END}]*){STRONG_END}")
_EMPHATIC = re.compile(f"{EMPHATIC}([^{EMPHATIC}{EMPHATIC_END}]*){EMPHATIC_END}")
_QUOTED = re.compile(
    r"(?<!\w)(?:“([^“”\n]{3,400})”|\"([^\"\n]{3,400})\"|«([^«»\n]{3,400})»|《([^《》\n]{2,400})》|``([^`'\n]{3,400})''|「([^「」\n]{2,400})」)"
)
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_CONTINUED = re.compile(rf"\s*[:：]\s*([^\n{LINKS}{MARKS}|(\[（【]+)")
_GROUP_BEHIND = re.compile(r"\s*[\[(【]([^\[\]()【】]{2,40})[\])】][\s.,;:]*$")
_GROUP = re.compile(r"\s*[\[(【]([^\[\]()【】]{2,40})[\])】]\s*(?=\S)")
_FEW = 3
_OPENS = re.compile('["“«]\\s?$')
_CLOSES = re.compile('[.,!?]?\\s?["”»]')
_LEADING_NUMBER = re.compile(r"^\s*[\[(]?\d{1,4}[\])]?[.:]?\s+")
#: What stands around bold words that are a remark beside the title.
_REMARKS = ("()", "（）", "[]", "【】")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a title stands in flat text, and the text that is it; `link` is the character of the link that carries it."""

    start: int
    end: int
    text: str
    link: str = ""


def find(text: str, source: Flat, venues: VenueTable) -> Found | None:
    """Return the title that something marks, None when nothing does."""
    linked = _linked(text, source, venues)
    strong = _strong(text, source, venues)
    if linked and strong:
        return _better(linked, strong, source)
    return (
        linked or strong or _quoted(text, source) or _emphatic(text, source, venues) or _lone_link(text, source, venues)
    )


def size(words: str) -> int:
    """Return the number of words, two characters of Chinese or Japanese for one."""
    return len(words.split()) if words.isascii() else max(len(words.split()), len(_CJK.findall(words)) // 2)


def _linked(text: str, source: Flat, venues: VenueTable) -> Found | None:
    """Return the first link whose text can be a title; one with a known paper behind it or more words is better."""
    found: list[tuple[int, Found]] = []
    for match in list(_LINK.finditer(text))[:40]:
        span = source.link(match[0])
        if role_of_label(span.label) is None and _can_be(span.label, venues):
            is_wrapped = text[: match.start()].rstrip().endswith(("[", "(")) and text[
                match.end() :
            ].lstrip().startswith(("]", ")"))
            is_wrapped = is_wrapped or span.label[:1] + span.label[-1:] in _REMARKS
            sureness = people.sureness(span.label)
            is_person = sureness and not _names_paper(span.url)
            rank = 2 * is_wrapped + 4 * bool(is_person) + (size(span.label) < _FEW) + (sureness is Sureness.SURE)
            found.append((rank, Found(match.start(), match.end(), span.label, match[0])))
    if not found:
        return None
    rank, best = min(found, key=lambda pair: pair[0])
    if rank >= 4 or rank in (1, 3) and _has_more(text[: best.start]):
        return None
    return _continued(best, text) if size(best.text) <= _FEW else best


def _has_more(before: str) -> bool:
    """Tell whether enough for a title stands before a short link on its line."""
    line = plain(before).rpartition("\n")[2]
    return size(re.sub(r"[(\[（【][^()\[\]（）【】]*[)\]）】]", " ", line)) > _FEW and not people.sureness(line)


def _continued(found: Found, text: str) -> Found:
    """Lengthen a title whose link carries only its first words (`[Name](url): what it is, in Title Case`)."""
    match = _CONTINUED.match(text, found.end)
    if match is None:
        return found
    rest = re.split(r"(?<=\w)\.(?:\s|$)|\s[-–—]\s|\s\|", match[1])[0].strip()
    words = [word for word in re.findall(r"[^\W\d_]\w*", rest) if len(word) > 3]
    if len(words) < 2 or sum(word[0].isupper() for word in words) * 5 < len(words) * 3:
        return found
    end = text.index(rest, found.end) + len(rest)
    return Found(found.start, end, f"{found.text}: {rest}", found.link)


def _strong(text: str, source: Flat, venues: VenueTable) -> Found | None:
    for match in _STRONG.finditer(text):
        words = source.words(match[1])
        bare = words.strip(" .,:;")
        if _LINK.search(match[1]) or not _can_be(bare, venues) or bare[0] + bare[-1] in _REMARKS:
            continue
        if size(bare) >= _FEW and people.sureness(bare) is not Sureness.SURE:
            start = _after_group(match[1], venues)
            first = match.start(1) + start if start else match.start()
            end = _before_group(match[1], start, venues)
            if end < len(match[1]):
                return Found(first, match.start(1) + end, source.words(match[1][start:end]))
            return Found(*_with_quotes(text, first, match.end()), source.words(match[1][start:]))
    return None


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a title stands with the quotation marks around it, and the full stop inside them."""
    before, after = _OPENS.search(text, max(0, start - 2), start), _CLOSES.match(text, end)
    return (before.start(), after.end()) if before and after else (start, end)


def _after_group(words: str, venues: VenueTable) -> int:
    """Return where a title begins that has its venue or its year in brackets before it."""
    group = _GROUP.match(words)
    if group is None:
        return 0
    return group.end() if _is_fact(group[1], venues) else 0


def _before_group(words: str, start: int, venues: VenueTable) -> int:
    """Return where a title ends that has its venue and year in brackets behind it."""
    group = _GROUP_BEHIND.search(words, start)
    is_fact = group is not None and group.start() > start and year_in(group[1]) and _is_fact(group[1], venues)
    return group.start() if group and is_fact else len(words)


def _is_fact(words: str, venues: VenueTable) -> bool:
    told = words.replace("/", " ")
    return bool(places.read(told, venues) or dates_in_text.read(words) or dates_in_text.year(words))


def _better(linked: Found, strong: Found, source: Flat) -> Found:
    """Return the link's text or the bold words, whichever is more likely a title."""
    if linked.start < strong.start:
        return linked
    names_paper = _names_paper(source.link(linked.link).url)
    if strong.text.rstrip().endswith((":", "：")) or names_paper and size(linked.text) >= min(5, size(strong.text)):
        return linked
    return strong


def _quoted(text: str, source: Flat) -> Found | None:
    """Return a quotation that stands alone, or after the authors."""
    for match in list(_QUOTED.finditer(blanked(text)))[:5]:
        words = next(group for group in match.groups() if group)
        before, after = _LEADING_NUMBER.sub("", source.words(text[: match.start()])), text[match.end() :].lstrip()
        before = before.strip(" ,.;:()")
        first = re.split(r"[,.(\[|]", source.words(after), maxsplit=1)[0]
        goes_on = re.match(r"[:：\w]|[-–](?=\w)", after) and not people.sureness(first) and match[0][0] != "《"
        is_ended = words.endswith((",", "."))
        is_after_people = (
            not before or people.sureness(re.sub(r"\(?(?:19|20)\d\d[a-z]?\)?", "", before)) or match[0][0] == "《"
        )
        # a citation puts the full stop inside the quotation, however short the title is
        is_whole = (not goes_on or is_ended) and (size(words) >= _FEW or is_ended and bool(before and is_after_people))
        is_after_people = (
            is_after_people or text[: match.start()].rstrip(MARKS + " ").endswith(":") and size(before) <= _FEW
        )
        if is_whole and is_after_people:
            return Found(match.start(), match.end(), words.rstrip(","))
    return None


def _emphatic(text: str, source: Flat, venues: VenueTable) -> Found | None:
    """Return italic words that are a title: at the beginning, or after the authors."""
    for match in list(_EMPHATIC.finditer(text))[:5]:
        words = source.words(match[1])
        if size(words) < _FEW + 1 or people.sureness(words) or places.read(words, venues, is_beside=True):
            continue
        before = source.words(text[: match.start()]).strip(" ,.;:()")
        if not before or people.sureness(before) is Sureness.SURE:
            return Found(match.start(), match.end(), words)
    return None


def _lone_link(text: str, source: Flat, venues: VenueTable) -> Found | None:
    """Return the text of a short link when nothing else can be the title."""
    for match in _LINK.finditer(text):
        span = source.link(match[0])
        if span.text.strip() and role_of_label(span.label) is None and not places.read(span.label, venues):
            is_alone = not _has_more(text[: match.start()])
            return Found(match.start(), match.end(), span.label, match[0]) if is_alone else None
    return None


def _can_be(words: str, venues: VenueTable) -> bool:
    """Tell whether words can be a title: no label, no venue, no bare number."""
    bare = words.strip(" []().,:;")
    return (
        any(c.isalpha() for c in bare)
        and role_of_label(bare) is None
        and identifiers.recognise(bare) is None
        and places.read(bare, venues) is None
    )


def _names_paper(url: str) -> bool:
    found = identifiers.of_url(url)
    return (
        found is not None and found.scheme is not identifiers.Scheme.URL or url.lower().split("?")[0].endswith(".pdf")
    )
