"""Exports to files, one or several: all are made before the first is written, and all are looked at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.export_files import How, brought_up_to_date, checked_page, shown_name
from unlcli.cli.export_split import files_of, tell_gone
from unlcli.cli.session import Session, reading
from unlcli.errors import SettingsError, UnlError, UsageError

if TYPE_CHECKING:
    from unlcli.cli.export_split import Files
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

#: What brings one file up to date and tells whether that went.
_Step = Callable[[], bool]


def exported(session: Session, settings: "Sequence[ExportSetting]", how: How) -> bool:
    """Write exports to their files; tell whether all went, or, where that is only asked, whether all are current."""
    bib = reading(session)
    taken = set[Path]()
    steps = [step for setting in settings for step in _steps(session, bib, setting, how, taken)]
    return _all_done(steps)


def configured(session: Session, settings: "Sequence[ExportSetting]", how: How) -> bool:
    """Write exports that the settings list; what is wrong with one is told as of them, and nothing is written."""
    where = session.settings.origins.get("exports", "")
    bib, steps, taken = reading(session), list[_Step](), set[Path]()
    for setting in settings:
        try:
            steps += _steps(session, bib, setting, how, taken)
        except UsageError as error:
            name = shown_name(Path(setting.path or setting.into))
            raise SettingsError(f"{where}: export of {name}: {error.message}", error.hint) from error
    return _all_done(steps)


def listed_at(session: Session, path: str) -> "list[ExportSetting]":
    """Return the exports of the settings that write a file."""
    from unlcli.store.paths import real

    target = real(Path(path))
    return [setting for setting in session.settings.exports if real(Path(setting.path or setting.into)) == target]


def _steps(session: Session, bib: "BibFile", setting: "ExportSetting", how: How, taken: set[Path]) -> Iterator[_Step]:
    """Yield what there is to do for an export, whose texts are made by then. Raises UsageError when it is wrong.

    `taken` are the files of exports before it; those of this one are added.
    """
    from unlcli.store.paths import real

    if setting.into:
        from unlcli.cli.export_blocks import update_blocks

        yield partial(update_blocks, session, bib, Path(setting.into), how)
        return
    files = files_of(session, bib, setting)
    if files is None:
        yield lambda: False
        return
    for path in files:
        target = real(checked_page(session, path, how))
        if target in taken:
            raise UsageError(f"{path}: is a file of another export, too", "give one of them another name")
        taken.add(target)
    yield partial(_told_gone, setting, files)
    yield from (partial(brought_up_to_date, session, path, text, how) for path, text in files.items())


def _told_gone(setting: "ExportSetting", files: "Files") -> bool:
    tell_gone(setting, files)
    return True


def _all_done(steps: Sequence[_Step]) -> bool:
    """Take all steps, those after one that fails, too; what the first of these raised is raised in the end."""
    is_done, failed = True, list[UnlError]()
    for step in steps:
        try:
            is_done = step() and is_done
        except UnlError as error:
            if failed:
                console.error(error.message, error.hint)
            failed.append(error)
    if failed:
        raise failed[0]
    return is_done


def documents(paths: Sequence[str]) -> "list[ExportSetting]":
    """Return exports into documents, each once."""
    from unlcli.store.settings import ExportSetting

    return [replace(ExportSetting(), into=path) for path in dict.fromkeys(paths)]
