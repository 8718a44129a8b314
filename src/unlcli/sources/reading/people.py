"""People as pages and services write them: in parts, in reading order or turned, one by one or several in one text."""

import re
from collections.abc import Iterable

from unlcli.domain import names, text
from unlcli.domain.names import Name
from unlcli.sources.reading.readable import readable

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|v|2nd|3rd|4th)\.?", re.I)
_SUFFIX_LAST = re.compile(r"[\s,]+((?:jr|sr)\.?|II|III|IV)$", re.I)
#: DBLP tells people of one name apart by four digits.
_HOMONYM = re.compile(r"(?<!\s)\s++\d{4}(?=[\s}]*+(?:,|$))")
#: Characters of scripts in which the family name is written first: Chinese, Japanese, Korean.
_FAMILY_FIRST = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]+")
_LONGEST = 500
_MARKS = "*†‡§¶∗⁎♠♣♦♥ ,;"
_GROUP = re.compile(
    r"\b(?:collaborations?|consortium|team|group|committee|network|initiative|project|community|society|association|institute|"
    r"foundation|organi[sz]ation|working party|task force|authors|research|openai|deepmind|investigators)\b",
    re.I,
)
#: What stands in an author's place when nobody is told who it is.
_NOBODY = frozenset(
    ("anonymous", "anonymous author", "anonymous authors", "anonymous submission", "unknown", "et al", "others")
)


def people(written: Iterable[str]) -> tuple[Name, ...]:
    """Return names, without what stands for nobody."""
    found = (spoken_name(name) for name in written if text.fold(name) not in _NOBODY)
    return tuple(name for name in found if name is not None)


def in_one(written: str) -> list[str]:
    """Return the names in one text that holds several: `;` between them, or ` and `."""
    parts = written.split(";") if ";" in written else re.split(r"(?<=\S)\s(?:and|&)\s", written)
    return [part.strip() for part in parts if part.strip()]


def person(family: str, given: str = "", suffix: str = "") -> Name | None:
    """Return a person from the parts that a service tells apart, the particle taken from the family name; None for nobody."""
    family, given, suffix = (readable(part).strip(_MARKS) for part in (family, given, suffix))
    if not family or not given:
        return Name(family or given) if _has_letter(family or given) else None
    parts = [family, given] if not _SUFFIX.fullmatch(suffix) else [family, suffix, given]
    return names.parse(", ".join(text.to_bibtex(part.replace(",", " ")) for part in parts))


def group(name: str) -> Name | None:
    """Return an organisation or collaboration, whose name is never taken apart; None for an empty one."""
    name = readable(name).strip(_MARKS)
    return Name(name) if _has_letter(name) else None


def spoken_name(written: str) -> Name | None:
    """Return a name in reading order (`Ludwig van Beethoven`) or turned (`Beethoven, Ludwig van`); None for nobody."""
    name = readable(written)
    if len(name) > _LONGEST:  # it is none, and not taken apart
        return Name(name)
    name = without_homonym_number(name).strip(_MARKS)
    if not _has_letter(name):
        return None
    if _GROUP.search(name):
        return Name(name)
    if "," in name:
        family, *rest = (part.strip() for part in name.split(","))
        # what stands alone behind the comma is the given name, and "V." anywhere an initial
        suffixes = [part for part in rest[1:] and rest if _SUFFIX.fullmatch(part) and part.upper() not in ("V", "V.")]
        return person(family, " ".join(part for part in rest if part not in suffixes), next(iter(suffixes), ""))
    if len(words := name.split()) == 2 and all(map(_FAMILY_FIRST.fullmatch, words)):
        return Name(*words)
    last = _SUFFIX_LAST.search(name)
    parsed = names.parse(text.to_bibtex(name[: last.start()] if last else name))
    return Name(parsed.family, parsed.given, parsed.particle, last[1]) if last and parsed.given else parsed


def without_homonym_number(name: str) -> str:
    """Return a name without the number by which DBLP tells people of one name apart."""
    return _HOMONYM.sub("", name)


def _has_letter(name: str) -> bool:
    return any(char.isalpha() for char in name)
