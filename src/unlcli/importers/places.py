"""Where a paper appeared, in running text: the venue with its year, volume and pages, and what it was there (oral)."""

import re
from dataclasses import dataclass, field

from unlcli.domain.venues import Kind, VenueTable, without_year
from unlcli.importers.headings import year_in

_LEAD = re.compile(
    r"(?:(?:published|appear(?:s|ed|ing)?|presented|accepted|to appear)(?:\s+(?:in|at|by|to|for))?|in|at)\b\s*:?\s*"
    r"(?=[^\W\d_])(?!\s)",
    re.I,
)
_AWARD = re.compile(
    r"[\s,;:(\[|/*+-]*\b((?:oral|spotlight|poster|highlight(?:ed)?|outstanding|distinguished|best|notable|honou?rable|award|"
    r"top[- ]?\d+%?|candidate|finalist|nomination|nominee|mention|runner[- ]up|paper|student|presentation|talk|"
    r"full|short|long|main|accepted)(?:[\s-]+|\b))+[)\]*]*$",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:oral|spotlight|poster|highlight|outstanding|distinguished|best|award|notable|candidate|mention)", re.I
)
_SHORT_YEAR = re.compile(r"(?:['’‘`]\s?|(?<=[A-Z]{2})[\s-]?|(?<=\s)(?=\d\d['’]))(\d\d)(?!\d)['’]?")
_LEADING_WORDS = re.compile(
    r"(?:in\s+)?(?:the\s+)?(?:proc\b|proceedings|journal\b|trans\b|transactions|annals|advances in|lecture notes|"
    r"(?:\S+\s+){0,3}?(?:international|int\.|annual|european|asian|ieee|acm|ieee/acm|usenix|siam|ifip)\b.*"
    r"\b(?:conference|conf|workshop|symposium|symp|journal|transactions|trans|congress|meeting)\b|"
    r"(?:ieee|acm|siam|springer|elsevier)\s+[A-Z])",
    re.I,
)
_TELLING = re.compile(
    r"\b(?:journal|transactions|conference|proceedings|symposium|letters|magazine|bulletin|workshops?|colloquium|"
    r"(?:ph\.?\s?d\.?|master'?s?|doctoral)\s+(?:thesis|dissertation)|tech(?:nical|\.)?\s+report|preprint|preprints|"
    r"[a-z]*arxiv|ssrn|openreview|hal|zenodo|lncs|ceur|blog\s?post|companion|university press|review letters)\b",
    re.I,
)
_CHINESE = re.compile("(?:学报|期刊|杂志|会议|会刊|论文集|研讨会|通报|大会)$")
_KIND = re.compile(
    r"(?:[^\W\d_]+\s+)?(?:(?:ph\.?\s?d\.?|master'?s?|doctoral)\s+(?:thesis|dissertation)|tech(?:nical|\.)?\s+report)",
    re.I,
)
_STATUS = re.compile(
    r"under (?:double[- ]blind )?review|in submission|submitted|in press|to appear|forthcoming|preprint|unpublished",
    re.I,
)
_ACRONYM = re.compile(r"[A-Z][\w.&+/@’'-]*(?:[\s/@:&+-]+(?:[A-Z][\w.&+/@-]*|on|of|and|W|D&B|&)){0,4}")
_TITLE_CASE = re.compile(r"[^\W\d_]\w*")
_SMALL = frozenset("a an and at de des for in of on the to und with la du".split())
_VOLUME = re.compile(
    r"[\s,;:.]*\b(?:vol(?:ume)?\.?\s*)?(?P<volume>\d{1,4})\s*"
    r"(?:[(:,]?\s*(?:no|issue|iss|num|number)?\.?\s*(?P<number>\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)\)|,\s*(?:no|issue)\.?\s*(?P<issue>\d{1,4}))?"
    r"(?:\s*[,:;]\s*(?:pp?\.?|pages?)?\s*(?P<pages>[A-Za-z]?\d{1,6}(?:\s?[-–—]{1,2}\s?[A-Za-z]?\d{1,6})?))?\s*[.,;]*$",
    re.I,
)
_PAGES = re.compile(
    r"[\s,;:.(]*\b(?:pp|pages?|p)\b\.?\s*(?P<pages>[A-Za-z]?\d{1,6}(?:\s?[-–—]{1,2}\s?[A-Za-z]?\d{1,6})?)\s*[.,;)]*$",
    re.I,
)
_PAGES_AFTER_YEAR = re.compile(r"(?<=\d\d\d\d)\s*:\s*(?P<pages>\d{1,6}\s?[-–—]{1,2}\s?\d{1,6})\s*$")
_YEAR_AT_END = re.compile(r"[\s,;(]*\(?((?:19|20)\d\d)[a-z]?\)?[\s.,;]*$")
#: A journal as a citation has it: `Journal of Sewing 12.3 (2020): 1-20`, `Nature 521.7553 (2015): 436`.
_CITED = re.compile(
    r"(?:(?<=[.,;|”\"])\s*|^\W*)(?P<name>[^\W\d_](?:[^\d:?!|(){}.]|\.(?=[ ]?[^\W\d_]|,)){2,120}?),?\s+"
    r"(?P<volume>\d{1,5})(?:\.(?P<number>\w{1,6}(?:\s?[-–]\s?\d{1,5})?))?"
    r"\s*\((?:[^\W\d_]+\.?\s+)?(?P<year>(?:19|20)\d\d)\)"
    r"(?:\s*:\s*(?P<pages>[A-Za-z]{0,2}\d{1,9}(?:\s?[-–—]{1,2}\s?[A-Za-z]{0,2}\d{1,9})?))?\s*[.,;]*"
)
#: The same as medicine has it: `Journal of Sewing. 2020 May;12(3):1-20`.
_NUMBERED = re.compile(
    r"(?:(?<=[.,;|”\"])\s*|^\W*)(?P<name>[^\W\d_][^\d.:;?!|(){}]{2,120}?)\.?,?\s+(?P<year>(?:19|20)\d\d)(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?"
    r"\s?;\s?(?P<volume>\d{1,4})\s?(?:\((?P<number>\w{1,6}(?:\s?[-–]\s?\d{1,5})?)\))?"
    r"(?:\s?:\s?(?P<pages>[A-Za-z]{0,4}\d{1,9}(?:\s?[-–—]{1,2}\s?[A-Za-z]?\d{1,9})?))?\s*[.,;]*"
)
_ENDS_IN_YEAR = re.compile(r"(?:^|\D)(?:19|20)\d\d\s*$")
_ENDS_IN_NUMBER = re.compile(r"[a-z][^\w'’‘`]+(?:vol\S*\s*)?\d+\s*$")
_ARXIV_TAIL = re.compile(r"\s*(?:preprint\s*)?(?:arxiv)?[:\s]\s*\d{4}\.\d{4,5}(?:v\d+)?(?:\s*\[[\w.-]+\])?\s*$", re.I)
_NAMES_SERIES = re.compile(
    r"\b(?:conference|conf|proceedings|proc|symposium|workshops?|journal|transactions|trans|international|annual|findings|"
    r"meeting|advances in|track|ieee|acm|cvf|usenix|association|letters)\b",
    re.I,
)
_ABBREVIATED = re.compile(r"(?:[A-Z][a-z]{0,8}\.[\s-]*){2,8}(?:[A-Z][a-z]{0,12})?")
_MANY_WORDS = 4
_MOST_VENUE_WORDS = 8
_MOST_JOURNAL_WORDS = 10
_LONGEST = 300
_MOST_ACRONYM = 40


