"""The codes of what `unl links` reports: name, severity, and what each means in a sentence or two."""

from typing import NamedTuple

from unlcli.domain.finding import Severity


class LinkCode(NamedTuple):
    """What a code stands for; a code never changes its meaning."""

    name: str
    severity: Severity
    means: str


LINK_CODES = {
    "L001": LinkCode(
        "dead-link",
        Severity.ERROR,
        "Dead link. The page is not there (404 or 410, by HEAD and by GET), or its host no longer exists while others answer.",
    ),
    "L002": LinkCode(
        "moved-link",
        Severity.WARNING,
        "Moved for good. All redirects on the way are permanent (301, 308). `--fix` writes the new address where it is plainly "
        "the same page.",
    ),
    "L003": LinkCode(
        "https-answers",
        Severity.WARNING,
        "http:// where https:// answers. `--fix` writes https://.",
    ),
    "L004": LinkCode(
        "tracking-tail",
        Severity.WARNING,
        "Tracking parameters that are no part of the address. `--fix` takes them out; no network is needed.",
    ),
    "L005": LinkCode(
        "repository-gone",
        Severity.ERROR,
        "Repository gone. GitHub knows no public repository of this name.",
    ),
    "L006": LinkCode(
        "repository-archived",
        Severity.WARNING,
        "Repository archived. Its owner closed it to changes; it can be read.",
    ),
    "L007": LinkCode(
        "repository-moved",
        Severity.WARNING,
        "Repository renamed or moved to another owner. `--fix` writes its name of today.",
    ),
}
