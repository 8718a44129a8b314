"""The markers of a document, in pairs: where each block begins and ends, and how deep its headings are."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from unlcli.errors import UsageError
from unlcli.services.in_place.lines import bare, indent, is_in_code_span
from unlcli.services.in_place.options import FLAGS
from unlcli.services.in_place.structure import Structure

BEGIN, END = "<!-- unl:begin -->", "<!-- unl:end -->"
_ANY = re.compile(r"<!--\s*unl:(\w+)", re.IGNORECASE)
_BEGIN = re.compile(r"<!--[ \t]*unl:begin(?=[ \t]|-->)(?P<options>.*)-->[ \t]*")
_END = re.compile(r"<!--[ \t]*unl:end[ \t]*-->[ \t]*")
_HTML_HEADING = re.compile(r"<h([1-6])[\s>]", re.IGNORECASE)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two markers: the index of either's line, the options of the first, the level of headings."""

    begin: int
    end: int
    options: str
    level: int


def find_blocks(lines: Sequence[str], name: str, *, is_html: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a document in order. Raises UsageError, naming the line, where markers make no pairs.

    A marker begins its line and stands alone on it. In Markdown one in code is none; `is_html` documents may indent theirs.
    """
    structure = Structure(lines)
    found: list[Block] = []
    opened = -1
    level, options = 0, ""
    for index in range(len(lines)):
        is_code = not is_html and opened < 0 and structure.is_code(index)
        marker = "" if is_code else _marker(lines, index, name, structure, is_html, is_inside=opened >= 0)
        if marker == "begin" and opened >= 0:
            raise _error(
                name, index, f"unl:begin: the block of line {opened + 1} has no end yet", f"write {END} before"
            )
        if marker == "end" and opened < 0:
            raise _error(name, index, "unl:end: no block begins before it", f"write {BEGIN} above, or take it out")
        if marker == "begin":
            opened, level = index, min((structure.level or 1) + 1, _DEEPEST)
            options = _options(lines, index, name)
        elif marker == "end":
            found.append(Block(opened, index, options, level))
            opened = -1
        elif not is_code and opened < 0:
            _note(lines, index, structure, is_html)
    if opened >= 0:
        raise _error(name, opened, "unl:begin: the block has no end", f"write {END} where it ends")
    return tuple(found)


def _note(lines: Sequence[str], index: int, structure: Structure, is_html: bool) -> None:
    if not is_html:
        structure.note(index)
    elif headings := _HTML_HEADING.findall(lines[index]):
        structure.level = int(headings[-1])


def _marker(
    lines: Sequence[str], index: int, name: str, structure: Structure, is_html: bool, *, is_inside: bool
) -> str:
    """Return which marker a line is, empty for none. Raises UsageError for what was meant to be one."""
    line = bare(lines[index]).removeprefix("\ufeff" if not index else "")
    candidate = _ANY.search(line)
    if not candidate:
        return ""
    is_in_text = not is_html and not is_inside and line[: candidate.start()].strip()
    if is_in_text and is_in_code_span(lines, index, candidate.start()):
        return ""
    if structure.comment >= 0 and not is_inside:
        start = structure.comment + 1
        raise _error(name, index, f"the marker stands in the comment that begins at line {start}", "end that before it")
    word = candidate[1]
    if word not in ("begin", "end"):
        raise _error(name, index, f"there is no marker unl:{word}", "there are unl:begin and unl:end")
    shown = line.lstrip() if is_html else line
    if (_BEGIN if word == "begin" else _END).fullmatch(shown):
        return word
    raise _misplaced(name, index, word, line, candidate)


def _misplaced(name: str, index: int, word: str, line: str, candidate: re.Match[str]) -> UsageError:
    if "-->" not in line[candidate.start() :]:
        return _error(name, index, f"unl:{word}: the marker does not end on its line", "end it with -->")
    if word == "end" and not line[: candidate.start()] and not _END.match(line):
        return _error(name, index, "unl:end: has no options", f"write {END}")
    where = "begins its line" if line[: candidate.start()] or indent(line) else "stands alone on its line"
    hint = "not in a list item, a quotation or a cell, which what is generated would end; code is left alone"
    return _error(name, index, f"unl:{word}: a marker {where}", hint)


def _options(lines: Sequence[str], index: int, name: str) -> str:
    match = _BEGIN.search(bare(lines[index]))
    options = match["options"] if match else ""
    if "-->" in options or "--!>" in options:
        raise _error(
            name, index, "unl:begin: `-->` ends the comment, also between quotes", "write what it means otherwise"
        )
    return options


def _error(name: str, index: int, message: str, hint: str) -> UsageError:
    return UsageError(f"{name}:{index + 1}: {message}", hint)


def has_marker(text: str) -> bool:
    """Tell whether a text holds what would be read as a marker."""
    return _ANY.search(text) is not None


def with_digest(line: str, digest: str) -> str:
    """Return the line of a begin marker with a digest; all else in it stays as it is spelt."""
    match = _BEGIN.search(line)
    if match is None:
        return line
    options = _without_digest(match["options"])
    start, end = match.span("options")
    return f"{line[:start]}{options.rstrip()} digest={digest} {line[end:]}"


def with_options(line: str, given: Mapping[str, str]) -> str:
    """Return the line of a begin marker with these options in the place of its own of that name; `yes` sets a flag."""
    match = _BEGIN.search(line)
    if match is None:
        return line
    start, end = match.span("options")
    kept = _OPTION.sub(lambda option: "" if option["name"] in given else option[0], match["options"])
    return f"{line[:start]}{kept.rstrip()} {written_options(given)} {line[end:]}"


def written_options(given: Mapping[str, str]) -> str:
    """Return options as a marker spells them. Raises UsageError for a value that none can hold."""
    return " ".join(_written(name, value) for name, value in given.items())


def _written(name: str, value: str) -> str:
    if name in FLAGS:
        return name
    if ("'" in value and '"' in value) or "-->" in value or "--!>" in value or value != " ".join(value.splitlines()):
        raise UsageError(f"{name}: a marker cannot hold {value!r}", "say it without `-->` and with one kind of quotes")
    quote = "'" if '"' in value else '"'
    return f"{name}={value}" if re.fullmatch(r"[^\s\"'<>]+", value) else f"{name}={quote}{value}{quote}"


_OPTION = re.compile(r"""\s+(?P<name>[^\s=]+)(?:=(?:"[^"]*"|'[^']*'|[^\s"']*))?(?=\s|$)""")
_QUOTED_OR_DIGEST = re.compile(r"""("[^"]*"|'[^']*')|\s+digest=\S*""")


def _without_digest(options: str) -> str:
    """Return the options of a marker without its digest; words between quotes are none."""
    tidy: Callable[[re.Match[str]], str] = lambda match: match[1] or ""  # noqa: E731
    return re.sub(r"[ \t]+$", "", _QUOTED_OR_DIGEST.sub(tidy, options))
