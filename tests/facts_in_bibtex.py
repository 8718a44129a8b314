"""What BibTeX says of papers, read without any code of unl."""

import re
from collections.abc import Iterator

import bibtexparser
from facts import Facts, arxiv_of_doi, bare_doi, no_preprint_server, or_none


def of_bibtex(text: str) -> Iterator[Facts]:
    """Yield what BibTeX says, an entry each; also used on the library that unl has written."""
    for entry in bibtexparser.parse_string(text.strip()).entries:
        fields = {name.lower(): str(field.value) for name, field in entry.fields_dict.items()}
        year = fields.get("year") or fields.get("date", "")[:4]
        venue = fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle") or ""
        doi = bare_doi(fields.get("doi"))
        is_arxiv = fields.get("archiveprefix", fields.get("eprinttype", "")).lower() == "arxiv"
        yield Facts(
            (fields.get("title", ""),),
            tuple(_spoken(name, entry.key) for name in _split_names(fields.get("author", ""))),
            (year,) if year else (),
            no_preprint_server((venue,)),
            or_none(doi),
            fields.get("eprint", "") if is_arxiv else arxiv_of_doi(doi),
            entry.key,
        )


def _split_names(value: str) -> list[str]:
    """Split an author list at `and` outside braces."""
    names, depth, current = [], 0, ""
    for piece in re.split(r"(\s+and\s+|[{}])", value):
        depth += (piece == "{") - (piece == "}")
        if depth == 0 and re.fullmatch(r"\s+and\s+", piece):
            names.append(current)
            current = ""
        else:
            current += piece
    return [name.strip() for name in (*names, current) if name.strip()]


def _spoken(name: str, key: str) -> str:
    """Return `Family, Suffix, Given` as it is spoken, the suffix last, without DBLP's number for people of one name."""
    name = re.sub(r"\s\d{4}$", "", name) if key.startswith("DBLP:") else name
    if name.startswith("{") and name.endswith("}"):
        return name
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3:
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 else name
