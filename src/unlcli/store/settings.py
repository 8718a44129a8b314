"""Which settings there are, as one frozen object, and which files hold them; `store/config.py` reads these."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from unlcli.domain import keys
from unlcli.store import files

FILE = "unl.toml"
PROJECT = "pyproject.toml"

#: The names custom fields have unless `[fields]` says otherwise.
CUSTOM_FIELDS = (
    "category",
    "code",
    "alttitle",
    "alturl",
    "notsame",
    "creationdate",
    "website",
    "video",
    "slides",
    "poster",
)
SOURCES = (
    "arxiv", "crossref", "doi", "datacite", "dblp", "openreview", "openreview_v1", "acl", "pmlr", "neurips",
    "semanticscholar", "github",
)  # fmt: skip
#: An e-mail address, or the address of a page; nothing in it ends a header or a comment in one.
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[\w-]+(?:\.[\w-]+)*[\w./~%:?&=#+-]*", re.ASCII)
#: The looks a list may have in Markdown, and what it may be cut into several files by.
STYLES = ("table", "list")
SPLITS = ("year", "category")


@dataclass(frozen=True, slots=True)
class CategorySetting:
    """A category's place, title and intro text in exports."""

    name: str
    title: str = ""
    intro: str = ""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which rules `unl check` runs, by code or by the code's first letters."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ExportSetting:
    """An export: what options, a table [[export]] of the settings or a marker in a document ask for; empty is not said.

    `path` is a file that the export is; `into` a document whose marked blocks are brought up to date, each as its marker
    says. A group or column `none` says that there is to be none. `url` is where a page will stand, `image` the picture that
    links to it show, `split_by` what a long list is cut into files by.
    """

    path: str = ""
    into: str = ""
    format: str = "markdown"
    style: str = ""
    group_by: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    query: str = ""
    template: str = ""
    layout: str = ""
    permalink: str = ""
    url: str = ""
    image: str = ""
    split_by: str = ""
    counts: bool = False
    updated: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `origins` names the file each top-level setting came from; `fields` maps our names to the file's."""

    library: str = ""
    encoding: str = ""
    key_pattern: str = keys.DEFAULT_PATTERN
    creationdate: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[CategorySetting, ...] = ()
    venues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    check: CheckSettings = CheckSettings()
    exports: tuple[ExportSetting, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def renamed(self) -> Mapping[str, str]:
        """The names custom fields have in the file, mapped to ours; only those that differ."""
        return {theirs: ours for ours, theirs in self.fields.items() if theirs != ours}


def is_contact(value: str) -> bool:
    """Tell whether a text is an e-mail address or a web address that fits into what every request says of its sender."""
    return len(value) <= 200 and _CONTACT.fullmatch(value) is not None


def user_file(user_folder: Path) -> Path:
    """Return the user's own settings file."""
    return user_folder / FILE


def are_there(start: Path, user_folder: Path) -> bool:
    """Tell whether a settings file may say something about a folder: the user's own, or one upwards from it."""
    return user_file(user_folder).is_file() or any(_is_settings(folder) for folder in (start, *start.parents))


def _is_settings(folder: Path) -> bool:
    if (folder / FILE).is_file():
        return True
    project = folder / PROJECT
    return project.is_file() and b"unl" in files.read_bytes(project)
