"""The commands that save, each with the library it is tried on."""

from dataclasses import dataclass

LIBRARY = """\
% Papers on ropes; this line is a comment.

@string{neurips = "Advances in Neural Information Processing Systems"}

@inproceedings{adams2020knots,
  author    = {Adams, Ann and Byte, Bob},
  title     = {Knots in {LLM}s},
  booktitle = neurips,
  year      = {2020},
  category  = {Benchmark > Multimodal; Survey},
}

@misc{byte2021sails,
  author = {Byte, Bob},
  title = {Sails},
  year = 2021,
  eprint = {2101.00001},
  category = {Survey},
}

free text between entries

@article{curl2022ropes,
  author = {Curl, Cara},
  title = {Ropes and M\\"uller's Theorem},
  journal = {Journal of Ropes},
  year = {2022},
  doi = {10.1234/abc_d},
}

@article{curl2022ropesa,
  author = {Curl, Cara},
  title = {Ropes and M\\"uller's Theorem},
  year = {2022},
  doi = {10.1234/abc_d},
  pages = {1--9},
}

@misc{broken, title = {no end
"""
LIST = "# Harbours\n\n| Title | Year |\n| --- | --- |\n| [Moorings of Old](https://example.org/m) | 2018 |\n"
PAGE = "an older page\n"

ADD = ("add", "--title", "Knots at Night", "--author", "Dane, Dora", "--year", "2021")
NEXT = ("add", "--title", "Lighthouse Keeping", "--author", "Ebb, Eve", "--year", "2019")
EXPORT = ("export", "--output", "work/page.html")
UNDO = ("undo",)


@dataclass(frozen=True)
class Command:
    """A command with those that come before it, and the next one, which must be possible after any fault.

    `target` is the file that is written.
    """

    name: str
    argv: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = (("edit", "byte2021sails", "--set", "note=seen"),)
    next: tuple[str, ...] = NEXT
    has_library: bool = True
    line_end: str = "\n"
    target: str = "library.bib"

    @property
    def files(self) -> dict[str, bytes]:
        """What lies in the folder at first."""
        library = {"library.bib": LIBRARY.replace("\n", self.line_end)} if self.has_library else {}
        texts = {**library, "list.md": LIST, "page.html": PAGE}
        return {name: text.encode() for name, text in texts.items()}


COMMANDS = (
    Command("add", ADD),
    Command("add that makes the file", ADD, before=(), has_library=False),
    Command("edit", ("edit", "adams2020knots", "--set", "title=Knots"), line_end="\r\n"),
    Command("rename a key", ("edit", "adams2020knots", "--set", "key=knots")),
    Command("remove", ("remove", "byte2021sails"), line_end="\r\n"),
    Command("import", ("import", "work/list.md")),
    Command("merge", ("dedupe", "--merge", "--yes")),
    Command("rename a category", ("categories", "--rename", "Survey", "Overview")),
    Command("undo", UNDO),
    Command("undo that removes the file", UNDO, before=(ADD,), has_library=False),
    Command("export", EXPORT, next=(*EXPORT, "--title", "Ropes"), target="page.html"),
)
