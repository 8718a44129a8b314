"""The border of a command: what it raises becomes one line on standard error and an exit code."""

import sys
import time
from collections.abc import Callable, Sequence

from unlcli.cli import console, voice
from unlcli.errors import ExitCode, UnlError


def guarded(command: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; `arguments` are for the report of a bug."""
    console.prepare_streams()
    begun = time.perf_counter()
    with voice.of_one_command():
        code = _ended(command, arguments)
        console.detail(f"took {time.perf_counter() - begun:.2f} s, exit code {code}")
        return code


def _ended(command: Callable[[], int], arguments: Sequence[str]) -> int:
    try:
        code = command()
        sys.stdout.flush()  # a full disk or a reader that went away shows itself here at the latest
        return code
    except UnlError as error:
        console.error(error.message, error.hint)
        _trace(error)
        return int(error.exit_code)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(ExitCode.OK)
    except KeyboardInterrupt:
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        return int(ExitCode.OK)
    except OSError as error:  # what a file system refuses is no bug, wherever it did
        console.error(
            f"{error.filename or 'a file'}: {error.strerror or error}", "check the path, your rights and the disk"
        )
        _trace(error)
        return int(ExitCode.STORE)
    except Exception as bug:  # the one broad except: whatever it is, the user gets a line and a report
        from unlcli.cli.bug import report

        return report(bug, list(arguments))


def _trace(error: Exception) -> None:
    """Show where an error was found, to those who asked for it."""
    if voice.now().is_debugging:
        from unlcli.cli.bug import trace

        console.detail(trace(error))
