"""Author lists: split them, order their parts, show and compare them."""

import re
from dataclasses import dataclass

from unlcli.domain import text


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in readable text; `family` holds the particle ("van der Berg"), `suffix` Jr. or III."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """Given and family name in reading order."""
        return " ".join(p for p in (self.given, self.particle, self.family, self.suffix) if p)

    @property
    def bibtex(self) -> str:
        """The unambiguous BibTeX form: `von Family, Suffix, Given`, escaped."""
        if not self.given and not self.suffix:
            family = text.to_bibtex(" ".join(p for p in (self.particle, self.family) if p))
            return f"{{{family}}}" if " " in family else family
        family = text.to_bibtex(" ".join(p for p in (self.particle, self.family) if p))
        parts = [family, text.to_bibtex(self.suffix), text.to_bibtex(self.given)]
        return ", ".join(p for p in parts if p)


_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_AND = re.compile(r"(?<!\s)\s++and\s+", re.I)


def split_list(value: str) -> tuple[str, ...]:
    """Return the single names of a BibTeX name list: split at `and` outside braces."""
    if "{" not in value:
        return tuple([part for piece in _AND.split(value.strip()) if (part := piece.strip())])
    parts: list[str] = []
    depth = start = 0
    for match in re.finditer(r"[{}]|(?<=\s)and(?=\s)", value, re.I):
        token = match[0]
        if token == "{":
            depth += 1
        elif token == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(value[start : match.start()])
            start = match.end()
    parts.append(value[start:])
    return tuple(part.strip() for part in parts if part.strip())


#: A blank that keeps words together; after a backslash it is an accent.
_TIE = re.compile(r"(?<!\\)~")
#: Particles that Belgians and others write with a capital; before a small one they begin the family name.
_CAPITAL_PARTICLES = frozenset("Van Vande Von De Del Della Di Da Dal Du La Le".split())


def parse(value: str) -> Name:
    """Return one BibTeX name taken apart as BibTeX does (First von Last; von Last, First; von Last, Jr, First).

    BibTeX would take "Van" in "Guy Van den Broeck" for a second given name; it is the beginning of the family name.
    """
    parts = [p.strip() for p in _split_outside_braces(value, ",")]
    if len(parts) >= 3:
        particle, family = _particle(parts[0])
        return Name(family, text.plain(" ".join(parts[2:])), particle, text.plain(parts[1]))
    if len(parts) == 2:
        particle, family = _particle(parts[0])
        return Name(family, text.plain(parts[1]), particle)
    words = _split_outside_braces(_TIE.sub(" ", value), " ")
    if len(words) <= 1:
        return Name(text.plain(value))
    lower = [i for i, word in enumerate(words[:-1]) if _is_particle(word)]
    if lower:
        first, last = lower[0], lower[-1]
        if first > 1 and words[first - 1] in _CAPITAL_PARTICLES:
            return Name(text.plain(" ".join(words[first - 1 :])), text.plain(" ".join(words[: first - 1])))
        while last + 1 < len(words) - 1 and _is_particle(words[last + 1]):
            last += 1
        return Name(
            text.plain(" ".join(words[last + 1 :])),
            text.plain(" ".join(words[:first])),
            text.plain(" ".join(words[first : last + 1])),
        )
    return Name(text.plain(words[-1]), text.plain(" ".join(words[:-1])))


def _particle(family: str) -> tuple[str, str]:
    words = _split_outside_braces(family, " ")
    count = 0
    while count < len(words) - 1 and _is_particle(words[count]):
        count += 1
    return text.plain(" ".join(words[:count])), text.plain(" ".join(words[count:]))


def _is_particle(word: str) -> bool:
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    readable = text.plain(word)
    letters = [c for c in readable if c.isalpha()]
    return bool(letters) and letters[0].islower()


def _split_outside_braces(value: str, separator: str) -> list[str]:
    if "{" not in value:
        return [p for p in value.split(separator) if p.strip()] if separator == " " else value.split(separator)
    parts, depth, current = [], 0, ""
    for char in value:
        depth += (char == "{") - (char == "}")
        if char == separator and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return [p for p in parts if p.strip()] if separator == " " else parts


def authors(value: str) -> tuple[Name, ...]:
    """Return the authors of an `author` field, `others` left out."""
    return tuple(parse(part) for part in split_list(value) if part.casefold() != "others")


def full_names(value: str) -> list[str]:
    """Return the authors of an `author` field in reading order, as `Name.full` says them, for who wants nothing else."""
    if text.is_marked(value):
        return [
            _in_order(part) if not text.is_marked(part) else parse(part).full
            for part in split_list(value)
            if not _is_others(part)
        ]
    if not _is_simple(value):
        return [_in_order(part) for part in split_list(value) if not _is_others(part)]
    parts = [part for piece in value.strip().split(" and ") if (part := piece.strip()) and not _is_others(part)]
    return [_in_order(part) if part.count(",") != 1 else _turned(*part.split(",")) for part in parts]


def family_first_written(value: str) -> str:
    """Return a name list in BibTeX with `First Last` turned to `Last, First`, letter by letter; a name in doubt stays."""
    return " and ".join(map(_family_first, split_list(value)))


def _family_first(part: str) -> str:
    words = _split_outside_braces(part, " ")
    if "," in part or len(words) < 2 or _SUFFIX.fullmatch(words[-1]):
        return part
    name = parse(part)
    family = len(" ".join(filter(None, (name.particle, name.family))).split())
    turned = f"{' '.join(words[-family:])}, {' '.join(words[:-family])}"
    return turned if family < len(words) and parse(turned) == name else part


def is_family_first(value: str) -> bool:
    """Tell whether a name list writes its names as `Last, First`."""
    return all("," in part for part in split_list(value) if len(_split_outside_braces(part, " ")) > 1)


def families(value: str) -> str:
    """Return whom a name list is by, by family names: `Yao et al.`, of two both; the name of a group is its family name."""
    parts = split_list(value)
    people = [part for part in parts if not _is_others(part)]
    found = [" ".join(filter(None, (name.particle, name.family))) for name in map(parse, people[:2])]
    return f"{found[0]} et al." if found and (len(people) > 2 or len(people) < len(parts)) else " & ".join(found)


def family_first(people: list[str]) -> list[str]:
    """Return the other order of Chinese and Japanese names in reading order: they are typed with the family name first."""
    parts = [name.split() for name in people if not name.isascii()]
    return [f"{name[1]} {name[0]}" for name in parts if len(name) == 2 and text.is_run(" ".join("".join(name)))]


def _turned(family: str, given: str) -> str:
    return f"{given} {family}".strip()


def _is_simple(value: str) -> bool:
    """Tell whether nothing but ` and ` in small letters stands between names, and single blanks between words."""
    return "  " not in value and value.isprintable() and value.count(" and ") == value.lower().count(" and ")


def _is_others(part: str) -> bool:
    return len(part) == 6 and part.casefold() == "others"


def _in_order(part: str) -> str:
    """Return one name's `full`. Where no LaTeX is in it, its commas alone say what stands before what."""
    if "," in part:
        family, second, *given = part.split(",")
        part = f"{' '.join(given)} {family} {second}" if given else f"{second} {family}"
    return " ".join(part.split())


