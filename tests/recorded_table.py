"""Print the table of recorded answers and of what unl makes of each: python3 dev.py recorded [FOLDER...].

A FOLDER holds one folder a service, each with an `index.json`; without one it is the project's own set, tests/recorded.
Ends with 1 when something differs.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

OWN = Path(__file__).parent / "recorded"
sys.path.append(str(Path(__file__).parent))

from recorded_cases import cases_of  # noqa: E402
from recorded_runs import Outcome, outcomes  # noqa: E402

WIDTHS = (15, 44, 10, 9)


def main(folders: Sequence[str]) -> int:
    """Run the cases of some folders and print a line for each."""
    try:
        cases = [case for folder in folders or [str(OWN)] for case in cases_of(Path(folder))]
    except (OSError, ValueError, KeyError) as error:
        print(f"recorded: {error}", file=sys.stderr)
        return 2
    print(_row("service", "case", "route", "result", "").rstrip())
    done = []
    for outcome in outcomes(cases):
        done.append(outcome)
        if outcome.result != "not used":
            print(_of(outcome), flush=True)
    _print_not_used(done)
    _print_counts(done)
    return int(any(outcome.result == "differs" for outcome in done))


def _of(outcome: Outcome) -> str:
    case = outcome.case
    said = "error as documented: " + outcome.told if outcome.result == "error" else outcome.told
    result = "differs:" if outcome.result == "differs" else "ok"
    return _row(case.service, case.name, outcome.route.way, result, said).rstrip()


def _row(*cells: str) -> str:
    *fixed, last = cells
    return " ".join(cell.ljust(width) for cell, width in zip(fixed, WIDTHS, strict=True)) + " " + last


def _print_not_used(done: Sequence[Outcome]) -> None:
    rest = [outcome for outcome in done if outcome.result == "not used"]
    if rest:
        print(f"\nNot used: {len(rest)} answers to what unl never asks")
    for outcome in rest:
        print(f"  {outcome.case.service.ljust(15)} {outcome.case.name.ljust(44)} {outcome.told}")


def _print_counts(done: Sequence[Outcome]) -> None:
    print("\nservice            cases  entries  errors as documented  differs  not used")
    for service in (*dict.fromkeys(outcome.case.service for outcome in done), "all"):
        rows = [outcome for outcome in done if service in (outcome.case.service, "all")]
        count = Counter(outcome.result for outcome in rows)
        print(
            f"{service:18} {len(rows):5} {count['ok']:8} {count['error']:21} {count['differs']:8} {count['not used']:9}"
        )


def figure(done: Sequence[Outcome]) -> str:
    """Return what came of all cases, in one line."""
    count = Counter(outcome.result for outcome in done)
    return (
        f"{len(done)} recorded answers: {count['ok']} right, {count['error']} errors as documented, "
        f"{count['differs']} differ, {count['not used']} not used"
    )


if __name__ == "__main__":
    # Names of cases are of any language, and a pipe on Windows is not.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    raise SystemExit(main(sys.argv[1:]))
