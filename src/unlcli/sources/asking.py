"""What is asked of a service and what it answers, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Request:
    """A question: `url` is an address of the public service, whatever stands in its place today.

    An answer from the cache will do when it is not older than `max_age` seconds. `is_search` marks what a service limits
    more than single records. `follows` False leaves redirects to who asks: the answer is then the first one. A question with
    a `body`, which is JSON, is put by POST and goes nowhere else than to `url`.
    """

    url: str
    accept: str = "*/*"
    max_age: float = 7 * DAY
    is_search: bool = False
    follows: bool = True
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: its status, where it stood and where it led."""

    status: int
    url: str
    target: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `url` is where it was found in the end; `headers` have lower-case names; `age` in seconds, 0 when fresh.

    `body` is decoded of its transfer and content encodings, nothing else. `is_stand_in` when it came from what settings put in
    a service's place, which says nothing of the public network; it is not kept with an answer.
    """

    status: int
    body: bytes
    url: str = ""
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    hops: tuple[Hop, ...] = ()
    age: float = 0.0
    is_stand_in: bool = False


#: How a source's question is put: returns the answer whatever its status below 500, raises SourceError for what is none.
Ask = Callable[[Request], Answer]
