"""When and where two entries say that they were published, compared."""

from dataclasses import dataclass

from unlcli.domain.versions import Version
from unlcli.matching.forms import Form

_FINAL = frozenset((Version.CONFERENCE, Version.JOURNAL, Version.BOOK))
_EARLY = frozenset((Version.PREPRINT, Version.WORKSHOP))
_WHOLE = frozenset("book mvbook booklet collection mvcollection proceedings mvproceedings reference".split())
#: What bears the title of the book that it is a part of.
_UNDER_ITS_TITLE = frozenset(("inbook",))
_THESIS = frozenset("phdthesis mastersthesis thesis".split())
_COUNTS = ("", "one year", "two years", "three years", "four years", "five years")


@dataclass(frozen=True, slots=True)
class Publication:
    """The circumstances of two entries; `distance` in years is None when one has no year."""

    a: Form
    b: Form
    distance: int | None
    difference: str
    is_version_pair: bool
    is_one_preprint: bool
    is_published_pair: bool
    is_same_place: bool
    has_pages: bool
    is_same_venue: bool
    is_whole_and_part: bool
    is_preprint_first: bool
    slack: int

    @property
    def years(self) -> str:
        """The distance in words."""
        return _years(self.a, self.b, self.distance)

    @property
    def is_near(self) -> bool:
        """Tell whether the years fit one work.

        Two records of a publication differ by a year at most (online and print); a preprint may be years older.
        """
        return self.distance is None or self.distance <= self.slack

    @property
    def is_not_far(self) -> bool:
        """Tell whether the years leave it possible."""
        return self.distance is None or self.distance <= 2 * self.slack

    @property
    def is_within_two_years(self) -> bool:
        """Tell whether a renamed preprint can be meant: most are published within two years."""
        return self.distance is None or self.distance <= 2


def compare(a: Form, b: Form) -> Publication:
    """Return the circumstances of a pair."""
    versions = {a.version, b.version}
    distance = abs(a.year - b.year) if a.year and b.year else None
    early = not versions.isdisjoint(_EARLY)
    same_place = is_same_place(a, b)
    difference = "" if same_place else _difference(a, b)
    return Publication(
        a=a,
        b=b,
        distance=distance,
        difference=difference,
        is_version_pair=early and len(versions) == 2 and (not versions.isdisjoint(_FINAL) or versions == _EARLY),
        is_one_preprint=Version.PREPRINT in versions and len(versions) == 2,
        is_published_pair=versions <= _FINAL,
        is_same_place=same_place,
        has_pages=a.place.is_long and b.place.is_long,
        is_same_venue=bool(a.place.venue) and same_venue(a.place.venue, b.place.venue),
        is_whole_and_part=_differ_in_kind(a, b),
        is_preprint_first=_is_preprint_first(a, b),
        slack=4 if early else 2 if Version.UNKNOWN in versions else 1,
    )


def _is_preprint_first(a: Form, b: Form) -> bool:
    """Tell whether one is a preprint and the other a publication that is not older."""
    if (a.version is Version.PREPRINT) == (b.version is Version.PREPRINT):
        return False
    preprint, other = (a, b) if a.version is Version.PREPRINT else (b, a)
    return not preprint.year or not other.year or preprint.year <= other.year


def is_same_place(a: Form, b: Form) -> bool:
    """Tell whether both stand in the same volume on the same page; each article of some journals begins on page 1."""
    here, there = a.place, b.place
    return here.page == there.page not in ("", "1") and here.volume == there.volume != ""


def cite_parts(a: Form, b: Form) -> bool:
    """Tell whether two entries under a book's title name different parts of it: chapters, pages, pages of one site.

    Who cites a work passage by passage has an entry for each, alike in all else. Only one of them naming a part says
    nothing: the other is the book.
    """
    if not {a.type, b.type} <= _WHOLE | _UNDER_ITS_TITLE:
        return False
    here, there = a.place, b.place
    if here.chapter and there.chapter:
        return here.chapter != there.chapter
    if here.is_long and there.is_long and here.page != there.page:
        return True
    if not a.pages_on_web or not b.pages_on_web or not a.pages_on_web.isdisjoint(b.pages_on_web):
        return False
    return not _hosts(a).isdisjoint(_hosts(b))


def _hosts(form: Form) -> set[str]:
    return {page.split("/")[2] for page in form.pages_on_web}


def _difference(a: Form, b: Form) -> str:
    """Return in words why these are two publications, empty when they need not be."""
    if {a.version, b.version} == {Version.CONFERENCE, Version.JOURNAL}:
        return "one is a conference paper, the other a journal article"
    if (
        a.version is b.version is Version.CONFERENCE
        and a.place.series
        and b.place.series
        and a.place.series != b.place.series
        and a.year != b.year
    ):
        return "two conferences in different years"
    if (
        a.version is b.version is Version.JOURNAL
        and a.place.volume
        and b.place.volume
        and a.place.volume != b.place.volume
    ):
        if a.place.page != b.place.page and a.place.page and b.place.page:
            return "different volumes and pages"
        if not same_venue(a.place.venue, b.place.venue) and a.place.page != b.place.page:
            return "different journals and volumes"
    return ""


def _differ_in_kind(a: Form, b: Form) -> bool:
    for kinds in (_WHOLE, _THESIS):
        if (a.type in kinds) != (b.type in kinds) and "misc" not in (a.type, b.type):
            return True
    return False


def _years(a: Form, b: Form, distance: int | None) -> str:
    if distance is None:
        return ""
    if distance == 0:
        return "same year"
    count = _COUNTS[distance] if distance < len(_COUNTS) else f"{distance} years"
    early, late = (a, b) if a.year < b.year else (b, a)
    if early.version in _EARLY and late.version not in _EARLY:
        return f"{early.version.name.lower()} {count} earlier"
    if late.version in _EARLY and early.version not in _EARLY:
        return f"{late.version.name.lower()} {count} later"
    return f"{count} apart"


_LINKS = frozenset("of the and in for on a an acm ieee official publication".split())


def same_venue(a: str, b: str) -> bool:
    """Tell whether two folded venue names may be one's: equal, or one abbreviates the other word by word."""
    if a == b:
        return True
    short, long = sorted(([w for w in v.split() if w not in _LINKS] for v in (a, b)), key=lambda v: sum(map(len, v)))
    if len(short) != len(long):
        return False
    return all(
        y.startswith(x) or x[:1] == y[:1] and len(x) <= 6 and _in_order(x, y) for x, y in zip(short, long, strict=True)
    )


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(c in letters for c in short)