def has_others(value: str) -> bool:
    """Tell whether a name list ends in `and others`."""
    if "others" not in value.casefold():  # most do not, and to take a list apart is slow
        return False
    parts = split_list(value)
    return bool(parts) and parts[-1].casefold() == "others"


_ET_AL = re.compile(r",?\s*(?:\bet\s+al\b\.?|\band\s+others\b|等)\s*$", re.I)
#: A last full stop that ends the list and not an initial or a suffix.
_FULL_STOP = re.compile(r"(?<![\s.-][A-Z])(?<!^[A-Z])(?<!\b[JS]r)\.$")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?d|md)\.?$", re.I)


def from_text(given: str) -> str:
    """Return a BibTeX name list from a readable one (`A. Smith, B. Jones & C. van Dam et al.`)."""
    others = bool(_ET_AL.search(given))
    given = _FULL_STOP.sub("", _ET_AL.sub("", given.strip().strip(";,")).strip(" ;,"))
    if not given:
        return ""
    if ";" in given:
        parts = [p.strip() for p in given.split(";")]
    elif re.search(r"\band\b|&|,", given):
        parts = _comma_list(given)
    else:
        parts = [given]
    listed = [parse(source).bibtex for source in map(_as_source, parts) if source]
    return " and ".join(listed + (["others"] if others else []))


def from_typed(given: str) -> str:
    """Return a BibTeX name list from what a person types: a readable list, or BibTeX's own form (`Yao, A. and Xu, B.`)."""
    parts = split_list(given)
    if "," not in given or not all(_is_one(part) for part in parts):
        return from_text(given)
    return " and ".join(["others" if part.casefold() == "others" else parse(part).bibtex for part in parts])


def _is_one(part: str) -> bool:
    """Tell whether a text is one name: `Family, Given` has a single word or a particle on one side, `A. One, B. Two` not."""
    sides = [side.split() for side in part.split(",")]
    return len(sides) == 1 or len(sides) == 2 and (min(map(len, sides)) == 1 or _is_particle(part.split()[0]))


def _as_source(name: str) -> str:
    return text.to_bibtex(name.strip().rstrip("*†‡§¹²³∗").strip())


def _comma_list(given: str) -> list[str]:
    pieces = [p.strip() for p in re.split(r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", given) if p and p.strip()]
    if len(pieces) == 2 and re.match(r"^[^,]+,\s*(?:[A-Z]\.[\s-]?)+$", given):
        return [given]
    # "Smith, J., Jones, K. L." alternates family names and initials
    if len(pieces) % 2 == 0 and all(re.fullmatch(r"(?:[A-Z]\.[\s-]?)+", p) for p in pieces[1::2]):
        return [f"{family}, {initials}" for family, initials in zip(pieces[::2], pieces[1::2], strict=True)]
    named: list[str] = []
    for piece in pieces:
        if _SUFFIX.match(piece) and named:
            words = named[-1].split(" ")
            named[-1] = f"{words[-1]}, {piece}, {' '.join(words[:-1])}"
        else:
            named.append(piece)
    return named


def display(value: str, most: int = 0) -> str:
    """Return a name list for reading, `A. Yao, B. Xu`; with `most`, further names become `et al.`"""
    people = authors(value)
    shown = people[:most] if most and len(people) > most else people
    listed = ", ".join(person.full for person in shown)
    cut = len(shown) < len(people) or has_others(value)
    return listed + (" et al." if cut and listed else "")
