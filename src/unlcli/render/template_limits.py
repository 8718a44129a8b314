"""Ends to what a template can ask for: texts and lists of a size that somebody may mean, and nothing but texts in its output."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import wraps

from jinja2 import Undefined
from jinja2.environment import Environment
from jinja2.filters import do_join, make_attrgetter
from jinja2.nodes import EvalContext

#: How many characters a text may have, that is put together in a template or is what it writes.
MOST_TEXT = 64_000_000
#: How many numbers all `range(...)` of a template give out together, and how long a repeated text or list may be.
MOST_NUMBERS = 1_000_000
MOST_REPEATED = 1_000_000
#: Methods of texts and numbers that make long texts of few letters; filters and `~` do what somebody may mean by them.
REFUSED = frozenset("center ljust rjust zfill expandtabs format format_map translate to_bytes".split())
#: A number that is the width or the place of something, in a text with `%` in it.
_WIDE = re.compile(r"\d{4}|%[^a-zA-Z%]*\*")


def operation(operator: str, left: object, right: object) -> None:
    """Raise OverflowError where an operation would make a text, a list or a number of a size that nobody means."""
    if operator == "%" and isinstance(left, str | bytes):
        values = right if isinstance(right, tuple) else [*right.values()] if isinstance(right, Mapping) else [right]
        marks = str(left).count("%")
        _hold(operator, marks * max(map(size, values), default=0), MOST_TEXT)
        _hold(operator, int(bool(_WIDE.search(str(left)))), 0)
    if operator == "+" and isinstance(left, Collection) and isinstance(right, Collection):
        _hold(operator, len(left) + len(right), MOST_TEXT if isinstance(left, str | bytes) else MOST_REPEATED)
    if operator not in ("*", "**"):
        return
    sizes = [len(value) if isinstance(value, str | Sequence) else value for value in (left, right)]
    first, second = [abs(one) if isinstance(one, int) else 0 for one in sizes]
    if operator == "**":
        _hold(operator, first.bit_length() * second, 1000)
    elif any(isinstance(value, str | Sequence) for value in (left, right)):
        _hold(operator, first * second, MOST_REPEATED)


def call(function: object, args: Sequence[object]) -> None:
    """Raise OverflowError where the method of a text would make a text of a size that nobody means."""
    subject, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if isinstance(subject, str | bytes) and name in ("replace", "join"):
        _hold(name, _SIZES[name](subject, args), MOST_TEXT)


def size(value: object) -> int:
    """Return about how many characters a value has as text. Raises TypeError for what is none: a function, a loop."""
    found, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | bytes):
            found += len(one)
        elif isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif not isinstance(one, int | float | range | Undefined | None):
            raise TypeError(f"{_kind(one)} is no text: call it, or make a list of it")
        found += 2
        _hold("a text", found, MOST_TEXT)
    return found


def shown(value: object) -> object:
    """Return a value that is to be written, when it is a text or has one."""
    if not isinstance(value, str):
        size(value)
    return value


def joined(parts: Iterable[str]) -> str:
    """Return what a template wrote, as one text. Raises OverflowError when it is too long, in the line that is too much."""
    length, kept = 0, []
    for part in parts:
        length += len(part)
        if length > MOST_TEXT:
            error = OverflowError(f"what a template writes may have {MOST_TEXT} characters")
            if isinstance(parts, Iterator) and hasattr(parts, "throw"):
                parts.throw(error)
            raise error
        kept.append(part)
    return "".join(kept)


def numbers() -> Callable[..., range]:
    """Return `range` with an end: loops in loops give out no more numbers than one may."""
    given = 0

    def limited(*bounds: int) -> range:
        nonlocal given
        found = range(*bounds)
        if len(found) + given > MOST_NUMBERS:
            raise OverflowError(f"range: a template may count to {MOST_NUMBERS} in all")
        given += len(found)
        return found

    return limited


def filters(known: Mapping[str, Callable[..., object]]) -> dict[str, Callable[..., object]]:
    """Return the filters of a template with ends to what they make."""
    held = {name: _held(name, function) if name in _SIZES else function for name, function in known.items()}
    for name in _TEXTS & held.keys():
        held[name] = _of_text(held[name])
    return {**held, "join": _join, "sum": _sum(known["sum"])}


def _held(name: str, function: Callable[..., object]) -> Callable[..., object]:
    own = int(hasattr(function, "jinja_pass_arg"))

    @wraps(function)
    def held(*args: object, **named: object) -> object:
        _hold(name, _SIZES[name](args[own], [*args[own + 1 :], *named.values()]), MOST_TEXT)
        return function(*args, **named)

    return held


def _of_text(function: Callable[..., object]) -> Callable[..., object]:
    own = int(hasattr(function, "jinja_pass_arg"))

    @wraps(function)
    def of_text(*args: object, **named: object) -> object:
        shown(args[own])
        return function(*args, **named)

    return of_text


def _join(context: EvalContext, value: Iterable[object], d: str = "", attribute: str | int | None = None) -> str:
    """Join the texts of a list, or an attribute of its members, with a text between."""
    environment: Environment = context.environment
    members = [*value] if attribute is None else [*map(make_attrgetter(environment, attribute), value)]
    _hold("join", _joined_size(d, [members]), MOST_TEXT)
    found: str = do_join(context, members, d)
    return found


_join.jinja_pass_arg = do_join.jinja_pass_arg  # type: ignore[attr-defined]


def _sum(function: Callable[..., object]) -> Callable[..., object]:
    @wraps(function)
    def of_numbers(context: object, value: Iterable[object], attribute: object = None, start: object = 0) -> object:
        if not isinstance(start, int | float):
            raise TypeError("sum: of numbers only")
        return function(context, value, attribute, start)

    return of_numbers


def _product(subject: object, others: Sequence[object]) -> int:
    """Return how long a text gets of which every letter may be led by as much as one of the others says."""
    widths = [len(each) if isinstance(each, str) else abs(each) for each in others if isinstance(each, str | int)]
    return max(1, size(subject)) * max(1, *widths, 0)


def _by_texts(subject: object, others: Sequence[object]) -> int:
    return _product(subject, [each for each in others if isinstance(each, str)])


def _replaced(subject: object, others: Sequence[object]) -> int:
    old, new, *_ = (*map(str, others), "", "")
    text = str(subject)
    return len(text) + text.count(old) * len(new)


def _in_parts(_: object, others: Sequence[object]) -> int:
    most = max((abs(each) for each in others if isinstance(each, int)), default=0)
    return most * (MOST_TEXT // MOST_REPEATED)


def _joined_size(between: object, others: Sequence[object]) -> int:
    members = others[0] if others else ()
    if not isinstance(members, Collection):
        raise TypeError("join: of a list only")
    return size([*members]) + len(members) * size(between)


_SIZES: Mapping[str, Callable[[object, Sequence[object]], int]] = {
    "center": _product, "indent": _product, "tojson": _product, "json": _product, "wordwrap": _by_texts,
    "urlize": _by_texts, "replace": _replaced, "batch": _in_parts, "slice": _in_parts, "join": _joined_size,
}  # fmt: skip
#: Filters that make a text of whatever they are given.
_TEXTS = frozenset(
    "capitalize e escape forceescape lower string striptags title trim truncate upper urlencode wordcount line markdown "
    "markdown_url html latex latex_url braced csv yaml url".split()
)


def _hold(what: str, found: int, most: int) -> None:
    if found > most:
        raise OverflowError(f"{what}: the result is too large")


def _kind(value: object) -> str:
    name = getattr(value, "__name__", "") or type(value).__name__
    return f"{name}, a function," if callable(value) else f"a {name}"
