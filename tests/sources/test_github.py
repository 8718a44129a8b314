import json
import os
from pathlib import Path

import pytest
from replay import Replay

from unlcli.errors import NoSuchRecordError, RefusedError, SourceError, UnreachableError, UnreadableAnswerError
from unlcli.sources import github
from unlcli.sources.asking import Answer
from unlcli.sources.github import Named, Repository

KNOTS = Named("adams", "knots")


def described(full_name: str = "adams/knots", **more: object) -> bytes:
    return json.dumps({"id": 1, "full_name": full_name, "archived": False, **more}).encode()


@pytest.mark.parametrize(
    ("link", "full_name", "rest"),
    [
        ("https://github.com/adams/knots", "adams/knots", ""),
        ("http://www.github.com/adams/knots/", "adams/knots", ""),
        ("https://github.com/adams/knots.git", "adams/knots", ""),
        ("https://GitHub.com/Adams/knots.js/tree/main/code", "Adams/knots.js", "/tree/main/code"),
        ("https://github.com/adams/knots?tab=readme#usage", "adams/knots", ""),
    ],
)
def test_a_link_names_its_repository(link: str, full_name: str, rest: str) -> None:
    named = github.named_by(link)
    assert named is not None
    assert (named.full_name, named.rest) == (full_name, rest)


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/adams",
        "https://github.com/topics/knots",
        "https://github.com/orgs/ropes/repositories",
        "https://adams.github.io/knots",
        "https://gist.github.com/adams/0123",
        "https://github.com.example.org/adams/knots",
        "https://github.com:8443/adams/knots",
        "https://github.com/adams/..",
        "https://github.com/a%2Fb/knots",
        "https://github.com/adams/kn%0aots",
        "ftp://github.com/adams/knots",
        "https://[github.com/adams/knots",
    ],
)
def test_other_links_name_none(link: str) -> None:
    assert github.named_by(link) is None


def test_what_is_asked() -> None:
    request = github.request_for(KNOTS)
    assert request.url == "https://api.github.com/repos/adams/knots"
    assert request.accept == "application/vnd.github+json"


def test_a_repository_that_is_there() -> None:
    assert github.read(Answer(200, described()), KNOTS) == Repository("adams/knots")
    assert github.read(Answer(200, described(archived=True)), KNOTS).is_archived


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(404, b'{"message":"Not Found"}'), NoSuchRecordError),
        (Answer(403, b"{}", headers={"x-ratelimit-remaining": "0"}), RefusedError),
        (Answer(403, b'{"message":"API Rate Limit Exceeded for 192.0.2.1"}'), RefusedError),
        (Answer(403, b"{}", headers={"retry-after": "60"}), RefusedError),
        (Answer(429, b""), RefusedError),
        (Answer(401, b'{"message":"Bad credentials"}'), RefusedError),
        (Answer(451, b"{}"), RefusedError),
        (Answer(502, b"<html>"), UnreachableError),
        (Answer(200, b"<html>"), UnreadableAnswerError),
        (Answer(200, b"[]"), UnreadableAnswerError),
        (Answer(200, b"[" * 100_000), UnreadableAnswerError),
        (Answer(200, described()[:-3]), UnreadableAnswerError),
        (Answer(200, described("adams/kn\x1bots")), UnreadableAnswerError),
        (Answer(200, described("adams/../..")), UnreadableAnswerError),
        (Answer(200, described("adams/knots}")), UnreadableAnswerError),
        (Answer(200, json.dumps({"full_name": ["a"]}).encode()), UnreadableAnswerError),
    ],
)
def test_answers_that_describe_none(answer: Answer, error: type[SourceError]) -> None:
    with pytest.raises(error) as raised:
        github.read(answer, KNOTS)
    assert raised.value.source == "github"
    assert raised.value.message.startswith("GitHub: ")
    assert "\n" not in raised.value.message


def test_only_a_limit_means_that_more_questions_are_in_vain() -> None:
    assert not github.is_limit(Answer(403, b'{"message":"Repository access blocked"}'))
    assert github.is_limit(Answer(403, b"{}", headers={"x-ratelimit-remaining": "0"}))
    assert github.is_last(Answer(200, b"", headers={"x-ratelimit-remaining": "0"}))
    assert not github.is_last(Answer(200, b"", headers={"x-ratelimit-remaining": "0"}, age=5.0))


def test_a_renamed_repository_is_followed_over_sockets() -> None:
    with Replay() as replay:
        onward = {"location": f"{replay.origin}/github/repositories/112"}
        replay.answer("https://api.github.com/repos/adams/knots", "{}", 301, headers=onward)
        replay.answer("https://api.github.com/repositories/112", described("byte/bends"))
        client = replay.client()
        assert github.read(client.ask(github.request_for(KNOTS)), KNOTS).full_name == "byte/bends"


_BY_STATUS = {
    301: UnreadableAnswerError,  # the client follows it; the answer itself describes nothing
    403: RefusedError,
    404: NoSuchRecordError,
    429: RefusedError,
    500: UnreachableError,
    502: UnreachableError,
    503: UnreachableError,
}


@pytest.mark.corpus
def test_recorded_answers() -> None:
    folder = Path(os.environ["UNL_CORPUS"]) / "fixtures" / "http" / "github"
    cases = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert cases
    for case in cases:
        body, status = (folder / case["file"]).read_bytes(), case["status"]
        answer = Answer(status, body, case["url"], headers=dict(case["headers_of_note"] or {}))
        assert _outcome(answer) == (_facts(body) if status == 200 else _BY_STATUS[status]), case["file"]


def _facts(body: bytes) -> Repository:
    told = json.loads(body)
    return Repository(told["full_name"], told.get("archived", False))


def _outcome(answer: Answer) -> object:
    try:
        return github.read(answer, KNOTS)
    except SourceError as error:
        return type(error)
