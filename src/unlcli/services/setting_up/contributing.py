"""A section for those who contribute: how a paper comes into the list, with `unl` and without."""

import shlex

from unlcli.domain import text

BEGIN, END = "<!-- papers: begin -->", "<!-- papers: end -->"
#: Where such a document may stand, the first that is there wins.
NAMES = ("CONTRIBUTING.md", ".github/CONTRIBUTING.md", "docs/CONTRIBUTING.md")


def section(library: str, document: str, package: str, category: str) -> str:
    """Return the section, between markers of its own. `package` is what pip installs `unl` by."""
    example = category or "Surveys"
    # what a document's headings say is pasted into a shell
    adds = f"unl add https://arxiv.org/abs/2601.00001 --category {shlex.quote(example)}"
    by = shlex.quote(package)
    made = (
        f"Tables and lists between `unl:begin` and `unl:end` in `{document}` are made of it: please do not edit them.\n"
    )
    return f"""{BEGIN}
## Add a paper

The papers stand in `{library}`, one entry each. {made if document else ""}
Without installing anything: open an issue with a link to the paper and the section it belongs to, or add an entry to
`{library}` in a pull request, like those that are there:

```bibtex
@inproceedings{{smith2026title,
  author = {{Smith, Ada and Jones, Bo}},
  title = {{The title}},
  booktitle = {{NeurIPS}},
  year = {{2026}},
  url = {{https://arxiv.org/abs/2601.00001}},
  code = {{https://github.com/OWNER/REPOSITORY}},
  category = {{{text.to_bibtex(example)}}},
}}
```

With [uv](https://docs.astral.sh/uv/) or [pipx](https://pipx.pypa.io/), one line looks a paper up by its link, DOI or arXiv id
and adds it unless it is there:

```sh
uvx --from {by} {adds}
pipx run --spec {by} {adds}
```

`unl categories` lists the sections, `unl check` tells whether a paper is there already. A pull request is checked the same
way; the list is written anew when it is merged.
{END}
"""


def with_section(there: str, section: str) -> str:
    """Return a document with the section at its end; as it is when it has one, which may have been edited."""
    if BEGIN in there:
        return there
    if not there.strip():
        return f"# Contributing\n\n{section}"
    end = "\r\n" if "\r\n" in there else "\n"
    return f"{there.rstrip()}{end}{end}{section.replace(chr(10), end)}"
