"""Recorded answers of services: the cases that a folder's index files list, as data."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Case:
    """One recorded answer, with the question that it answers; `asked` is the body of that."""

    service: str
    name: str
    method: str
    url: str
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""
    asked: str = ""

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or "").lower()

    @property
    def path(self) -> str:
        """The path in readable form."""
        return unquote(urlsplit(self.url).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    @property
    def is_error(self) -> bool:
        return self.status >= 400


def cases_of(folder: Path) -> tuple[Case, ...]:
    """Return the cases of every `index.json` below a folder, by service and in the order of its index."""
    found = [case for index in sorted(folder.rglob("index.json")) for case in _indexed(index)]
    if not found:
        raise FileNotFoundError(f"{folder}: no index.json with recorded answers")
    return tuple(found)


def _indexed(index: Path) -> Iterator[Case]:
    for row in json.loads(index.read_text(encoding="utf-8")):
        asked = {name.lower(): value for name, value in (row.get("request_headers") or {}).items()}
        yield Case(
            index.parent.name,
            row.get("file") or row.get("case") or "no body",
            row.get("method") or "GET",
            row["url"],
            int(row["status"]),
            row.get("content_type") or "",
            (index.parent / row["file"]).read_bytes() if row.get("file") else b"",
            _named(row.get("headers_of_note") or {}),
            asked.get("accept", ""),
            row.get("request_body") or "",
        )


def _named(headers: Mapping[str, Any]) -> dict[str, str]:
    """Return headers with lower-case names; how a body was packed says nothing of the body as it is stored."""
    packing = ("content-encoding", "content-length", "transfer-encoding")
    return {name.lower(): str(value) for name, value in headers.items() if name.lower() not in packing}
