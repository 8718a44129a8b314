"""What `add` and `import` say of papers that are there already, or may be, and the question about the former."""

from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.domain import remedies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unlcli.services.add import AddPlan, Clash, Duplicates

_QUESTION = "[u]pdate it, [a]dd it anyway, [l]eave it (Enter)"
_ANSWERS = ("update", "add", "leave")
_EXPLAINED = (
    "u  what is new goes into the entry that is there",
    "a  the paper gets an entry of its own beside it",
    "l  the library stays as it is; so does an empty answer",
)


def refusal(clash: "Clash", path: str, given_at: str = "") -> tuple[str, str]:
    """Return why a paper is refused, with where it was given, the place of the one there, and what can be done."""
    there = clash.there
    where = f"{path}:{there.line}" if there.position >= 0 else "given twice"
    named = there.key or repr(there.plain("title"))
    said = f"the {clash.was} of this paper" if clash.becomes else "this paper already"
    update = f"makes it the {clash.becomes} version" if clash.becomes else "brings it up to date"
    return (
        f"{given_at}{where}: {named} is {said}: {clash.evidence.reason}",
        f"--update {update}, --allow-duplicate adds it all the same",
    )


def ask_about(refused: "Sequence[Clash]", path: str) -> "dict[int, Duplicates]":
    """Ask what is to be done with papers that the library has; one that is left is refused."""
    from unlcli.services.add import Duplicates

    answers = {"update": Duplicates.UPDATE, "add": Duplicates.ALLOW, "leave": Duplicates.REFUSE}
    decided = {}
    for clash in refused:
        if clash.there.position < 0:
            continue
        console.note(f"unl: {refusal(clash, path)[0]}")
        makes = f" ({clash.becomes})" if clash.becomes else ""
        decided[clash.index] = answers[_answer(_QUESTION.replace(",", makes + ",", 1))]
    return decided


def _answer(question: str) -> str:
    """Ask until the answer is one of those offered; another one has them explained, an empty one is the last of them."""
    while True:
        given = console.ask_text(question).lower()
        if not given:
            return _ANSWERS[-1]
        if found := next((answer for answer in _ANSWERS if answer.startswith(given.split()[0])), ""):
            return found
        for line in _EXPLAINED:
            console.note(f"    {line}")


def warn(
    doubtful: "Sequence[Clash]", path: str, *, where: "Callable[[int], str] | None" = None, with_remedies: bool
) -> None:
    """Warn of papers that were added and may be there already, with the lines that settle it.

    `where` says, by a draft's number, which line gave it; without it the title does.
    """
    for clash in doubtful:
        who = where(clash.index) if where is not None else f"{clash.draft.plain('title')!r} "
        place = f"{clash.there.key} ({path}:{clash.there.line})" if clash.there.position >= 0 else clash.there.key
        console.note(f"unl: warning: {who}may be the same paper as {place}: {clash.evidence.reason}")
        for line in remedies.of_group([clash.there.key, clash.draft.key], [path]) if with_remedies else ():
            console.note(f"    {line}")


def updated(plan: "AddPlan") -> "Iterator[str]":
    """Return the keys of the entries that were brought up to date, with what they have become."""
    became = dict(plan.published)
    for entry in plan.updated:
        yield f"{entry.key} (now {became[entry.key]})" if entry.key in became else entry.key


def as_json(clashes: "Sequence[Clash]", path: str, *, are_added: bool) -> list[dict[str, object]]:
    """Return clashes for the documented JSON; those that were added have a key of their own."""
    return [
        {
            **({"key": clash.draft.key} if are_added else {}),
            "title": clash.draft.plain("title"),
            "there": {"key": clash.there.key, "line": clash.there.line, "path": path},
            "relation": str(clash.evidence.relation),
            "score": clash.evidence.score,
            "reason": clash.evidence.reason,
            "becomes": clash.becomes,
        }
        for clash in clashes
    ]
