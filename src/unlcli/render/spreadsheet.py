"""Text for the cells of spreadsheets, which run what looks like a formula."""

import re

# What a formula begins with, also full-width, blanks and quotes before it aside; and also behind `;`, which is the border
# between cells to programs of countries that write numbers with a comma.
_FORMULA = re.compile(r"""(^|;)(?=[\s"'\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])""")


def guarded(text: str) -> str:
    """Return text with an apostrophe before all that a spreadsheet would take for a formula.

    It is undone by taking out each apostrophe that stands where one would be put.
    """
    return _FORMULA.sub(r"\1'", text)
