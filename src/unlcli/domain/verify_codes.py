"""The codes of what `unl verify` finds; `docs/how-to/verify.md` documents each."""

AUTHORS, YEAR, VENUE, OTHER_PAPER, WORKSHOP = "N001", "N002", "N003", "N004", "N005"
CODE_LINK, TITLE, DETAILS, UNKNOWN = "N006", "N007", "N008", "N009"
TAKEN_BACK = "N010"

NAMES = {
    AUTHORS: "authors-differ",
    YEAR: "year-differs",
    VENUE: "venue-differs",
    OTHER_PAPER: "identifier-of-another-paper",
    WORKSHOP: "workshop-or-main-conference",
    CODE_LINK: "code-link-missing",
    TITLE: "title-differs",
    DETAILS: "pages-volume-or-doi-differ",
    UNKNOWN: "unknown-identifier",
    TAKEN_BACK: "retracted-or-withdrawn",
}
#: What is told of each to readers of SARIF: its first line is the short description.
DOCS = {
    AUTHORS: "N001: the authors are not those that the source of the paper's own identifier names.",
    YEAR: "N002: the year is not that in which the source says that this version appeared.",
    VENUE: "N003: the source says that this version appeared elsewhere.",
    OTHER_PAPER: "N004: an identifier or link of the entry belongs to another paper.",
    WORKSHOP: "N005: the entry names the main conference and the source a workshop, or the reverse.",
    CODE_LINK: "N006: the paper itself states where its code is, and the entry has no code link.",
    TITLE: "N007: the source gives this version another title.",
    DETAILS: "N008: pages, volume, number or DOI are not those that the source gives.",
    UNKNOWN: "N009: no source knows an identifier of the entry.",
    TAKEN_BACK: "N010: the paper was retracted by its publisher, or withdrawn where it was posted.",
}
#: Errors that are never mended unless each is asked about: the source cannot say which of two papers was meant.
ASKED_AS_ERRORS = frozenset((OTHER_PAPER, TITLE))
#: What is a warning because it is unsure, and not because it matters less.
DOUBTFUL_AS_WARNINGS = frozenset((AUTHORS, YEAR, VENUE, WORKSHOP))
