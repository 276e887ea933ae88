"""Quotation marks that can be mistaken, told apart before a text is taken apart."""

import re

# Swedish, Finnish and Danish quotations begin and end alike: ”Vi vann”, »Vi vann». One that opens
# stands before a word and behind none; but not within a quotation that another mark opened.
_OPENS = re.compile(r"”(?<![^\s(\[{–—-]”)(?=\w)")
_QUOTED_OR_OPENS = re.compile(rf"[“„][^”“„\n]*[”“]?|{_OPENS.pattern}")
_ANGLED = re.compile(r"»(?<![^\s(\[{–—-]»)(?=\w)([^»\n]*)»(?<!\s»)(?!\w)")


def unmistakable(text: str) -> str:
    """Return `text` with such marks replaced by ones of one meaning, character for character.

    An opening ” becomes “, both » of a pair “ and ”. Spans of the one text are spans of the other.
    """
    if "”" in text and _OPENS.search(text):
        text = _QUOTED_OR_OPENS.sub(lambda m: "“" if m[0] == "”" else m[0], text)
    if "»" in text and "«" not in text:
        text = _ANGLED.sub(r"“\1”", text)
    return text
