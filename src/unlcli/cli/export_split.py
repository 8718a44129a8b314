"""The files that an export is: one, or an index and its parts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from unlcli.cli import console, exporting
from unlcli.cli.export_files import shown_name
from unlcli.cli.session import Session
from unlcli.errors import UsageError

if TYPE_CHECKING:
    from unlcli.domain.entry import Entry
    from unlcli.services.split_listing import Part
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

#: Files by their paths, in the order in which they are written.
Files = dict[str, str]


def files_of(session: Session, bib: "BibFile", setting: "ExportSetting") -> Files | None:
    """Return the files of an export with their texts, the index first; None when its query selects nothing."""
    if setting.split_by:
        return _split(session, bib, setting)
    text = exporting.rendered(session, bib, setting)
    return None if text is None else {setting.path: text}


def check_parts(setting: "ExportSetting", files: Files) -> None:
    """Raise UsageError for a part that would take the place of a file which no earlier run wrote, as far as its index tells."""
    from unlcli.services.split_listing import links_to

    index = Path(setting.path)
    old = _text_of(index)
    for path, text in files.items():
        part = Path(path)
        if part == index or not part.exists() or links_to(old, _address_of(setting, part)):
            continue
        if part.read_bytes().replace(b"\r\n", b"\n") != text.encode("utf-8", "replace"):
            raise UsageError(
                f"{shown_name(part)}: is there, and {shown_name(index)} does not link to it as a part",
                "give it, or the index, another name; --force writes over it",
            )


def _address_of(setting: "ExportSetting", part: Path) -> str:
    slug = part.stem.removeprefix(f"{Path(setting.path).stem}-")
    permalink = _permalink(setting.permalink, slug) if setting.permalink else ""
    return _address(setting, replace(setting, path=str(part), permalink=permalink))


def _text_of(index: Path) -> str:
    return index.read_bytes().decode("utf-8", "replace") if index.is_file() else ""


def tell_gone(setting: "ExportSetting", files: Files) -> None:
    """Say which parts the index of an export still links to that are none any more; they are left alone."""
    from unlcli.services.split_listing import gone

    index = Path(setting.path)
    if not setting.split_by or not index.is_file():
        return
    for name in gone(_text_of(index), index.stem, index.suffix, [Path(path).name for path in files]):
        if (part := index.with_name(name)).exists():
            console.note(f"unl: {shown_name(part)} is no part of {shown_name(index)} any more; it was left alone")


def _split(session: Session, bib: "BibFile", setting: "ExportSetting") -> Files | None:
    from unlcli.domain.listing import Link
    from unlcli.render import split_index
    from unlcli.services.split_listing import split_listing

    entries = exporting.selected(session, bib, setting)
    if entries is None:
        return None
    inner = [group for group in exporting.groups_of(setting) if group != setting.split_by]
    whole = exporting.listed(session, bib, replace(setting, group_by=(setting.split_by, *inner)), entries)
    parts = [(part, _setting(setting, part)) for part in split_listing(whole)]
    shown = exporting.looks(session, setting, entries)
    lines = [(Link(part.title, _address(setting, own)), part.count) for part, own in parts]
    files = {setting.path: split_index.render(setting.format, lines, shown)}
    return files | {own.path: _text(session, part, own, entries) for part, own in parts}


def _text(session: Session, part: "Part", setting: "ExportSetting", entries: "Sequence[Entry]") -> str:
    from unlcli.render import listing

    keys = {row.key for row in part.listing.rows} if setting.updated else set()
    shown = exporting.looks(session, setting, [entry for entry in entries if entry.key in keys])
    return listing.renderer(setting.format)(replace(part.listing, title=shown.title), shown)


def _setting(setting: "ExportSetting", part: "Part") -> "ExportSetting":
    """Return what a part is as an export of its own."""
    from unlcli.services.split_listing import file_name

    path = Path(setting.path)
    own = path.with_name(file_name(path.stem, part.slug, path.suffix))
    return replace(
        setting,
        path=str(own),
        title=f"{setting.title}: {part.title}" if setting.title else part.title,
        description="",
        permalink=_permalink(setting.permalink, part.slug) if setting.permalink else "",
        url=urljoin(setting.url, quote(own.name)) if setting.url else "",
        split_by="",
    )


def _permalink(of_index: str, slug: str) -> str:
    if of_index.endswith("/"):
        return f"{of_index}{slug}/"
    path = PurePosixPath(of_index)
    return str(path.with_name(f"{path.stem}-{slug}{path.suffix}"))


def _address(index: "ExportSetting", part: "ExportSetting") -> str:
    """Return where a part is, as seen from the index."""
    if index.format != "jekyll":
        return quote(Path(part.path).name, safe="")
    if not part.permalink:  # what Jekyll makes of a Markdown file where nothing else is said
        return quote(Path(part.path).stem, safe="") + ".html"
    name = PurePosixPath(part.permalink).name
    return quote(name, safe="") + ("/" if part.permalink.endswith("/") else "")
