"""Exports to files, one or several: all are made before the first is written, and all are looked at."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console, export_notes
from unlcli.cli.export_files import How, brought_up_to_date, check_writable, checked_page, read, shown_name
from unlcli.cli.export_split import check_parts, files_of, tell_gone
from unlcli.cli.exporting import is_paper
from unlcli.cli.session import Session
from unlcli.errors import SettingsError, UnlError, UsageError
from unlcli.store.paths import real

if TYPE_CHECKING:
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

#: What brings one file up to date and tells whether that went.
_Step = Callable[[], bool]


def exported(
    session: Session, settings: "Sequence[ExportSetting]", how: How, options: "Mapping[str, str] | None" = None
) -> bool:
    """Write exports to their files; tell whether all went, or, where that is only asked, whether all are current.

    `options` are set in the markers of documents, as markers spell them.
    """
    bib, taken, steps = export_notes.read(session), set[Path](), list[_Step]()
    for setting in settings:
        own = replace(how, options=_as_seen_from(setting.into, options)) if options else how
        steps += _steps(session, bib, setting, own, taken)
    return _all_done(steps, how)


def _as_seen_from(document: str, options: "Mapping[str, str]") -> dict[str, str]:
    """Return options with the path of a template as a marker has it, which is that from the document."""
    if not options.get("template"):
        return dict(options)
    folder = Path(document).absolute().parent
    return {**options, "template": Path(os.path.relpath(options["template"], folder)).as_posix()}


def configured(session: Session, settings: "Sequence[ExportSetting]", how: How) -> bool:
    """Write exports that the settings list; what is wrong with one is told as of them, and nothing is written."""
    where = session.settings.origins.get("exports", "")
    bib, steps, taken = export_notes.read(session), list[_Step](), set[Path]()
    for setting in settings:
        try:
            steps += _steps(session, bib, setting, how, taken)
        except UnlError as error:
            name = shown_name(Path(setting.path or setting.into))
            raise SettingsError(f"{where}: export of {name}: {error.message}", error.hint) from error
    return _all_done(steps, how)


def listed_at(session: Session, path: str) -> "list[ExportSetting]":
    """Return the exports of the settings that write a file."""
    target = real(Path(path))
    return [setting for setting in session.settings.exports if real(Path(setting.path or setting.into)) == target]


def _steps(session: Session, bib: "BibFile", setting: "ExportSetting", how: How, taken: set[Path]) -> list[_Step]:
    """Return what there is to do for an export, all of it made and looked at by then. Raises UnlError when it is wrong.

    `taken` are the files of exports before it; those of this one are added.
    """
    if setting.into:
        return [_block_step(session, bib, Path(setting.into), how, taken)]
    files = files_of(session, bib, setting)
    if files is None:
        return [_failed]
    for path in files:
        _take(checked_page(session, path, how), path, taken)
        if setting.template and real(Path(path)) == real(Path(setting.template)):
            raise UsageError(f"{path}: is the template itself", "export to another file")
        if how.writes:
            check_writable(path)
    if not how.is_forced:
        check_parts(setting, files)
    tell_gone(setting, files)
    if _would_empty(bib, files, how):
        return [_failed]
    return [partial(brought_up_to_date, session, path, text, how) for path, text in files.items()]


def _failed() -> bool:
    """Do nothing for an export that was told to fail."""
    return False


def _block_step(session: Session, bib: "BibFile", document: Path, how: How, taken: set[Path]) -> _Step:
    from unlcli.cli.export_blocks import prepared

    _take(document, str(document), taken)
    if how.writes:
        check_writable(str(document))
    found = prepared(session, bib, document, how)
    if how.options and not all(block.text for block in found.blocks):  # a slip in a query is no reason to empty a block
        console.note(f"unl: {shown_name(document)}: nothing was written")
        return _failed
    return _failed if _would_empty(bib, {str(document): None}, how) else found.finish


def _take(target: Path, path: str, taken: set[Path]) -> None:
    if real(target) in taken:
        raise UsageError(f"{path}: is a file of another export, too", "give one of them another name")
    taken.add(real(target))


def _would_empty(bib: "BibFile", files: "Mapping[str, str | None]", how: How) -> bool:
    """Tell, and say, whether files that are there would lose their papers because the library has none.

    Such a library is more often one that was damaged than one that nobody has filled yet.
    """
    if how.is_forced or any(map(is_paper, bib.entries)):
        return False
    stale = [path for path, text in files.items() if Path(path).is_file() and not _says(Path(path), text)]
    for path in stale:
        console.note(
            f"unl: {shown_name(Path(path))} was left as it is: there are no papers for it (--force empties it)"
        )
    return bool(stale)


def _says(target: Path, text: str | None) -> bool:
    return text is not None and read(target).replace(b"\r\n", b"\n") == text.encode("utf-8", "replace")


def _all_done(steps: Sequence[_Step], how: How) -> bool:
    """Take all steps, those after one that fails, too; what the first of these raised is raised in the end."""
    undone, failed = 0, list[UnlError]()
    for step in steps:
        try:
            undone += not step()
        except UnlError as error:
            if failed:
                console.error(error.message, error.hint)
            failed.append(error)
    _tell_sum(undone, len(steps), how)
    if failed:
        raise failed[0]
    return not undone


def _tell_sum(undone: int, of: int, how: How) -> None:
    """Say of several files what one line each does not say."""
    if how.only_asks and undone and of > 1:
        console.note(f"unl: {undone} of {of} files are not current: {how.line}")
    if len(how.written) > 1:
        console.note(f"unl: these {len(how.written)} files are one change, which one undo takes back")


def documents(paths: Sequence[str]) -> "list[ExportSetting]":
    """Return exports into documents, each once. Raises UsageError for one without a name."""
    from unlcli.store.settings import ExportSetting

    if not all(paths):
        raise UsageError("--into: names no document", "name one: --into README.md")
    different = {real(Path(path)): path for path in reversed(paths)}
    return [replace(ExportSetting(), into=path) for path in reversed(different.values())]
