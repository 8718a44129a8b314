"""The file on disk: read, planned on, written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from unlcli.domain.change import AddEntry, RemoveEntry, SetField
from unlcli.errors import EncodingError, LibraryChangedError, NotWritableError, StoreError
from unlcli.store import files, replacement
from unlcli.store.bibfile import BibFile

SOURCE = b"@misc{a,\n  title = {x},\n}\n\n@misc{b,\n  title = {y},\n}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.bib"
    path.write_bytes(SOURCE)
    return path


def test_a_plan_is_written_and_nothing_else_changes(library: Path) -> None:
    bib = BibFile.open(library)
    replacement.save(bib.plan([SetField(0, "title", "z")]))
    assert library.read_bytes() == SOURCE.replace(b"{x}", b"{z}")
    assert [p.name for p in library.parent.iterdir()] == ["library.bib"]


def test_a_plan_that_changes_nothing_leaves_the_modification_time(library: Path) -> None:
    os.utime(library, ns=(1, 1))
    replacement.save(BibFile.open(library).plan([SetField(0, "title", "x")]))
    assert library.stat().st_mtime_ns == 1


def test_a_file_changed_meanwhile_is_not_overwritten(library: Path) -> None:
    plan = BibFile.open(library).plan([RemoveEntry(0)])
    library.write_bytes(SOURCE + b"% an editor was here\n")
    with pytest.raises(LibraryChangedError, match="changed by another program"):
        replacement.save(plan)
    assert library.read_bytes() == SOURCE + b"% an editor was here\n"


def test_all_changes_stand_in_one_plan(library: Path) -> None:
    plan = BibFile.open(library).plan(
        [RemoveEntry(0), SetField(1, "title", "z"), AddEntry("misc", "aa", {"title": "n"})]
    )
    assert plan.new == b"@misc{aa,\n  title = {n},\n}\n\n@misc{b,\n  title = {z},\n}\n"


@pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_mode_is_kept(library: Path, mode: int) -> None:
    library.chmod(mode)
    replacement.save(BibFile.open(library).plan([RemoveEntry(0)]))
    assert stat.S_IMODE(library.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")
def test_a_link_stays_a_link(library: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bib"
    link.symlink_to(library)
    replacement.save(BibFile.open(link).plan([RemoveEntry(0)]))
    assert link.is_symlink()
    assert library.read_bytes() == b"@misc{b,\n  title = {y},\n}\n"


def test_a_read_only_file_is_refused(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anything
    with pytest.raises(NotWritableError, match="read-only"):
        replacement.save(BibFile.open(library).plan([RemoveEntry(0)]))
    assert library.read_bytes() == SOURCE


def test_other_encodings_are_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.bib"
    path.write_bytes("@misc{a, title = {naïve}}".encode("latin-1"))
    with pytest.raises(EncodingError, match=r"latin\.bib:1: encoding is not UTF-8: byte 20"):
        BibFile.open(path)


def test_folders_and_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        BibFile.open(tmp_path)
    (tmp_path / "image.bib").write_bytes(b"\x00\x00\x01\x00\x02" * 20)
    with pytest.raises(StoreError, match="binary"):
        BibFile.open(tmp_path / "image.bib")


def test_an_unclosed_entry_is_shown_and_not_edited(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_bytes(b"@misc{a,\n  title = {x},\n\n@misc{b,\n  title = {y},\n}\n")
    bib = BibFile.open(path)
    assert [(e.key, e.plain("title")) for e in bib.entries] == [("a", "x"), ("b", "y")]
    with pytest.raises(StoreError, match=r"library\.bib:1: a cannot be edited"):
        bib.plan([SetField(0, "title", "z")])


def test_names_of_custom_fields_are_settings(tmp_path: Path) -> None:
    path = tmp_path / "other.bib"
    path.write_bytes(b"@misc{a,\n  awesome-category = {Survey},\n  category = {theirs},\n}\n")
    bib = BibFile.open(path, {"awesome-category": "category"})
    assert bib.entries.entries[0].get("category") == "Survey"
    plan = bib.plan([SetField(0, "category", "Benchmark"), AddEntry("misc", "b", {"category": "New"})])
    assert plan.new == (
        b"@misc{a,\n  awesome-category = {Benchmark},\n  category = {theirs},\n}\n\n@misc{b,\n  awesome-category = {New},\n}\n"
    )


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCE)
    replacement.save(BibFile.open(path).plan([AddEntry("misc", "0", {"title": "n"})]))
    assert path.read_bytes() == b"\xef\xbb\xbf@misc{0,\n  title = {n},\n}\n\n" + SOURCE


def test_reading_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        files.read_bytes(tmp_path / "none.bib")
