"""Every fault at every file-system call of every command that saves: the files are the old or the new ones, whole."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commands import COMMANDS, Command
from runner import Runner
from sandbox import Case, Sandbox

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults are done in forks, by POSIX calls and signals")


def test_every_kind_of_fault_and_every_kind_of_call(
    sandbox_of: Callable[[Command], Sandbox], record_property: Callable[[str, object], None]
) -> None:
    start = time.monotonic()
    sandboxes = {command.name: sandbox_of(command) for command in COMMANDS}
    every = [case for sandbox in sandboxes.values() for case in sandbox.cases()]
    cases = _sample(every)
    assert {case.command for case in cases} == {command.name for command in COMMANDS}
    complaints = [complaint for case in cases for complaint in sandboxes[case.command].complaints(case)]
    record_property("figure", _figure(cases, sandboxes.values(), time.monotonic() - start))
    _fail_if(complaints)


def _sample(cases: Sequence[Case]) -> list[Case]:
    """Return a kill and three more faults at each kind of call; faults, commands and files take turns."""
    calls: dict[str, dict[str, list[Case]]] = {}
    for case in cases:
        calls.setdefault(case.call, {}).setdefault(case.fault, []).append(case)
    used: Counter[str] = Counter()

    def pick(found: Sequence[Case]) -> Case:
        case = min(found, key=lambda case: (used[case.command], used[case.file]))
        used.update((case.command, case.file, case.fault))
        return case

    picked = []
    for number, faults in enumerate(calls.values()):
        kinds = sorted(faults)
        turns = {kinds[(number + part * len(kinds) // 3) % len(kinds)] for part in range(3)}
        picked += [pick(faults[kind]) for kind in sorted(turns | {"SIGKILL"} & set(kinds))]
    missed = sorted({case.fault for case in cases} - set(used))
    return picked + [pick([case for case in cases if case.fault == fault]) for fault in missed]


@pytest.mark.slow
def test_every_fault_at_every_call(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    start = time.monotonic()

    def complaints(numbered: tuple[int, Command]) -> tuple[Sandbox, list[Case], list[str]]:
        number, command = numbered
        with Runner() as runner:
            sandbox = Sandbox(runner, command, tmp_path / str(number))
            cases = list(sandbox.cases())
            return sandbox, cases, [complaint for case in cases for complaint in sandbox.complaints(case)]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(complaints, enumerate(COMMANDS)))
    cases = [case for _, found, _ in results for case in found]
    record_property("figure", _figure(cases, [sandbox for sandbox, _, _ in results], time.monotonic() - start))
    assert {case.fault for case in cases} >= {"SIGKILL", "torn", "ENOSPC", "full", "EIO", "EACCES", "vanish"}
    _fail_if([complaint for _, _, complaints in results for complaint in complaints])


def _figure(cases: Sequence[Case], sandboxes: Iterable[Sandbox], seconds: float) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(case.fault for case in cases).most_common())
    calls = len({(case.command, case.at) for case in cases})
    snapshots = sum(sandbox.snapshots for sandbox in sandboxes)
    return (
        f"{len(cases):,} faults at {calls:,} calls of {len({case.command for case in cases})} commands ({kinds}), "
        f"{snapshots:,} times all files compared, {seconds:.0f} s"
    )


def _fail_if(complaints: Sequence[str]) -> None:
    if complaints:
        pytest.fail(f"{len(complaints)} complaints\n" + "\n".join(complaints), pytrace=False)
