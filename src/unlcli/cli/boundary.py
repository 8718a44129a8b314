"""The border of a command: what it raises becomes one line on standard error and an exit code."""

import sys
from collections.abc import Callable, Sequence

from unlcli.cli import console
from unlcli.errors import ExitCode, UnlError


def guarded(command: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; `arguments` are for the report of a bug."""
    console.prepare_streams()
    try:
        code = command()
        sys.stdout.flush()  # a full disk or a reader that went away shows itself here at the latest
        return code
    except UnlError as error:
        console.error(error.message, error.hint)
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
        return int(ExitCode.STORE)
    except Exception as bug:  # the one broad except: whatever it is, the user gets a line and a report
        from unlcli.cli.bug import report

        return report(bug, list(arguments))
