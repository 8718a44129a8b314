"""A program that is loaded once and then run many times, each in a process of its own: most of a short command is loading.

`python resident.py wait SOCKET` loads unl and waits; `python -S -E resident.py ask SOCKET ARGUMENT...` runs it once, with the
files, the folder and the environment of the one who asks, and ends with its exit code. What a run does cannot reach the next.
"""

import array
import json
import os
import signal
import socket
import sys


def ask(address: str, arguments: list[str]) -> int:
    """Have the program run with arguments, and return its exit code."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
        wire.connect(address)
        folder = os.getcwd()  # noqa: PTH109 (to load pathlib would take as long as all the rest)
        asked = {"arguments": arguments, "folder": folder, "environment": dict(os.environ)}
        files = array.array("i", [0, 1, 2]).tobytes()
        text = json.dumps(asked).encode()
        wire.sendmsg([len(text).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
        wire.sendall(text)
        return int(wire.recv(16) or b"70")


def wait(address: str) -> None:
    """Load the program, and run it for whoever asks until the process is ended."""
    import importlib
    import pkgutil

    import unlcli

    for module in pkgutil.walk_packages(unlcli.__path__, "unlcli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(address)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        wire, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            os._exit(_run(wire))
        wire.close()


def _run(wire: socket.socket) -> int:
    length, files, _, _ = socket.recv_fds(wire, 4, 3)
    text = b""
    while len(text) < int.from_bytes(length, "big"):
        text += wire.recv(65536)
    asked = json.loads(text)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["unl", *asked["arguments"]]
    # As Python opens them: by lines on a terminal, in blocks elsewhere.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    code = _of_main()
    sys.stdout.flush()
    sys.stderr.flush()
    wire.sendall(str(code).encode())
    return 0


def _of_main() -> int:
    from unlcli.__main__ import main

    try:
        return main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        sys.exit(ask(sys.argv[2], sys.argv[3:]))
    wait(sys.argv[2])
