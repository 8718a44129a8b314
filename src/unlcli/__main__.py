"""`python -m unlcli` and the `unl` command."""

import gc
import signal
import sys
from types import FrameType

from unlcli.cli import app


def main(argv: list[str] | None = None) -> int:
    """Run the command line in a process of its own and return its exit code."""
    # A command ends before cycles could fill the memory; looking for them costs time.
    gc.disable()
    _end_cleanly_on_signals()
    try:
        return app.main(argv)
    finally:
        gc.enable()


def _end_cleanly_on_signals() -> None:
    """Let a command that is told to end clean up after itself; its exit code is 128 and the signal's number, as in shells."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # nohup has a command ignore the end of its terminal
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
