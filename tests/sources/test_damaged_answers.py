"""Answers damaged anywhere: every source gives a record in readable text, or an error in one line, and nothing else."""

import random

import pytest
from recorded_answers import as_answer, own

from unlcli import sources
from unlcli.domain.identifiers import recognise
from unlcli.errors import SourceError

JUNK = (
    b"null", b"[]", b"{}", b'"', b"<", b">", b"&#x110000;", b"\\ud800", b"\x00", b"{", b"}", b"1e999", b"9" * 25, b"true", b"\xff", b"\n",
    b"%", b"\\", b",", b";;;", b" and ", b"=", b"/", b"'", b"@", b"\x1b[2J", "\u202e".encode(),
)  # fmt: skip


def damaged(body: bytes, chance: random.Random) -> bytes:
    """Return a body with pieces put in, taken out, said twice, or cut off."""
    for _ in range(chance.randint(1, 6)):
        place, other = chance.randrange(len(body) + 1), chance.randrange(len(body) + 1)
        body = chance.choice(
            [
                body[:place] + chance.choice(JUNK) + body[place:],
                body[:place] + body[place + chance.randint(1, 30) :],
                body[:place] + body[other : other + 60] + body[place + chance.randint(0, 20) :],
                body[: max(place, len(body) // 2)],
            ]
        )
    return body


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_answer_is_a_record_or_an_error_in_one_line(seed: int) -> None:
    chance = random.Random(seed)
    cases = [(case, route) for case, route in own() if route.way in ("add", "search")]
    errors: list[SourceError] = []
    titles: list[str] = []
    for _ in range(400):
        case, route = chance.choice(cases)
        source = sources.source(route.source)
        answer = as_answer(case, damaged(case.body, chance), chance.choice([case.status, 200, 204, 301, 404, 500]))
        identifier = recognise(route.things[0])
        try:
            found = source.read_search(answer) if route.way == "search" else (source.read(answer, identifier),)  # type: ignore
        except SourceError as error:
            errors.append(error)
        else:
            titles += [record.title for record in found]
    assert errors
    assert titles
    assert [error.message for error in errors if len(error.message.splitlines()) != 1 or not error.source] == []
    assert [title for title in titles if not title or not title.isprintable()] == []
