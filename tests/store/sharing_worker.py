"""One of several users of a library: run as a program, it gives many commands in one interpreter and tells what it got.

`sharing_worker.py LIBRARY NAME ROUNDS [add|mixed]`: each round adds an entry; a mixed one edits or removes an entry of
this user's share besides (`edit-NAME-ROUND` and `gone-NAME-ROUND`, there from the start). Printed are the commands with
their exit codes and messages, as JSON.
"""

import contextlib
import io
import json
import sys

from unlcli.cli.app import main


def run(library: str, *command: str) -> dict[str, object]:
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        code = main([*command, "-l", library])
    return {"command": command, "code": code, "said": said.getvalue()}


def work(library: str, name: str, rounds: int, *, mixed: bool) -> None:
    done = []
    for number in range(rounds):
        done.append(run(library, "add", "--allow-duplicate", "--title", f"Writer {name} number {number}"))
        if mixed:
            other = ("remove", f"gone-{name}-{number}") if number % 2 else ("edit", f"edit-{name}-{number}")
            done.append(run(library, *other, *([] if number % 2 else ["--set", f"note=by {name} in {number}"])))
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], int(sys.argv[3]), mixed=sys.argv[4] == "mixed")
