"""`python -m unlcli` and the `unl` command."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType


def main(argv: list[str] | None = None) -> int:
    """Run the command line in a process of its own and return its exit code."""
    # A command ends before cycles could fill the memory; looking for them costs time.
    gc.disable()
    interrupt = _end_cleanly_on_signals()
    try:
        from unlcli.cli import fast_lane

        run = fast_lane.prepared(sys.argv[1:] if argv is None else argv) or _prepared(argv)
        if interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run()
    except KeyboardInterrupt:  # a second one, while the first was seen to
        return 128 + signal.SIGINT
    finally:
        if argv is None:
            _hear_no_more_signals()
        gc.enable()
        _let_go_of_output()


def _prepared(argv: list[str] | None) -> Callable[[], int]:
    from unlcli.cli import app

    return lambda: app.main(argv)


def _let_go_of_output() -> None:
    """Drop what nobody takes any more, so that Python does not complain of it at its very end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


def _hear_no_more_signals() -> None:
    """Let a process end as it was going to: a signal that comes while Python goes down would make a crash of it."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
