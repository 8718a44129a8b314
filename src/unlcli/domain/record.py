"""A record: what a source answered on one paper, in readable text."""

from dataclasses import dataclass
from enum import StrEnum

from unlcli.domain.identifiers import Identifier
from unlcli.domain.names import Name


class Standing(StrEnum):
    """What a source says of a version: `submitted`, `rejected` and `withdrawn` ones were never published.

    A `retracted` one was, in the venue that its record names, and was then taken back: it is the published version still
    (the entry of it is right), nothing is upgraded to it unasked, and whoever cites it is to be told.
    """

    PUBLISHED = "published"
    PREPRINT = "preprint"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Record:
    """What a source says of one version of a paper: no LaTeX, no markup, no entities, blanks as in running text.

    `source` is the name of the service as in `[sources]`, or the host of a landing page. `type` is the BibTeX type that
    the source's own kind means (article, inproceedings, misc, book, incollection, phdthesis, techreport), empty when it
    says none. `venue` is the journal, or the title of the proceedings or book, as the source writes it; of a preprint it is
    empty. `year` has four digits or is empty, `month` is 1 to 12 or empty, `pages` is `first--last` or an article number.
    `doi` is the DOI of this version in lower case, `arxiv` the id of the work's preprint without version, `url` the page of
    this version, `links` are other pages of the work. `code` are repositories that the source states as the paper's own.
    `others` are identifiers of other versions that the source names, those of record first. `hint` is what it says on
    publication in free words ("Accepted at ICML 2024"): shown, never written. `years` are all in which the source says that this
    version appeared (online, in print, at the conference), where it names several. `is_notice` tells that
    this is no paper but a notice on another one (erratum, correction, retraction, addendum), however alike the titles are: it is
    the published version of nothing.
    """

    source: str
    title: str
    authors: tuple[Name, ...] = ()
    year: str = ""
    month: str = ""
    venue: str = ""
    type: str = ""
    series: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    address: str = ""
    isbn: str = ""
    editors: tuple[Name, ...] = ()
    doi: str = ""
    arxiv: str = ""
    primary_class: str = ""
    url: str = ""
    links: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    abstract: str = ""
    standing: Standing = Standing.UNKNOWN
    others: tuple[Identifier, ...] = ()
    hint: str = ""
    years: tuple[str, ...] = ()
    is_notice: bool = False
