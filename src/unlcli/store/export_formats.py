"""The formats of exports: what each takes, what it shows where nobody says, and the endings that mean it."""

from difflib import get_close_matches
from pathlib import PurePath
from typing import NamedTuple

from unlcli.errors import UsageError
from unlcli.store.settings import SPLITS, STYLES, ExportSetting

_TABLE = ("title", "venue", "year", "code")
#: What some formats take and others do not; the rest (title, query, groups) goes with all.
_SPECIAL = (
    "style", "columns", "facets", "description", "template", "layout", "permalink", "url", "image", "counts", "updated",
    "split_by",
)  # fmt: skip


class Format(NamedTuple):
    """What a format shows unless told otherwise, and which settings mean something to it.

    Entries of a format that is `in_order` stay as the library has them unless they are grouped; `list_columns` are those of
    the style `list`. `bibtex` is `whole` for a format that is a BibTeX file, `each` for one that may show entries as BibTeX.
    """

    takes: str = ""
    columns: tuple[str, ...] = _TABLE
    groups: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    title: str = ""
    endings: tuple[str, ...] = ()
    in_order: bool = False
    bibtex: str = ""
    list_columns: tuple[str, ...] = ("title", "authors", "venue", "year", "code")


_BY = ("category",)
_FORMATS = {
    "markdown": Format(
        "style columns description counts updated split_by", groups=_BY, endings=(".md", ".markdown")
    ),
    "html": Format(
        "columns facets description url image counts updated split_by",
        _TABLE,
        _BY,
        ("category", "venue", "year", "code", "preprint"),
        "Papers",
        (".html", ".htm"),
    ),
    "html-table": Format("columns description counts updated split_by", groups=_BY),
    "jekyll": Format(
        "columns description layout permalink counts updated split_by", groups=("venue", "year"), title="Papers"
    ),
    "csv": Format("columns", ("key", "title", "authors", "venue", "year", "doi", "arxiv", "link", "code", "category"),
                  endings=(".csv",)),
    "json": Format(endings=(".json",)),
    "csl-json": Format(in_order=True),
    "ris": Format(endings=(".ris",), in_order=True),
    "bibtex": Format(endings=(".bib",), in_order=True, bibtex="whole"),
    "atom": Format("description url", title="Papers", endings=(".atom",)),
    "lines": Format(in_order=True),
    "keys": Format(in_order=True),
    "template": Format("template columns description url updated", groups=_BY, bibtex="each"),
}  # fmt: skip
NAMES = tuple(_FORMATS)


def of(name: str) -> Format:
    """Return what is known of a format. Raises UsageError that names all when there is none of that name."""
    if name not in _FORMATS:
        raise UsageError(f"there is no format {name!r}", f"there are {', '.join(NAMES)}{_near(name, NAMES)}")
    return _FORMATS[name]


def by_ending(path: str) -> str:
    """Return the format that the ending of a file means; empty when it means none."""
    ending = PurePath(path).suffix.lower()
    return next((name for name, known in _FORMATS.items() if ending in known.endings), "")


def check(setting: ExportSetting, spelt: str = "--{}") -> None:
    """Raise UsageError where a setting says what its format cannot; `spelt` is how the reader wrote a name."""
    known = of(setting.format)
    if known.bibtex == "whole" and set(setting.group_by) - {"", "none"}:
        raise UsageError(f"{_spelt('group_by', spelt)}: {setting.format} has no groups", "leave it out")
    taken = known.takes.split()
    for name in _SPECIAL:
        if getattr(setting, name) and name not in taken:
            raise UsageError(f"{_spelt(name, spelt)}: {setting.format} has none", _remedy(name))
    for name, values in (("style", STYLES), ("split_by", SPLITS)):
        if (value := getattr(setting, name)) and value not in values:
            raise UsageError(
                f"{_spelt(name, spelt)}: there is no {value!r}", f"there are {', '.join(values)}{_near(value, values)}"
            )
    if setting.format == "template" and not setting.template:
        raise UsageError("template: which one?", f"name it with {_spelt('template', spelt)}")
    if setting.url and not setting.url.lower().startswith(("https://", "http://")):
        raise UsageError(f"{_spelt('url', spelt)}: {setting.url} is no web address", "it begins with https://")


def _near(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _spelt(name: str, spelt: str) -> str:
    return spelt.format(name.replace("_", "-") if spelt.startswith("-") else name)


def _remedy(name: str) -> str:
    able = [each for each, known in _FORMATS.items() if name in known.takes.split()]
    return f"leave it out, or choose {' or '.join((', '.join(able[:-1]), able[-1])) if len(able) > 1 else able[0]}"
