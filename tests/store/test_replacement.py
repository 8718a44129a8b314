"""One file takes the place of another: what it keeps, what it refuses, what it leaves behind."""

import errno
import os
import stat
from pathlib import Path

import pytest

from unlcli.errors import LibraryChangedError, NotConfirmedError, NotWritableError
from unlcli.store import files, lock, replacement
from unlcli.store.exchange import exchange
from unlcli.store.files import Was

posix = pytest.mark.skipif(os.name != "posix", reason="as POSIX has it")
as_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.bib"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
@pytest.mark.parametrize("was", [None, Was(b"old")], ids=["as it comes", "as it was"])
def test_mode_is_kept_and_times_are_new(file: Path, mode: int, was: Was | None) -> None:
    file.chmod(mode)
    os.utime(file, ns=(1, 1))
    replacement.replace(file, b"new", was)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert file.stat().st_mtime_ns > 1
    assert names(file.parent) == ["library.bib"]


@posix
def test_a_new_file_has_the_mode_of_the_users_mask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replacement.replace(tmp_path / "new.bib", b"new", Was(b"", existed=False))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.bib").stat().st_mode) == 0o640
    assert names(tmp_path) == ["new.bib"]


@as_root
def test_owner_and_group_are_kept_by_root(file: Path) -> None:
    os.chown(file, 65534, 65533)
    file.chmod(0o640)
    replacement.replace(file, b"new", Was(b"old"))
    after = file.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (65534, 65533, 0o640)


@posix
def test_a_group_that_cannot_be_kept_gets_no_more_than_everybody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    file.chmod(0o664)
    monkeypatch.setattr(os, "chown", refuse)
    real = Path.stat

    def of_another_group(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real(self, follow_symlinks=follow_symlinks)
        values = list(found)
        values[5] = 12345
        return os.stat_result(values) if self.name == "library.bib" else found

    monkeypatch.setattr(Path, "stat", of_another_group)
    replacement.replace(file, b"new")
    monkeypatch.undo()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes as Linux has them")
def test_extended_attributes_are_kept(file: Path) -> None:
    os.setxattr(file, "user.origin", b"by hand")
    replacement.replace(file, b"new", Was(b"old"))
    assert os.getxattr(file, "user.origin") == b"by hand"


@posix
def test_a_link_stays_and_its_target_is_written(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bib"
    link.symlink_to(file)
    replacement.replace(link, b"new", Was(b"old"))
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_of_a_hard_link_one_name_is_written_and_it_can_be_told_before(file: Path, tmp_path: Path) -> None:
    assert not files.has_other_names(file)
    os.link(file, tmp_path / "other.bib")
    assert files.has_other_names(file)
    replacement.replace(file, b"new", Was(b"old"))
    assert (file.read_bytes(), (tmp_path / "other.bib").read_bytes()) == (b"new", b"old")
    assert not files.has_other_names(file)


@posix
def test_pipes_devices_and_folders_are_refused(tmp_path: Path) -> None:
    pipe, folder, loop = tmp_path / "pipe", tmp_path / "folder", tmp_path / "loop"
    os.mkfifo(pipe)
    folder.mkdir()
    loop.symlink_to(loop)
    for path in (pipe, Path("/dev/null"), folder, loop):
        with pytest.raises(NotWritableError, match=path.name):
            replacement.replace(path, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_file_that_is_not_there_any_more_or_already_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    with pytest.raises(LibraryChangedError):
        replacement.replace(path, b"new", Was(b"old"))
    path.write_bytes(b"")
    with pytest.raises(LibraryChangedError):
        replacement.replace(path, b"new", Was(b"", existed=False))
    assert (path.read_bytes(), names(tmp_path)) == (b"", ["library.bib"])


@posix
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS])
def test_where_files_cannot_be_exchanged_they_are_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(replacement, "exchange", lambda *_: False)
    replacement.replace(file, b"new", Was(b"old"))
    assert (file.read_bytes(), names(file.parent)) == (b"new", ["library.bib"])
    monkeypatch.setattr(os, "link", _failing(number))
    replacement.replace(file.parent / "made.bib", b"made", Was(b"", existed=False))
    assert (file.parent / "made.bib").read_bytes() == b"made"


def _failing(number: int) -> object:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@posix
def test_an_exchange_trades_names_or_says_what_is_wrong(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"1")
    with pytest.raises(FileNotFoundError):
        exchange(one, other)
    other.write_bytes(b"2")
    assert exchange(one, other)
    assert (one.read_bytes(), other.read_bytes()) == (b"2", b"1")


def test_what_a_killed_writer_left_is_removed_by_the_next_and_nothing_else(file: Path, tmp_path: Path) -> None:
    replacement._written_beside(file, b"half")
    kind = replacement._written_beside(tmp_path / "library", b"of another file").name
    others = {".library.bib.swp", ".library.bib.mine.unl-tmp", "library.bib.unl-tmp", kind}
    for name in others:
        (tmp_path / name).write_bytes(b"theirs")
    with lock.held(file, tmp_path / "state", lambda: None):
        pass
    assert set(names(tmp_path)) == {"library.bib", "state", *others}


def test_a_name_of_any_length_and_shape_is_written(tmp_path: Path) -> None:
    for name in ("[a]*?.bib" if os.name == "posix" else "[a].bib", "x" * 250 + ".bib", "-rf.bib", "ü ß.bib"):
        path = tmp_path / name
        path.write_bytes(b"old")
        replacement.replace(path, b"new", Was(b"old"))
        replacement.clean(path)
        assert path.read_bytes() == b"new"
    assert len(names(tmp_path)) == 4


@posix
def test_a_folder_that_the_disk_does_not_confirm_is_told_as_it_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fail_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    with pytest.raises(NotConfirmedError, match="holds the change"):
        replacement.replace(file, b"new", Was(b"old"))
    assert file.read_bytes() == b"new"


def test_on_windows_a_file_that_is_read_is_tried_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.replace, []

    def busy_twice(*names: object) -> None:
        calls.append(names)
        if len(calls) < 3:
            raise PermissionError(errno.EACCES, "in use")
        real(*names)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", busy_twice)
    monkeypatch.setattr(replacement, "_RETRIES_HERE", (0.0, 0.0))
    replacement.replace(file, b"new")
    assert (file.read_bytes(), len(calls)) == (b"new", 3)
    monkeypatch.setattr(replacement, "_RETRIES_HERE", ())
    calls.clear()
    with pytest.raises(NotWritableError, match="in use"):
        replacement.replace(file, b"newer")
    assert (file.read_bytes(), names(file.parent)) == (b"new", ["library.bib"])


@posix
def test_what_a_link_leads_to_is_removed_and_not_the_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bib"
    link.symlink_to(file)
    with pytest.raises(LibraryChangedError):
        replacement.remove(link, Was(b"other"))
    replacement.remove(link, Was(b"old"))
    assert (names(tmp_path), link.is_symlink()) == (["link.bib"], True)


def test_what_is_saved_in_the_moment_of_a_removal_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def saved_before(*both: object) -> None:
        file.write_bytes(b"theirs")
        real(*both)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", saved_before)
    with pytest.raises(LibraryChangedError):
        replacement.remove(file, Was(b"old"))
    assert (file.read_bytes(), names(file.parent)) == (b"theirs", ["library.bib"])
