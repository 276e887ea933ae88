"""Quotation marks that can be mistaken, told apart before a text is taken apart."""

import re

# Swedish, Finnish and Danish quotations begin and end alike: ”Vi vann”, »Vi vann». One that opens
# stands before a word and behind none; but not within a quotation that another mark opened.
_OPENS = re.compile(r"”(?<![^\s(\[{–—-]”)(?=\w)")
_QUOTED_OR_OPENS = re.compile(rf"[“„][^”“„\n]*[”“]?|{_OPENS.pattern}")
_ANGLED = re.compile(r"»(?<![^\s(\[{–—-]»)(?=\w)([^»\n]*)»(?<!\s»)(?!\w)")
# Dutch ones, too: ’We gaan. Het is laat’, zei ze. Most such marks are apostrophes: one that opens
# stands before a word other than ’s or ’em, with no other up to the next but in words and in ’s.
_SINGLE = re.compile(
    r"’(?<![^\s(\[{–—-]’)(?=[^\W\d_])"
    r"(?!(?:[dkmnrst]|ns|ll|[rv]e|em|til|tis|twas|cause|cos|bout|round|ndrangheta|"
    r"canes|bama|stros|cuse|burbs|hood|nuff|neath)\b)"
    r"([^’\n]*+(?:’(?:(?<=\w’)(?=\w)|(?<!\w’)(?=[nst]\b))[^’\n]*+)*)"
    r"’(?:(?<=[.?!…,]’)(?!\w)|(?=[.?!…,;:]))",
    re.IGNORECASE,
)
# צה"ל: before the last letters of an abbreviation stands a mark that is a letter's own. After
# nothing but prefixes, as in ב"ניו יורק טיימס", it opens a quotation; but not before one letter,
# nor before one and the end of a plural, as in מל"טים, unless they are a word, ב"מים שקטים", or
# stand behind a prefix alone: ש"הים שלנו". That may be מ"כים too, so this letter is none there.
_PREFIXES = "[והבכלמש]"
_PLURAL = '(?:(?!מים|אות|מות|רות)[א-ת](?:ים|ות)|(?:(?<=מ")|(?<=מכ"))מים)(?![א-ת"])'
_GERSHAYIM = re.compile(
    r'"(?<=[א-ת]")(?=[א-ת]{1,4}(?!"?[א-ת]))'
    rf'(?:(?=[א-ת](?![א-ת]))|(?<!\b[והבכלש]")(?={_PLURAL})'
    rf'|(?<!\b{_PREFIXES}")(?<!\b{_PREFIXES}{{2}}")(?<!\b{_PREFIXES}{{3}}"))'
)
_INCHES = re.compile(r"""('(?<=\d') ?\d\d?)\"""")  # the 6'5" guard


def unmistakable(text: str) -> str:
    """Return `text` with such marks replaced by ones of one meaning, character for character.

    An opening ” becomes “, both » of a pair “ and ”, the first ’ of a pair ‘; the mark in a Hebrew
    abbreviation becomes ״, that of inches ″. Spans of the one text are spans of the other.
    """
    if '"' in text:
        if _INCHES.search(text):
            text = _INCHES.sub("\\1\u2033", text)
        if not text.isascii():
            text = _GERSHAYIM.sub("\u05f4", text)
    if "”" in text and _OPENS.search(text):
        text = _QUOTED_OR_OPENS.sub(lambda m: "“" if m[0] == "”" else m[0], text)
    if "»" in text and "«" not in text:
        text = _ANGLED.sub(r"“\1”", text)
    if "’" in text and "‘" not in text:
        text = _SINGLE.sub(r"‘\1’", text)
    return text
