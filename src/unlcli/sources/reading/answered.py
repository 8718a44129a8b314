"""What all sources ask of an answer: is it one, what does it say as JSON or text, and if not, whose fault is it."""

import json
import re
from collections.abc import Mapping

from unlcli.domain.identifiers import Identifier
from unlcli.domain.source_names import spoken
from unlcli.domain.text import without_controls
from unlcli.errors import NoSuchRecordError, RefusedError, UnreachableError, UnreadableAnswerError
from unlcli.sources.asking import Answer

#: How a hint ends for who looks up a new paper; who has its entry already needs no more than what stands before it.
OR_PASTE = ", or paste its BibTeX"
_CHECK_IT = f"check it for a slip{OR_PASTE}"
_LATER = f"try again later{OR_PASTE}"
_BEGINS_HTML = re.compile(rb"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body|title|!--)", re.I)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.I)
#: Titles of pages that are put before a page to keep programs out. Pages of papers may speak of captchas, so more than a
#: word is asked for.
_GUARD_TITLES = re.compile(
    rb"not a (?:bot|robot)|just a moment|are you (?:a )?(?:human|robot)|robot check|attention required|client challenge|"
    rb"human verification|verify(?:ing)? (?:that )?you are human|verifying your (?:browser|connection)|"
    rb"security (?:check|verification)|"
    rb"checking your browser|ddos-guard|access denied|validate user|pardon our interruption|request rejected",
    re.I,
)
_GUARD_MARKS = re.compile(rb"anubis_challenge|\.within\.website/x/cmd/anubis|cf-chl-|window\._cf_chl_opt", re.I)


def said(value: str, limit: int = 160) -> str:
    """Return words of a service fit for a message: one line, no controls, not too long."""
    line = " ".join(without_controls(" ".join(value.split())).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def is_html(answer: Answer) -> bool:
    """Tell whether an answer is a web page, whatever its header says."""
    return _BEGINS_HTML.match(answer.body.removeprefix(b"\xef\xbb\xbf")) is not None


def is_bot_page(answer: Answer) -> bool:
    """Tell whether an answer is a page that keeps programs out; it comes with any status.

    Amazon's guard answers 202 with nothing to read, and says in a header what it asks for.
    """
    if answer.headers.get("x-amzn-waf-action", "").strip().lower() in ("challenge", "captcha"):
        return True
    if not is_html(answer):
        return False
    start = answer.body[:50_000]
    title = _TITLE.search(start)
    return bool(title and _GUARD_TITLES.search(title[1])) or _GUARD_MARKS.search(start) is not None


def check_status(answer: Answer, source: str, identifier: Identifier | None = None) -> None:
    """Raise the SourceError that an answer's status means, or that it is a page against programs; return for 200.

    `identifier` is what was asked for, None for a search.
    """
    name, status = spoken(source), answer.status
    if is_bot_page(answer):
        raise RefusedError(f"{name}: is blocking automated access (a page against programs)", _LATER, source)
    if status in (404, 410):
        raise NoSuchRecordError(f"{name}: does not know {_asked_for(identifier)}", _CHECK_IT, source)
    if status == 429:
        raise RefusedError(f"{name}: answered 429, too many requests", "wait some minutes, then repeat", source)
    if status in (401, 403, 451):
        raise RefusedError(f"{name}: answered {status}, so refuses this program", _LATER, source)
    if status >= 500:
        raise UnreachableError(f"{name}: answered {status}, an error of the server", _LATER, source)
    if status in (301, 302, 303, 307, 308):
        raise unreadable(source, f"answered {status}, a redirect that was not followed")
    if status != 200:
        raise unreadable(source, f"answered {status}" + (", with nothing in it" if not answer.body.strip() else ""))


def _asked_for(identifier: Identifier | None) -> str:
    return "what was asked for" if identifier is None else said(str(identifier))


def no_such(source: str, identifier: Identifier | None, reason: str = "") -> NoSuchRecordError:
    """Return the error that a source does not know a paper, with the reason it gave."""
    why = f" ({said(reason)})" if reason else ""
    return NoSuchRecordError(f"{spoken(source)}: does not know {_asked_for(identifier)}{why}", _CHECK_IT, source)


def unreadable(source: str, what: str) -> UnreadableAnswerError:
    """Return the error that an answer is not what the source documents; `what` goes on after its name."""
    return UnreadableAnswerError(f"{spoken(source)}: {what}", _LATER, source)


def text_of(answer: Answer, source: str) -> str:
    """Return an answer's text, by the encoding that it has, not only by the one it states."""
    if not answer.body.strip():
        raise unreadable(source, "sent an empty answer")
    body = answer.body.removeprefix(b"\xef\xbb\xbf")
    stated = re.search(r"charset=[\"']?([\w.:-]+)", answer.content_type, re.I)
    for encoding in ("utf-8", stated[1] if stated else "", "cp1252"):
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    return body.decode("latin-1")


def json_of(answer: Answer, source: str) -> dict[str, object]:
    """Return the JSON object that an answer is. Raises UnreadableAnswerError for HTML, a cut-off body or another value."""
    value = _json(answer, source)
    if not isinstance(value, dict):
        raise unreadable(source, "sent JSON of another form than documented")
    return value


def json_list_of(answer: Answer, source: str) -> list[object]:
    """Return the JSON list that an answer is. Raises UnreadableAnswerError for all else."""
    value = _json(answer, source)
    if not isinstance(value, list):
        raise unreadable(source, "sent JSON of another form than documented")
    return value


def _json(answer: Answer, source: str) -> object:
    if is_html(answer):
        raise unreadable(source, "sent a web page where JSON was asked for")
    try:
        value: object = json.loads(text_of(answer, source))
    except (ValueError, RecursionError) as error:
        raise unreadable(source, "sent JSON that is cut off or broken") from error
    return value


def as_dict(value: object) -> dict[str, object]:
    """Return a JSON object, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """Return a JSON list; a value alone is a list of one, null an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def as_text(value: object) -> str:
    """Return a JSON text or number as text, and an empty one for anything else; halves of characters are dropped."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        # a number of more digits than Python takes raises ValueError; it is none that a paper has
        return str(value).encode("utf-8", "ignore").decode()
    except ValueError:
        return ""


def first_text(value: object) -> str:
    """Return the first text of a JSON list that has words, or the text itself."""
    return next(filter(None, (as_text(item).strip() for item in as_list(value))), "")


def get(value: object, *path: str) -> object:
    """Return what stands at a path of names in JSON objects, None where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
