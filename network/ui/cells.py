"""What is written in a cell that a spreadsheet will open."""

import re

FORMULA = re.compile(r"[\s\"'«“‘`]*[=+\-@＝＋－＠]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def guarded(value):
    """A cell that no spreadsheet takes for a formula.

    What begins with = + - @ (their wide forms too), be it after blanks and quotes, or with a tab or a return, gets an apostrophe.
    """
    if isinstance(value, int | float):
        return value
    text = CONTROL.sub("", "" if value is None else str(value))
    return f"'{text}" if text[:1] in {"\t", "\r", "\n"} or FORMULA.match(text) else text
