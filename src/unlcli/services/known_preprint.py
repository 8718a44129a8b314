"""A preprint as it is judged: its entry, and what its own server says of it."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import identifiers
from unlcli.domain.entry import ALTTITLE, Entry, join_values
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.domain.record_entry import entry_of
from unlcli.domain.venues import VenueTable
from unlcli.errors import SourceError, UnreadableAnswerError
from unlcli.matching import Verdict, forms, identity, judge
from unlcli.matching.forms import Form
from unlcli.sources import arxiv
from unlcli.sources.asking import Answer, Ask, Request
from unlcli.sources.reading.answered import check_status

#: How an answer is put where a later question finds it.
Keep = Callable[[Request, Answer], None]
#: So many preprints are asked for by one question to arXiv.
_AT_ONCE = 50
#: Archives of data and software (Zenodo, figshare, Dataverse, projects of OSF): few of what they hold are preprints.
_ARCHIVES = ("10.5281/", "10.6084/", "10.7910/", "10.17605/")


@dataclass(frozen=True, slots=True)
class Preprint:
    """An entry that stands for a preprint, with what its own server says of it filled in, and the form it is judged by."""

    entry: Entry
    known: Entry
    form: Form
    since: int


def is_preprint_id(found: Identifier) -> bool:
    """Tell whether an identifier is that of a preprint: an arXiv id, or a DOI of a preprint server."""
    if found.scheme is Scheme.DBLP:
        return found.value.startswith("journals/corr/")
    return found.scheme is Scheme.ARXIV or found.scheme is Scheme.DOI and identity.is_unpublished(found.value)


def is_archived(found: Identifier) -> bool:
    """Tell whether an identifier is that of an archive, which holds data and software for the most part."""
    return found.scheme is Scheme.DOI and found.value.startswith(_ARCHIVES)


def ask_arxiv(entries: Sequence[Entry], ask: Ask, keep: Keep | None = None) -> dict[Identifier, Record]:
    """Return arXiv's records of preprints, many by one question: it allows one in three seconds.

    What it does not answer is missing, and is asked about one by one. `keep` puts what it answers of each paper where a
    question for that one finds it.
    """
    ids = sorted({found.value for entry in entries for found in identifiers.of_entry(entry) if _is_arxiv(found)})
    known: dict[Identifier, Record] = {}
    for start in range(0, len(ids), _AT_ONCE) if len(ids) > 1 else ():
        with contextlib.suppress(SourceError):
            answer = ask(arxiv.request_for_many(ids[start : start + _AT_ONCE]))
            known |= dict(_read_each(answer, keep))
    return known


def _read_each(answer: Answer, keep: Keep | None) -> Iterator[tuple[Identifier, Record]]:
    check_status(answer, arxiv.NAME)
    for value, body in arxiv.split(answer.body).items():
        identifier, alone = Identifier(Scheme.ARXIV, value), replace(answer, body=body)
        with contextlib.suppress(SourceError):
            yield identifier, arxiv.read(alone, identifier)
            if keep is not None:
                keep(arxiv.requests_for(identifier, "")[0], alone)


def _is_arxiv(found: Identifier) -> bool:
    return found.scheme is Scheme.ARXIV


def preprint_of(entry: Entry, own: Record | None, venues: VenueTable) -> Preprint:
    """Return a preprint as it is judged: its server's record fills in authors that the entry leaves out, and another title."""
    form = forms.of_entry(entry, venues)
    known = entry
    with contextlib.suppress(UnreadableAnswerError):
        written = None if own is None else entry_of(own, venues)
        if written is not None and judge(form, told := forms.of_entry(written, venues)).verdict is Verdict.CERTAIN:
            known = _filled(entry, form, written, told)
            form = forms.of_entry(known, venues)
    return Preprint(entry, known, form, _since(known, own))


def _filled(entry: Entry, form: Form, own: Entry, told: Form) -> Entry:
    fields = dict(entry.fields)
    if len(told.people.persons) > len(form.people.persons) and (form.people.cut or not form.people):
        fields["author"] = own.get("author")
    if told.title is not None and all(title.solid != told.title.solid for title in form.titles):
        fields[ALTTITLE] = join_values(ALTTITLE, (*entry.values(ALTTITLE), own.get("title")))
    return replace(entry, fields=fields)


def _since(entry: Entry, own: Record | None) -> int:
    """Return the year of the first version: its server's, else that of an arXiv id, else what the entry says."""
    if own is not None and own.year.isdecimal():
        return int(own.year)
    for found in identifiers.of_entry(entry):
        if found.scheme is Scheme.ARXIV and found.value[:4].isdecimal():
            return 2000 + int(found.value[:2])
    return int(entry.year or 0)