@dataclass(frozen=True, slots=True)
class Place:
    """What a piece of text says about where a paper appeared."""

    venue: str = ""
    year: str = ""
    told: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


def read(written: str, venues: VenueTable, *, is_beside: bool = False) -> Place | None:
    """Return the place a text names, None when it names none; `is_beside` when it stands where venues stand.

    There a name in title case with a year is a venue too, and a journal that is called as a field of research.
    """
    text = " ".join(written.split()).strip(" ,;:-–—|/，；[]【】*")
    if not 2 <= len(text) <= _LONGEST:
        return None
    bare, told = _without_award(text)
    lead = _LEAD.match(bare)
    bare = bare[lead.end() :] if lead else bare
    bare, fields = _without_numbers(bare)
    year, name = _year(bare)
    if not name or _is_listed(name):
        return None
    if _STATUS.fullmatch(name):
        return Place(name, year, told, fields)
    is_placed = bool(is_beside or lead)
    has_place = bool(year or fields or told)
    if _is_known(name, venues, is_placed=is_placed or has_place) or _has_shape(
        name, has_place=has_place, is_placed=is_placed
    ):
        return Place(name, year, told, fields)
    return None


def cited_in(text: str) -> tuple[Place, int, int] | None:
    """Return the journal that a citation in a text names with volume and year, and where it stands there."""
    for match in (*_CITED.finditer(text), *_NUMBERED.finditer(text)):
        words = match["name"].split()
        if _is_title_case(match["name"]) or words[0][0].isupper() and len(words) <= _MOST_VENUE_WORDS:
            fields = {name: match[name] for name in ("volume", "number", "pages") if match[name]}
            return (
                Place(" ".join(match["name"].split()).strip(" ,"), match["year"], (), fields),
                match.start(),
                match.end(),
            )
    return None


