"""Several processes on one library: each waits its turn, and every change that was acknowledged is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from unlcli.errors import NotWritableError
from unlcli.store import lock

WRITERS, ADDS = 4, 5


def test_every_acknowledged_add_is_there(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    library.write_bytes(b"@misc{m,\n  title = {first},\n}\n")
    script = (
        "import sys; from unlcli.cli.app import main\n"
        "w = sys.argv[1]\n"
        f"sys.exit(max(main(['add', '-l', {str(library)!r}, '--allow-duplicate', '--title', f'Writer {{w}} number {{n}}']) "
        f"for n in range({ADDS})))\n"
    )
    environment = {**os.environ, "UNL_STATE_DIR": str(tmp_path / "state")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(w)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for w in range(WRITERS)
    ]
    errors = [child.communicate(timeout=120)[1] for child in running]
    assert [child.returncode for child in running] == [0] * WRITERS, errors
    text = library.read_text()
    assert all(text.count(f"Writer {w} number {n}}}") == 1 for w in range(WRITERS) for n in range(ADDS))
    assert text.count("@misc") == WRITERS * ADDS + 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library.bib", "state"]


def test_a_waiting_command_says_so_and_gives_up_in_words(tmp_path: Path) -> None:
    library, told = tmp_path / "library.bib", []
    with (
        lock.held(library, tmp_path, lambda: None),
        pytest.raises(NotWritableError, match="another command holds it"),
        lock.held(library, tmp_path, lambda: told.append(1), patience=0.1),
    ):
        raise AssertionError("two commands hold one library")
    assert told == [1]
