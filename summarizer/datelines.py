"""Place lines: "ST. PETERSBURG, June 17 (Xinhua) -- " before the first sentence of a report."""

import re
from functools import lru_cache

_LONGEST = 120
_SHORTEST_REST = 10  # what is left must be a sentence
_DASH = r"(?:--+|[—–‒―]+|-(?=\s))"
_AGENCY = (
    r"(?:CNN|Reuters|AP|AFP|Xinhua|dpa|UPI|TASS|ТАСС|EFE|ANSA|Bloomberg|"
    r"Thomson Reuters[^)]*|Reuters Health)"
)
_CAPITALS = "[A-ZÀ-ÖØ-ÞĞİŞŁŚŻŹĆĘĄŃČĎĚŇŘŠŤŮŽŐŰȘȚΆΈ-ΊΌΎΏΑ-ΫА-ЯЁІЇЄҐ]"
_UPPER = rf"{_CAPITALS}(?:{_CAPITALS}|[.'’ -]){{2,40}}"  # ST. PETERSBURG
_WITH_DATE = r"(?:,\s*[\w. ]{2,25}){0,3}"  # , Russia, June 17
_RUSSIAN = r"(?:РИА Новости|ТАСС|Интерфакс)[^.]{0,20}\."
_ANYWHERE = (
    # (CNN) -- Ralph …;  London (CNN)The …;  ST. PETERSBURG, June 17 (Xinhua) -- …
    rf"(?:{_CAPITALS}[^\n()\"“”:;]{{0,60}})?\({_AGENCY}\)\s*(?:{_DASH}|:)?\s*",
    # دمشق، سوريا (CNN) -- …
    rf"[^\n().:;]{{3,60}}\({_AGENCY}\)\s*{_DASH}\s*",
    # LONDON, Jan. 3 — …;  WASHINGTON -- …;  BERLIN (taz) – …;  МОСКВА, 18 июня. /Агентство/. …
    rf"{_UPPER}{_WITH_DATE}\s*(?:\([\w .,&/'’-]{{2,40}}\)\.?\s*)?(?:(?:{_DASH}|:)\s+|[—–])",
    # App Tracks Workers, Woman Says BAKERSFIELD, Calif. (CN) - A …
    rf"[^\n.!?()]{{10,70}} {_CAPITALS}{{4,20}}, [\w. ]{{2,25}}\([A-Z]{{2,12}}\)\s*{_DASH}\s+",
    rf"{_UPPER}{_WITH_DATE}\s*/[\w .-]{{2,30}}/\.?\s*{_DASH}?\s*",
    rf"{_UPPER}, \d{{1,2}} \w{{3,9}}\.?\s*{_DASH}\s*{_RUSSIAN}\s*",
    # New York CNN — …
    rf"{_CAPITALS}[^\n.:;!?()\"“”]{{0,40}}\bCNN\s*{_DASH}\s*",
    # 新华社北京6月18日电（记者 王）…;  本报讯
    r"[^，。\n]{2,20}\d{1,2}\s*日\s*(?:电|電|讯|訊)[）)】〕］\]]?\s*(?:[（(][^）)\n]{1,30}[）)])?\s*",
    r"本报(?:讯|訊)\s*(?:[（(][^）)\n]{1,30}[）)])?\s*",
    # 【北京＝山田太郎】…;  [東京 17日 ロイター] - …
    r"[【\[［][^】\]］\n]{2,40}[】\]］]\s*[-－–—]?\s*",
    # (서울=연합뉴스) 홍길동 기자 = …
    r"\([^()\n]{1,20}=[^()\n]{1,20}\)\s*(?:[^\n=]{1,30}=\s*)?",
)
_AT_THE_START = (
    # Madrid, 17 jun (EFE).- …;  Berlin (dpa) – …
    rf"{_CAPITALS}[^\n()\"“”:;.!?]{{1,40}}\([\w .,&/'’-]{{2,40}}\)\s*\.?\s*(?:{_DASH}|:)\s*",
    # Rostock/Schwerin - …;  Berlin – …
    rf"{_CAPITALS}[^\W\d_]+(?:[ /-]{_CAPITALS}[^\W\d_]+)?\s+[–—-]\s+(?![^\n]{{0,80}}\s[–—-]\s)",
)
_EASTERN = frozenset("日讯訊【［")


@lru_cache(maxsize=2)
def _pattern(*, first: bool) -> re.Pattern[str]:
    """What finds place lines; compiled when it is needed, as it takes a while."""
    forms = (*_ANYWHERE, *_AT_THE_START) if first else _ANYWHERE
    return re.compile("|".join(f"(?:{form})" for form in forms))


def dateline(text: str, start: int, end: int, *, first: bool) -> int:
    """Return where the first sentence of the paragraph starts, after its place line if any.

    Args:
        text: the whole text.
        start: where the paragraph starts.
        end: where it ends.
        first: whether it is the first paragraph of the article; looser forms count there.
    """
    if not first and not _may_be(text[start : min(end, start + _LONGEST)]):
        return start
    match = _pattern(first=first).match(text, start, min(end, start + _LONGEST))
    if not match or end - match.end() < _SHORTEST_REST or text[match.end()].islower():
        return start
    return match.end()


def _may_be(head: str) -> bool:
    """Whether a paragraph that begins so is worth a closer look: most are not."""
    return (
        "(" in head
        or "CNN" in head
        or all(c.isupper() or c in ".'’ -" for c in head[1:3])
        or not (head.isascii() or _EASTERN.isdisjoint(head))
        or head[0] == "["
    )


_WORD = rf"{_CAPITALS}(?!{_CAPITALS})[^\W\d_]"  # its beginning
_GLUED = re.compile(
    # - Rassembleur -Car …;  • Ajustement …;  -Arnaud …
    rf"-[►▶»>]\s*|[-–•*▪■►]\s*[^-–\n.!?]{{3,60}}\s[-–](?=[\"“«]?{_CAPITALS})"
    r"|[-–—•*▪■►]\s*(?=[\w\"“«])"
    # DES PROPOS QUI FONT RÉAGIRCependant …;  UN TRACTEUR À 30 KM/H"À fond …
    rf"|(?:{_CAPITALS}|[\d'’:,!?/ -]){{12,90}}(?=[\"“«]{_CAPITALS}|{_WORD})"
    # (Rolling Stone)Kanye …
    rf"|\({_CAPITALS}[\w .&'’-]{{1,30}}\)(?={_CAPITALS})"
    r"|Media playback is (?:not|un)supported on (?:this|your) device\s+"
)


def glued(text: str, start: int, end: int) -> int:
    """Return where a sentence starts after a bullet, or a heading that a page glued to it."""
    head = text[start : start + 12]
    if not (head[:1] in "-–—•*▪■►(" or head.isupper() or head == "Media playba"):
        return start
    match = _GLUED.match(text, start, end)
    if not match or end - match.end() < _SHORTEST_REST:
        return start
    return match.end()