def _is_listed(name: str) -> bool:
    """Tell whether a year was taken out between two commas, so that the words on its sides belong to no one name."""
    before, comma, _ = name.partition(", ,")
    return bool(comma) and "," in before


def _without_award(text: str) -> tuple[str, tuple[str, ...]]:
    match = _AWARD.search(text)
    if match is None or not _TOLD.search(match[0]) or not match.start():
        return text, ()
    return text[: match.start()].rstrip(" ,;:-("), (match[0].strip(" ,;:()[]|/*+-"),)


def _without_numbers(text: str) -> tuple[str, dict[str, str]]:
    """Take volume, number and pages off the end of a journal's name; a year there is none of them."""
    fields: dict[str, str] = {}
    text, year = _without_year_at_end(text)
    for pattern in (_PAGES, _PAGES_AFTER_YEAR):
        if (match := pattern.search(text)) and match.start():
            text, fields["pages"] = text[: match.start()], match["pages"]
    match = _VOLUME.search(text) if not _ENDS_IN_YEAR.search(text) else None
    if (
        match
        and match.start()
        and (match["number"] or match["issue"] or match["pages"] or _ENDS_IN_NUMBER.search(text))
    ):
        found = {"volume": match["volume"], "number": match["number"] or match["issue"], "pages": match["pages"]}
        fields = {name: value for name, value in found.items() if value} | fields
        text = text[: match.start()]
    if not year:
        text, year = _without_year_at_end(text)
    return f"{text.rstrip(' ,;:')} {year}".rstrip(), fields


def _without_year_at_end(text: str) -> tuple[str, str]:
    match = _YEAR_AT_END.search(text)
    return (text[: match.start()], match[1]) if match and match.start() else (text, "")


def _year(text: str) -> tuple[str, str]:
    """Return the year in a venue's text, and the text without it."""
    if year := year_in(text):
        return year, without_year(text).rstrip("(").strip(" ,;:-–—") if without_year(text) != text else text.replace(
            year, " "
        ).strip(" ,.;:-–—()")
    if match := _SHORT_YEAR.search(text):
        year = ("20" if int(match[1]) < 70 else "19") + match[1]
        return year, f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;:-")
    return "", text


def _is_known(name: str, venues: VenueTable, *, is_placed: bool) -> bool:
    """Tell whether the table of venues knows a name, and it cannot be the words of a title."""
    form = name.casefold()
    if "findings" in form and not re.search(r"findings of|\b(?:acl|emnlp|naacl|eacl)\b", form):
        return False
    if "arxiv" in form:
        return len(_ARXIV_TAIL.sub("", name).split()) <= 4
    if len(name.split()) >= _MANY_WORDS and not _NAMES_SERIES.search(name) and not (is_placed and _is_title_case(name)):
        return False
    venue = venues.recognise(name)
    if not venues.knows(venue):
        return False
    if venue.kind is Kind.JOURNAL and not re.search(r"[A-Z]{2,}|\b[Jj]ournal\b|\b[Tt]rans(?:actions)?\b", name):
        return is_placed
    is_acronym = any(word.strip(".,") == word.strip(".,").upper() for word in name.split()) or len(name.split()) > 2
    return is_acronym or is_placed or len(name.split()) == 1 and name == venue.short


def _has_shape(name: str, *, has_place: bool, is_placed: bool) -> bool:
    """Tell whether an unknown name has the shape of a venue's."""
    words = name.split()
    if (
        len(words) > 30
        or len(words) == 1
        and not has_place
        and not _CHINESE.search(name)
        or re.search(r"[:?!]\s", name)
    ):
        return False
    is_title_case = _is_title_case(name)
    if _CHINESE.search(name) and len(name) <= 30:
        return True
    if words[0].lower() in _SMALL - {"the"} or words[-1].lower() in _SMALL:
        return False
    if is_title_case and _LEADING_WORDS.match(name):
        return True
    if _KIND.fullmatch(name) or (has_place or is_placed) and _ABBREVIATED.fullmatch(name):
        return True
    if has_place and re.match(r"journal of\b", name, re.I) and len(words) <= _MOST_JOURNAL_WORDS:
        return True
    if is_title_case and _TELLING.search(name) and len(words) <= 14 and (has_place or is_placed):
        return True
    if (
        has_place
        and len(name) <= _MOST_ACRONYM
        and _ACRONYM.fullmatch(name)
        and re.search(r"[A-Z]{2}|[a-z][A-Z]", name)
    ):
        return True
    return is_placed and has_place and is_title_case and 1 < len(words) <= _MOST_VENUE_WORDS


def _is_title_case(name: str) -> bool:
    words = [word for word in _TITLE_CASE.findall(name) if word.lower() not in _SMALL]
    return bool(words) and sum(1 for word in words if word[0].isupper()) * 4 >= len(words) * 3
