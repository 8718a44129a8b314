"""Many identifiers on a server that refuses some and fails on others, and `unl add` on them as a process."""

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from made_answers import AUTHORS, MADE
from replay import Replay, Reply, Seen

#: The program with every pause shortened; nothing of it is in the environment of users.
PROGRAM = "import sys, unlcli.cli.network as n; n.WAITS = float(sys.argv.pop(1)); from unlcli.__main__ import main; sys.exit(main())"
_CROSSREF = MADE[0]
_ARXIV = next(made for made in MADE if made.source == "arxiv")


@dataclass(frozen=True)
class Task:
    """`known` are identifiers that the services know, `unknown` others; `lines` is the file with all of them."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    lines: str


class Troubled(Replay):
    """Knows every DOI and arXiv id of a task; answers a share of requests with 429 and drops another share."""

    def __init__(self, task: Task, *, refused: float = 0.05, failed: float = 0.02, seed: int = 7) -> None:
        super().__init__()
        self._task = task
        self._shares = refused, failed
        self._dice = random.Random(seed)
        self.refused = self.failed = 0

    def begin(self, seen: Seen) -> Reply | None:
        super().begin(seen)
        dice = self._dice.random()
        if dice < self._shares[0]:
            self.refused += 1
            return Reply(b"", 429, headers={"Retry-After": "1"} if dice < self._shares[0] / 2 else {})
        if dice < sum(self._shares):
            self.failed += 1
            return Reply(b"", fault="drop") if dice < self._shares[0] + self._shares[1] / 2 else Reply(b"", 503)
        if seen.service == "arxiv":
            return Reply(self._feed(seen.query.get("id_list", "").split(",")), content_type=_ARXIV.content_type)
        doi = seen.path.removeprefix("/works/").removeprefix("/v1/works/")
        if seen.service == "crossref" and doi in self._task.known:
            return Reply(work(doi), content_type="application/json")
        return None

    def _feed(self, ids: list[str]) -> bytes:
        known = [one for one in ids if one in self._task.known]
        start, _, rest = _ARXIV.body("TITLE", AUTHORS).partition("<entry>")
        entry, _, end = rest.partition("</entry>")
        entries = (
            f"<entry>{entry}</entry>".replace("2101.00007", one).replace("TITLE", title_of(one)) for one in known
        )
        return (start + "".join(entries) + end).encode()


def work(doi: str) -> bytes:
    return json.dumps(json.loads(_CROSSREF.body(title_of(doi), AUTHORS).replace("10.1234/odd.1", doi))).encode()


def title_of(identifier: str) -> str:
    """Return a title that is unlike those of the other identifiers."""
    dice = random.Random(identifier)
    return " ".join("".join(dice.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(5)).capitalize()


def task(dois: int, ids: int, unknown: int) -> Task:
    known = [f"10.1234/many.{number}" for number in range(dois)] + [f"2101.{number:05}" for number in range(1, ids + 1)]
    missing = [f"10.1234/none.{number}" for number in range(unknown)]
    lines = [*known, *missing]
    random.Random(1).shuffle(lines)
    return Task(tuple(known), tuple(missing), "\n".join(lines) + "\n")


def start(folder: Path, replay: Replay, waits: float) -> "subprocess.Popen[bytes]":
    """Start `unl add` on the file `papers.txt` of a folder."""
    command = [sys.executable, "-c", PROGRAM, str(waits), "add", "papers.txt"]
    environment = os.environ | replay.settings()
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
