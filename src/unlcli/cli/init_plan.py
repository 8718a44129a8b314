"""What `unl init` would write: the library's plan and the new texts of other files, all of it made before any is written."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli.session import Session, start, venues
from unlcli.errors import StoreError, UsageError

if TYPE_CHECKING:
    from unlcli.services.import_list import ImportPlan
    from unlcli.services.save_together import NewText
    from unlcli.services.set_up import ListPlan
    from unlcli.services.setting_up.settings_text import Wanted
    from unlcli.store.bibfile import BibFile, Plan

README = "README.md"
EMPTY_PAGE = "papers.md"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked for."""

    document: str
    parts: frozenset[str]
    page: str = ""
    package: str = ""


@dataclass(slots=True)
class Setup:
    """What would be written, and what is to be told of it; `there` names what needs nothing."""

    library: "Plan"
    files: "list[NewText]" = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    imported: "ImportPlan | None" = None
    blocks: "ListPlan | None" = None
    document: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would be written."""
        return not self.files and self.library.is_empty and self.library.existed


def session_for(library: str, document: str) -> Session:
    """Find the library that is to be: library.bib here, unless another one is named or lies here."""
    from unlcli.store.locate import NAME, Found

    session = start(library, read=[document] if document else [])
    if session.located.how in (Found.SHIPPED, Found.USER):
        return replace(session, located=replace(session.located, path=Path(NAME)))
    return session


def planned(session: Session, bib: "BibFile", asked: Asked) -> Setup:
    """Return what setting up a repository in the working folder comes to. Raises UsageError where it cannot be done here."""
    _check_place(session)
    document = _document(asked)
    setup = Setup(bib.plan(()), document=document)
    future = _plan_list(session, bib, asked, setup, document)
    if "library" not in asked.parts:
        setup.library = bib.plan(())
    _plan_settings(session, future, asked, setup)
    _plan_others(future, asked, setup)
    return setup


def _check_place(session: Session) -> None:
    """Raise UsageError below the top of a repository: workflows and hooks are read there alone."""
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    if top != here:
        raise UsageError(f"{here} is not the top of its repository", f"run it there: cd {top}")
    from unlcli.store.paths import real

    if not real(session.located.path).is_relative_to(real(here)):
        raise UsageError(f"{session.located.path}: lies outside of this folder", "name one here with -l FILE")


def _document(asked: Asked) -> str:
    """Return the list that is meant; empty for none. Raises UsageError for one that is named and is not there."""
    if not asked.document:
        return README if Path(README).is_file() else ""
    path = Path(asked.document)
    if not path.is_file():
        raise UsageError(f"{asked.document}: there is no such list", "name the file, for instance README.md")
    if path.suffix.lower() in (".bib", ".csv", ".json", ".yaml", ".yml", ".ris", ".tsv"):
        raise UsageError(
            f"{asked.document}: is data, in which no block can stand", f"unl import {asked.document}, then unl init"
        )
    return path.as_posix()


def _plan_list(session: Session, bib: "BibFile", asked: Asked, setup: Setup, document: str) -> "BibFile":
    """Plan library and document; return the library as it will be."""
    from unlcli.store.bibfile import BibFile

    if not document or not asked.parts & {"library", "list", "config"}:
        setup.document = document if _has_blocks(document) else ""
        return bib
    text = _text(document)
    if _has_blocks(document):
        setup.there.append(document)
        return bib
    imported = setup.imported = _imported(session, bib, document, text)
    reading = imported.readings[0][1]
    if not reading.drafts:
        if asked.document:
            raise UsageError(f"{document}: no paper was found in it", "unl import tells what it read")
        setup.document, setup.imported = "", None
        return bib
    setup.library = bib.plan(imported.additions.changes)
    future = BibFile.of(bib.path, setup.library.new, session.settings.renamed, named=session.encoding)
    if "list" in asked.parts:
        return _plan_blocks(session, bib, future, asked, setup, text)
    return future


def _plan_blocks(
    session: Session, bib: "BibFile", future: "BibFile", asked: Asked, setup: Setup, text: str
) -> "BibFile":
    from unlcli.cli.export_blocks import filled
    from unlcli.services import set_up
    from unlcli.services.save_together import NewText
    from unlcli.store.bibfile import BibFile

    assert setup.imported is not None
    path, known = Path(setup.document), future.entries.entries
    is_html = path.suffix.lower() in (".html", ".htm")
    reading, additions = setup.imported.readings[0][1], setup.imported.additions
    plan = setup.blocks = set_up.plan_list(
        text, setup.document, reading, additions, known, venues(session), is_html=is_html
    )
    if not plan.blocks:
        setup.told.append(f"{setup.document}: no block can stand in it, so that it stays as it is")
        return future
    setup.library = bib.plan(plan.changes)
    if "library" not in asked.parts and not setup.library.is_empty:
        raise UsageError("list: its papers are not in the library yet", "let library be among the parts")
    future = BibFile.of(bib.path, setup.library.new, session.settings.renamed, named=session.encoding)
    positions = {entry.key: entry.position for entry in reversed(future.entries.entries)}
    of_list = [positions[key] for key in additions.keys.values()]
    more = set_up.come_in(plan, of_list, future.entries.entries, venues(session))
    if more:
        papers = "1 paper" if len(more) == 1 else f"{len(more)} papers"
        setup.told.append(f"{setup.document}: {papers} of the library that it did not have come into its blocks")
    old = path.read_bytes()
    bom = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    new = bom + filled(session, future, path, plan.text).encode("utf-8")
    setup.files.append(NewText(path, new, old))
    return future


def _text(document: str) -> str:
    from unlcli.store import files

    data = files.read_bytes(Path(document))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreError(f"{document}: is not UTF-8 (byte {error.start})", "save it as UTF-8") from None


def _has_blocks(document: str) -> bool:
    from unlcli.cli.export_files import has_blocks, read

    return bool(document) and has_blocks(read(Path(document)))


def _imported(session: Session, bib: "BibFile", document: str, text: str) -> "ImportPlan":
    from unlcli.services.add import AddOptions, Duplicates, macros_of
    from unlcli.services.import_list import Document, plan_import, read_lists

    how = AddOptions(
        Duplicates.UPDATE, session.settings.key_pattern, session.today, lambda: macros_of(bib.data, bib.blocks)
    )
    readings = read_lists([Document(document, text)], venues(session))
    return plan_import(readings, bib.entries, venues(session), how)


def _plan_settings(session: Session, future: "BibFile", asked: Asked, setup: Setup) -> None:
    if "config" not in asked.parts:
        return
    from unlcli.services.setting_up import settings_text
    from unlcli.store.settings import FILE

    wanted = _wanted(future, asked, setup)
    if origin := next((each for each in session.settings.origins.values() if each.endswith("[tool.unl]")), ""):
        setup.told.append(f"{origin} has the settings; to add there: [[tool.unl.export]] into = {wanted.into!r}")
        return
    old = _old(Path(FILE))
    text = settings_text.new_text(wanted) if old is None else settings_text.completed(old.decode("utf-8"), wanted)
    if text is None:
        more = settings_text.new_text(wanted)
        setup.told.append(f"{FILE}: cannot be added to as it is written; what it lacks:\n{more}")
        return
    _take(setup, Path(FILE), text, old)
    _plan_pages(session, future, wanted, setup, text)


def _wanted(future: "BibFile", asked: Asked, setup: Setup) -> "Wanted":
    import os

    from unlcli.services.setting_up import settings_text
    from unlcli.store.locate import NAME

    library = os.path.relpath(future.path)
    reading = setup.imported.readings[0][1] if setup.imported else None
    page = asked.page or ("" if setup.document else EMPTY_PAGE)
    return settings_text.Wanted(
        "" if library == NAME else Path(library).as_posix(),
        settings_text.categories_of(reading) if reading else (),
        setup.document if setup.blocks is None or setup.blocks.blocks else "",
        page,
        "Papers" if page == EMPTY_PAGE else "",
    )


def _plan_pages(session: Session, future: "BibFile", wanted: "Wanted", setup: Setup, settings: str) -> None:
    """Make the page that the settings name now, so that it is current from the start."""
    if not wanted.page or Path(wanted.page).exists():
        return
    from unlcli.cli.exporting import rendered
    from unlcli.store import config
    from unlcli.store.paths import real
    from unlcli.store.settings import FILE

    made = config.of_text(Path(FILE).absolute(), settings)
    seen = replace(session, located=replace(session.located, settings=made))
    for setting in made.exports:
        if setting.path and real(Path(setting.path)) == real(Path(wanted.page)):
            _take(setup, Path(wanted.page), rendered(seen, future, setting) or "", None)


def _plan_others(future: "BibFile", asked: Asked, setup: Setup) -> None:
    from unlcli.cli import installed
    from unlcli.services.setting_up import contributing, hooks, workflow

    package = asked.package or installed.package()
    if "hook" in asked.parts:
        _plan_hook(setup, package)
    if "workflow" in asked.parts:
        old = _old(Path(workflow.NAME))
        text = workflow.text(package)
        if old is not None and old.decode("utf-8", "replace").replace("\r\n", "\n") != text:
            setup.told.append(f"{workflow.NAME} is there and stays as it is")
        else:
            _take(setup, Path(workflow.NAME), text, old)
    if "contributing" in asked.parts:
        path = Path(next((name for name in contributing.NAMES if Path(name).is_file()), contributing.NAMES[0]))
        old = _old(path)
        first = next((e.values("category")[0] for e in future.entries.entries if e.values("category")), "")
        text = contributing.section(future.path.name, setup.document or EMPTY_PAGE, package, first)
        _take(setup, path, contributing.with_section((old or b"").decode("utf-8", "surrogateescape"), text), old)
    made = {file.path.as_posix() for file in setup.files}
    if "==" not in package and "://" not in package and made & {hooks.NAME, workflow.NAME, *contributing.NAMES}:
        setup.told.append(f"{package!r} is what the new files install unl by; --package names another version or place")


def _plan_hook(setup: Setup, package: str) -> None:
    from unlcli.services.setting_up import hooks

    path = Path(hooks.NAME)
    old = _old(path)
    text = hooks.new_text(package) if old is None else hooks.completed(old.decode("utf-8", "surrogateescape"), package)
    if text is None:
        setup.told.append(
            f"{hooks.NAME}: cannot be added to as it is written; add to its repos:\n{hooks.lines_to_add(package)}"
        )
    else:
        _take(setup, path, text, old)


def _old(path: Path) -> bytes | None:
    from unlcli.store import files

    return files.read_bytes(path) if path.exists() else None


def _take(setup: Setup, path: Path, text: str, old: bytes | None) -> None:
    from unlcli.services.save_together import NewText

    data = text.encode("utf-8", "surrogateescape")
    if data == old:
        setup.there.append(path.as_posix())
    else:
        setup.files.append(NewText(path, data, old))
