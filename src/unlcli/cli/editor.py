"""Texts in the user's editor, kept in a file when what follows goes wrong."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from unlcli.cli import console
from unlcli.errors import UnlError, UsageError

#: Ctrl-C and Ctrl-\ on a terminal reach the editor and us at once; they are meant for the editor.
_KEYS = ("SIGINT", "SIGQUIT")
#: How long an editor that is told to end may take to save what it can, in seconds.
_PATIENCE = 5.0


@contextlib.contextmanager
def edited(texts: Sequence[str]) -> Iterator[list[str]]:
    """Give the texts as the user's editor left them, one after the other.

    Whatever is raised from the first text on, what the user wrote stays in a file that is named: in the hint of an
    UnlError, in a line of its own for anything else. Raises UsageError without an editor and for a text that is not UTF-8.
    """
    command = _command()
    folder = Path(tempfile.mkdtemp(prefix="unl-edit-"))
    files = {folder / f"entry{number or ''}.bib": text.encode() + b"\n" for number, text in enumerate(texts)}
    try:
        for file, data in files.items():
            file.write_bytes(data)
        for file in files:
            _run(command, file)
        yield [_text(file) for file in files]
    except BaseException as error:
        kept = _kept(folder, files)
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
        elif isinstance(error, UnlError):
            error.hint = f"{error.hint}; {kept}" if error.hint else kept
        else:
            with contextlib.suppress(OSError):  # the terminal may be gone
                console.note(f"unl: {kept}")
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _command() -> list[str]:
    """Return the words that start the user's editor."""
    given = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    editor = next(filter(None, given), "")
    if not editor:
        if not console.can_ask():
            raise UsageError(
                "there is nothing to edit with: no --set, no $EDITOR, no terminal", "unl edit KEY --set F=V"
            )
        editor = "notepad" if os.name == "nt" else "vi"
    try:
        return shlex.split(editor)
    except ValueError as error:
        raise UsageError(f"the editor {editor!r} cannot be started: {error}", "set EDITOR") from error


def _run(command: Sequence[str], file: Path) -> None:
    editor = shlex.join(command)
    try:
        with _left_to_the_editor(), subprocess.Popen([*command, str(file)]) as process:
            try:
                code = process.wait()
            except BaseException:
                _end(process)
                raise
    except OSError as error:
        raise UsageError(f"the editor {editor!r} could not be started: {error.strerror}", "set EDITOR") from error
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code != 0:
        raise UsageError(f"the editor {editor!r} ended with {code}; nothing was changed")


@contextlib.contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """Let keys that interrupt pass by us. A handler that does nothing, unlike SIG_IGN, is not handed on to the editor."""
    before = {}
    for name in _KEYS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            with contextlib.suppress(ValueError):  # outside the main thread nothing is interrupted
                before[number] = signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Tell an editor to end, so that it can save what it holds; wait no longer than it is worth."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def _text(file: Path) -> str:
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"the edited text is not UTF-8: byte 0x{data[error.start]:02x} in line {line}; nothing was changed",
            "have the editor save UTF-8",
        ) from error


def _kept(folder: Path, files: dict[Path, bytes]) -> str:
    """Say where the user's texts are; empty when there is none but those that were handed out."""
    written = [file for file in folder.rglob("*") if file.is_file() and _differs(file, files)]
    changed = [file for file in files if file in written]
    if changed:
        many = "texts are" if len(changed) > 1 else "text is"
        return f"your {many} kept in {', '.join(map(str, changed))}"
    return f"what your editor left is kept in {folder}" if written else ""  # its backup or swap file


def _differs(file: Path, files: dict[Path, bytes]) -> bool:
    try:
        data = file.read_bytes()
    except OSError:
        return True
    return data != files[file] if file in files else data not in files.values()
