"""A client of the network that tells what it asks. Loaded for `--debug` alone."""

import sys
import time

from unlcli.cli.bug import masked
from unlcli.domain.text import without_controls
from unlcli.errors import SourceError
from unlcli.sources.asking import Answer, Request
from unlcli.sources.client.http import Client


class ToldClient(Client):
    """Writes a line to standard error for each question: its address, and what came of it; never a header or a secret."""

    def ask(self, request: Request) -> Answer:
        """Ask as the other does, and tell of it."""
        begun = time.perf_counter()
        try:
            answer = super().ask(request)
        except SourceError as error:
            _tell(request, f"{type(error).__name__}: {error.message}", begun)
            raise
        _tell(request, f"{answer.status}, {len(answer.body)} bytes", begun)
        return answer


def _tell(request: Request, outcome: str, begun: float) -> None:
    took = time.perf_counter() - begun
    # from any thread, so in one piece
    sys.stderr.write(f"unl: asked {without_controls(masked(f'{request.url}: {outcome}'))} ({took:.2f} s)\n")
