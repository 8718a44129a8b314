"""Runs `unl` again and again, each time in a process of its own in which file-system calls are watched.

Requests come by line on standard input, as JSON: the arguments, the folder to run in, the fault, and where both streams and
the journal go. Each is carried out by a fork of this process, which has imported everything already: that costs a tenth of
a new start. The answer is the exit code, a negative one for a signal.
"""

import contextlib
import functools
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import sys
import traceback
from typing import Any

import watched

watched.install()

#: A command that hangs is a failure of its own.
SECONDS = 20


def main() -> None:
    """Carry out all requests."""
    _import_program()
    gc.freeze()  # what a fork does not look at again is not copied
    for line in sys.stdin:
        print(_in_fork(json.loads(line)), flush=True)


def _import_program() -> None:
    import unlcli

    for module in pkgutil.walk_packages(unlcli.__path__, "unlcli."):
        importlib.import_module(module.name)
    _use_everything_once()


def _use_everything_once() -> None:
    """Run each command before the forks: what is imported, compiled and looked up at first use costs more than the rest."""
    import tempfile
    from pathlib import Path

    from commands import COMMANDS, UNDO
    from runner import environment, with_library

    typer_main = importlib.import_module("typer.main")
    typer_main.get_command = functools.cache(typer_main.get_command)
    here, before = Path.cwd(), dict(os.environ)
    nowhere = io.StringIO()
    with (
        tempfile.TemporaryDirectory() as name,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        folder = Path(name)
        (folder / "work").mkdir()
        (folder / "streams").mkdir()
        os.chdir(folder)
        os.environ.update(environment(folder))
        for command in COMMANDS:
            for file, data in command.files.items():
                (folder / "work" / file).write_bytes(data)
            for argv in (*command.before, command.argv, UNDO):
                importlib.import_module("unlcli.cli.app").main(with_library(argv))
        os.chdir(here)
    os.environ.clear()
    os.environ.update(before)


def _in_fork(request: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        os._exit(_carry_out(request))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _carry_out(request: dict[str, Any]) -> int:
    os.chdir(request["cwd"])
    os.environ.update(request["env"])
    for number, name in ((1, "out"), (2, "err")):
        handle = os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, number)
        os.close(handle)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(SECONDS)
    from unlcli.__main__ import main as unl

    watch = watched.start(request["folders"], request["at"], request["fault"], request["journal"])
    try:
        code = unl(request["argv"])
    except BaseException:  # what would end the process with a traceback is told in the same way here
        traceback.print_exc()
        code = 1
    watched.stop()
    if not request["at"]:
        watch.write_calls()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    return code


if __name__ == "__main__":
    main()
