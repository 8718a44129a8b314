"""The real services, asked for well-known papers: do they still answer in the forms that are read here?"""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from unlcli import sources
from unlcli.domain.identifiers import recognise
from unlcli.domain.record import Record
from unlcli.errors import RefusedError, SourceError, UnreachableError
from unlcli.sources.client.clock import Clock
from unlcli.sources.client.http import Client
from unlcli.sources.client.manners import Manners

pytestmark = pytest.mark.online

ATTENTION = "Attention is all you need"
#: Source, what a user pastes, the title in small letters and the year, "" where the service says several.
PAPERS = [
    ("arxiv", "1706.03762", "attention is all you need", "2017"),
    ("arxiv_page", "1706.03762", "attention is all you need", "2017"),
    ("datacite", "1706.03762", "attention is all you need", "2017"),
    ("crossref", "10.1038/nature14539", "deep learning", "2015"),
    ("doi", "10.1038/nature14539", "deep learning", "2015"),
    ("acl", "N19-1423", "bert: pre-training of deep bidirectional transformers for language understanding", "2019"),
    ("dblp", "DBLP:conf/nips/VaswaniSPUJGKP17", "attention is all you need", "2017"),
    ("openreview", "https://openreview.net/forum?id=VTF8yNQM66", "swe-bench: can language models resolve real-world github issues?", ""),
    ("openreview_v1", "https://openreview.net/forum?id=rJXMpikCZ", "graph attention networks", ""),
    ("pmlr", "https://proceedings.mlr.press/v37/ioffe15.html", "batch normalization: accelerating deep network training by reducing internal covariate shift", "2015"),
    ("neurips", "https://proceedings.neurips.cc/paper_files/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html", "attention is all you need", "2017"),
    ("semanticscholar", "https://www.semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776", "attention is all you need", "2017"),
    ("landing", "https://www.usenix.org/conference/usenixsecurity22/presentation/bulekov", "morphuzz: bending (input) space to fuzz virtual devices", "2022"),
]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    one = Client(Manners(), None, Clock(ticks=time.monotonic, moment=time.time))
    yield one
    one.close()


def asked(client: Client, name: str, thing: str) -> Record:
    """Return what a service says; that it refuses programs or is down today says nothing of the reader."""
    identifier = recognise(thing)
    assert identifier
    module = sources.source(name)
    unknown: SourceError | None = None
    for request in module.requests_for(identifier, thing):
        try:
            return module.read(client.ask(request), identifier)
        except (RefusedError, UnreachableError) as error:
            pytest.xfail(error.message)
        except SourceError as error:
            unknown = unknown or error
    assert unknown
    raise unknown


@pytest.mark.parametrize(("name", "thing", "title", "year"), PAPERS, ids=[paper[0] for paper in PAPERS])
def test_a_well_known_paper_is_read(client: Client, name: str, thing: str, title: str, year: str) -> None:
    record = asked(client, name, thing)
    assert record.title.casefold() == title
    assert record.authors
    assert record.year == (year or record.year)
    assert record.year


@pytest.mark.parametrize("name", sources.SEARCHES)
def test_a_well_known_title_is_found(client: Client, name: str) -> None:
    module: Any = sources.source(name)
    try:
        found = module.read_search(client.ask(module.search_for(ATTENTION, ("Vaswani",))))
    except (RefusedError, UnreachableError) as error:
        pytest.xfail(error.message)
    assert found
    assert all(record.title for record in found)
