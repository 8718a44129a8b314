"""Which identifiers of an entry are asked about, and asking them: each once, several at a time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from unlcli.domain import identifiers
from unlcli.domain.entry import ALTURL, Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.errors import SourceError
from unlcli.services.fetch import BATCH, THREADS, Keep, Memory
from unlcli.sources.asking import Ask
from unlcli.sources.in_parallel import in_parallel
from unlcli.sources.lookup import Found, look_up


@dataclass(frozen=True, slots=True)
class Asked:
    """An identifier of an entry: the field that holds it, and the link as it stands there (empty where it is none)."""

    identifier: Identifier
    field: str
    link: str = ""

    @property
    def is_main(self) -> bool:
        """Tell whether it names the very version of the entry: other links may lead to other versions."""
        return self.field != ALTURL


#: What was asked, and what came back.
Answers = Mapping[Identifier, Found | SourceError]
Step = Callable[[int, int], None]


def asked_of(entry: Entry) -> tuple[Asked, ...]:
    """Return what is asked about an entry, each identifier once; its page only where nothing else names the paper."""
    found: dict[Identifier, Asked] = {}
    for name in ("doi", "eprint", "journal", "pmid", "url", ALTURL):
        fields = {key: value for key, value in entry.fields.items() if key == name or _goes_with(key, name)}
        part = Entry(entry.type, entry.key, fields)
        for identifier in identifiers.each(part):
            found.setdefault(identifier, Asked(identifier, name, _link(part, name, identifier)))
    named = tuple(asked for asked in found.values() if asked.identifier.scheme is not Scheme.URL)
    return named or tuple(asked for asked in found.values() if asked.field == "url")


def _goes_with(key: str, name: str) -> bool:
    return name == "eprint" and key in ("archiveprefix", "eprinttype")


def _link(entry: Entry, name: str, identifier: Identifier) -> str:
    if name not in ("url", ALTURL):
        return ""
    return next((link for link in entry.get(name).split() if identifiers.of_url(link) == identifier), "")


def ask_all(
    entries: Iterable[Entry], ask: Ask, step: Step, keep: Keep | None = None
) -> dict[Identifier, Found | SourceError]:
    """Return what the sources say of all identifiers of entries, or why one does not; `step` is told how far it is.

    What arXiv is asked for many papers at once is handed to `keep` for each of them, for the next run.
    """
    wanted = list({asked.identifier: asked for entry in entries for asked in asked_of(entry)}.values())
    preprints = [asked for asked in wanted if asked.identifier.scheme is Scheme.ARXIV]
    others = [asked for asked in wanted if asked.identifier.scheme is not Scheme.ARXIV]
    memory, found = Memory(ask, keep), dict[Identifier, Found | SourceError]()

    def answered(part: Asked | tuple[Asked, ...]) -> Found | None:
        if isinstance(part, Asked):
            return look_up(part.identifier, part.link, memory)
        memory.read_together([asked.identifier for asked in part])
        return None

    batches = (
        [tuple(preprints[at : at + BATCH]) for at in range(0, len(preprints), BATCH)] if len(preprints) > 1 else []
    )
    step(0, len(wanted))
    rounds: tuple[list[Asked | tuple[Asked, ...]], ...] = ([*batches, *others], [*preprints])
    for parts in rounds:
        for number, said in in_parallel(parts, answered, THREADS):
            part = parts[number]
            if isinstance(part, Asked) and said is not None:
                found[part.identifier] = said
                step(len(found), len(wanted))
    return found
