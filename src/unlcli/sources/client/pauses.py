"""How long a service asks to wait: `Retry-After`, GitHub's and OpenReview's own ways; and how long to wait unasked."""

import json
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from unlcli.sources.client.wire import Reply

#: A number this big is a moment, not a span of time.
_NO_SPAN = 1e9
_TEMPORARY = (500, 502, 503, 504)


def is_limit(reply: Reply) -> bool:
    """Tell whether an answer says that too much was asked: 429, or GitHub's 403 with its sign."""
    if reply.status == 403:
        return "retry-after" in reply.headers or reply.headers.get("x-ratelimit-remaining") == "0"
    return reply.status == 429


def is_temporary(reply: Reply) -> bool:
    """Tell whether the same question may be answered a little later."""
    return is_limit(reply) or reply.status in _TEMPORARY


def asked_pause(reply: Reply, now: float) -> float | None:
    """Return how many seconds a service asks to wait, None when it does not say; `now` is seconds since 1970."""
    given = reply.headers.get("retry-after", "").strip()
    if given.isascii() and given.isdecimal():
        return float(given[:9])
    until = _http_date(given) or _reset_time(reply) or _rate_limit_reset(reply, now)
    return None if until is None else max(0.0, until - now)


def back_off(attempt: int) -> float:
    """Return how long to wait after an attempt that failed, the first being 0: about 1, 2, 4 s."""
    return float(2**attempt) * random.uniform(0.8, 1.2)


def _http_date(given: str) -> float | None:
    try:
        return parsedate_to_datetime(given).timestamp() if given else None
    except (ValueError, TypeError, OverflowError):
        return None


def _rate_limit_reset(reply: Reply, now: float) -> float | None:
    given = reply.headers.get("x-ratelimit-reset", "")
    if reply.headers.get("x-ratelimit-remaining") != "0" or not (given.isascii() and given.isdecimal()):
        return None
    stated = float(given[:12])
    return stated if stated > _NO_SPAN else now + stated  # a moment since 1970, or seconds from now


def _reset_time(reply: Reply) -> float | None:
    if b"resetTime" not in reply.body:
        return None
    try:
        moment = datetime.fromisoformat(str(json.loads(reply.body)["details"]["resetTime"]))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return None
