"""A folder in which a command meets a fault, and the judgement of what is left."""

import dataclasses
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from commands import UNDO, Command
from runner import KILLED, Outcome, Runner, with_library
from watched import FAULTS

MODE = 0o640
#: Name of a file to its mode and bytes.
Contents = dict[str, tuple[int, bytes]]

_OK, _STORE, _INTERRUPTED = 0, 3, 130
_CLAIMS_NOTHING_WRITTEN = re.compile(r"not touched|nothing was|not written|cannot be written")


@dataclasses.dataclass(frozen=True, order=True)
class Case:
    """One fault at one call of one command."""

    command: str
    at: int
    call: str
    file: str
    fault: str

    def __str__(self) -> str:
        return f"{self.command}: {self.fault} at call {self.at} ({self.call} {self.file})"


@dataclasses.dataclass(frozen=True)
class Course:
    """What the folder holds after a state is met: as it is, after the next command, after undo and after another."""

    now: Contents
    after_next: Contents
    after_undo: Contents
    after_second_undo: Contents
    second_code: int


class Sandbox:
    """A command's folder, which can be set back to what it was before the command."""

    def __init__(self, runner: Runner, command: Command, folder: Path) -> None:
        self._runner, self.command, self.folder = runner, command, folder
        self._template = folder.with_name(folder.name + "-template")
        self.snapshots = 0
        self._make_template()
        self.old = self._course()
        self.set_back()
        done = self.undisturbed()
        assert done.code == _OK, done
        self._calls = done.calls
        self.new = self._course()

    def _make_template(self) -> None:
        work = self.folder / "work"
        work.mkdir(parents=True)
        for name in ("state", "streams"):
            (self.folder / name).mkdir()
        for name, data in self.command.files.items():
            (work / name).write_bytes(data)
            (work / name).chmod(MODE)
        for argv in self.command.before:
            done = self._run(argv)
            assert done.code == _OK, done
        # A lock file that is there would mean that the system has locks, which one of the faults denies.
        shutil.rmtree(self.folder / "state" / "locks", ignore_errors=True)
        shutil.copytree(self.folder, self._template)

    def set_back(self) -> None:
        """Make the folder what it was before the command."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._template, self.folder)

    @property
    def argv(self) -> list[str]:
        """The command's arguments."""
        return with_library(self.command.argv)

    def _run(self, argv: Sequence[str], case: Case | None = None) -> Outcome:
        return self._runner.run(self.folder, with_library(argv), case.at if case else 0, case.fault if case else "")

    def _course(self) -> Course:
        """Return what the folder holds, and what follows if nothing goes wrong."""
        states = [self._contents()]
        codes = []
        for argv in (self.command.next, UNDO, UNDO):
            codes.append(self._run(argv).code)
            states.append(self._contents())
        assert codes[:2] == [_OK, _OK], codes
        return Course(*states, codes[-1])

    def _contents(self) -> Contents:
        """Return all files beside the library, and it."""
        self.snapshots += 1
        return {
            file.name: (stat.S_IMODE(file.stat().st_mode), file.read_bytes())
            for file in sorted((self.folder / "work").iterdir())
        }

    def undisturbed(self) -> Outcome:
        """Run the command without a fault."""
        return self._run(self.command.argv)

    def cases(self) -> Iterator[Case]:
        """Yield every fault that makes sense at every call the command makes."""
        for at, (call, path) in enumerate(self._calls, start=1):
            for fault in FAULTS[call]:
                yield Case(self.command.name, at, call, self._role(path), fault)

    def _role(self, path: str) -> str:
        """Return what a file is to the command, without what differs from run to run."""
        inside = Path(path).relative_to(self.folder)
        if inside.parts == ("work",):
            return "the folder"
        if inside.parts[0] == "state":
            return inside.parts[1] if len(inside.parts) > 1 else "state"
        return "temporary file" if _is_temporary(inside.name) else inside.name

    def complaints(self, case: Case) -> list[str]:
        """Let the command meet a fault; return what is wrong with what it said and left, and with what follows."""
        self.set_back()
        done = self._run(self.command.argv, case)
        return self.judged(case, done) if done.journal else [f"{case}: the call was never made"]

    def judged(self, case: Case, done: Outcome) -> list[str]:
        """Return what is wrong with what a command said and left when it met a fault, and with what follows."""
        said = "".join(f"\n      {line}" for line in done.err.strip().splitlines()[-4:])
        return [f"{case}: {wrong}\n    exit code {done.code}{said}" for wrong in self._wrong(case, done)]

    def _wrong(self, case: Case, done: Outcome) -> Iterator[str]:
        work, gone = self.folder / "work", self.folder / "work-gone"
        if gone.exists():
            was_made_anew = (work / self.command.target).exists()
            shutil.rmtree(work, ignore_errors=True)
            gone.rename(work)
            if was_made_anew:
                if done.code != _OK or self._contents() != self.old.now:
                    yield "a file stands where the folder was"
                return  # the command found no folder, and made one
        left = {name: file for name, file in self._contents().items() if not _is_temporary(name)}
        if left not in (self.old.now, self.new.now):
            yield f"the files are neither old nor new: {_difference(left, self.old.now)}"
            return
        is_new = left == self.new.now
        course = self.new if is_new else self.old
        if case.fault == "vanish" and done.code == _OK:
            is_new = True  # what was to be removed is gone
        yield from _wrong_words(case, done, is_new=is_new)
        yield from self._wrong_after(course, case, done)

    def _wrong_after(self, course: Course, case: Case, done: Outcome) -> Iterator[str]:
        """Go on working, from the old state or the new one."""
        second_code, second_undo = course.second_code, course.after_second_undo
        if course is self.new and "no undo" in done.err:
            second_code, second_undo = self._without_undo()
        steps = (
            ("the next command", self.command.next, _OK, course.after_next),
            ("its undo", UNDO, _OK, course.after_undo),
            ("a second undo", UNDO, second_code, second_undo),
        )
        # A folder that comes back as it was is, to what was kept of it, one that somebody else has changed.
        for name, argv, code, expected in steps[: 2 if case.fault == "vanish" else 3]:
            following = self._run(argv)
            found = self._contents()
            if following.code != code:
                yield f"{name} ends with {following.code}, not {code}: {following.err.strip()}"
                return
            if found != expected:
                yield f"after {name} the files are not what they should be: {_difference(found, expected)}"
                return
            yield from (f"{file} is left after {name}" for file in self._state() if _is_temporary(file))

    def _without_undo(self) -> tuple[int, Contents]:
        """Return how undo ends when the command's own change cannot be undone: it is refused, or takes the one before."""
        library = "library.bib"
        if self.command.target == library:
            return _STORE, self.new.now
        return _OK, {**self.new.now, library: self.old.after_second_undo[library]}

    def _state(self) -> list[str]:
        return [str(file.relative_to(self.folder)) for file in (self.folder / "state").rglob("*")]


