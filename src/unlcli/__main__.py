"""`python -m unlcli` and the `unl` command."""

import gc
import signal
import sys
import threading
from types import FrameType


def main(argv: list[str] | None = None) -> int:
    """Run the command line in a process of its own and return its exit code."""
    # A command ends before cycles could fill the memory; looking for them costs time.
    gc.disable()
    interrupt = _end_cleanly_on_signals()
    try:
        from unlcli.cli import app

        if interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return app.main(argv)
    finally:
        gc.enable()


def _end_cleanly_on_signals() -> bool:
    """Let a command that is told to end clean up after itself; its exit code is 128 and the signal's number, as in shells.

    Until everything is loaded, Ctrl-C just ends the process: there is nothing to clean up, and nobody who would catch it.
    Return whether Ctrl-C is to be caught later. A thread has no signals, and nohup has a command ignore its terminal's end.
    """
    if threading.current_thread() is not threading.main_thread():
        return False
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    is_caught = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_caught:
        signal.signal(signal.SIGINT, _stop)
    return is_caught


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