def _wrong_words(case: Case, done: Outcome, *, is_new: bool) -> Iterator[str]:
    """Compare what a command said with what it did."""
    expected: Iterable[int] = (_OK, _STORE)
    if case.fault in ("SIGKILL", "torn"):
        expected = (KILLED,)
    elif case.fault == "SIGINT":
        expected = (_OK, _INTERRUPTED)
    if done.code not in expected:
        yield "this exit code is not documented for it"
    if "Traceback" in done.err:
        yield "a traceback"
    if "this is a bug in unl" in done.err:
        yield "a bug"
    lines = done.err.splitlines()
    if done.code == _OK and not is_new:
        yield "success was told, and nothing was written"
    if done.code == _OK and any(not line.startswith("unl: ") or "error" in line for line in lines):
        yield "success was told with an error"
    told = [line for line in lines if not line.startswith("unl: warning: ")]  # of a merge, made before it is saved
    if done.code == _STORE and (len(told) != 1 or not told[0].startswith("unl: error: ")):
        yield "the error is not told in one line"
    if done.code == _STORE and is_new and _CLAIMS_NOTHING_WRITTEN.search(done.err):
        yield "the file is new, and the command says that it was not written"


def _is_temporary(name: str) -> bool:
    return Path(name).name.startswith(".") or "tmp" in Path(name).name


def _difference(found: Contents, expected: Contents) -> str:
    return "; ".join(
        f"{name}: {_shown(found.get(name))}, expected {_shown(expected.get(name))}"
        for name in sorted({*found, *expected})
        if found.get(name) != expected.get(name)
    )


def _shown(file: tuple[int, bytes] | None) -> str:
    return f"mode {file[0]:o}, {len(file[1])} bytes" if file else "none"
