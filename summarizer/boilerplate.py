"""Lines and sentences around an article that are not part of what it tells.

By-lines, time stamps, picture captions, "Read more", cookie notes: told by how they begin, by
phrases that nothing else has, and by how little is left when dates are taken out.
"""

import re
from collections.abc import Iterable, Sequence

from summarizer.boilerplate_data import (
    ANYWHERE,
    BYLINES,
    LABELS,
    MONTHS_AND_DAYS,
    STAMP_WORDS,
    STARTS,
)
from summarizer.captions_data import CAPTIONS, CREDITS

_SHORT = 220  # a longer sentence is prose, whatever it starts with
_LINE = 120  # a longer line is neither a by-line nor a time stamp
_NAME_ALONE = 12  # a longer line without spaces is no name behind "Author:"
_LABEL = 48  # a longer line that starts with "Comments" may be prose
_BULLETS = "([{*•>»→►▶|–—-_ \"'"

# Starts by their first characters, so many if they have them, else so few.
_KEY, _SHORT_KEY = 6, 2
_STARTS: dict[str, tuple[str, ...]] = {}
for _start in map(str.casefold, (*STARTS, *CAPTIONS)):  # "vergrößern", "επίσης"
    _key = _start[: _KEY if len(_start) >= _KEY else _SHORT_KEY]
    _STARTS[_key] = (*_STARTS.get(_key, ()), _start)
_AGENCIES = (
    "afp",
    "reuters",
    "dpa",
    "getty",
    "ap",
    "epa",
    "xinhua",
    "imago",
    "efe",
    "ansa",
    "tass",
)
_TAILS = tuple(f"/{agency}{end}" for agency in _AGENCIES for end in ("", ")", ").", ".", "]"))
_CREDITED = (
    *("(associated press)", "picture alliance"),
    *("getty images", "shutterstock"),
    *("新华社发", "新华社发。", "新华社发）"),
    *(
        f"{of} {agency}."
        for of in ("courtesy of", "via")
        for agency in ("getty images", "shutterstock")
    ),
)
_FIRST_WORDS = re.compile(rf"(?:{'|'.join(LABELS)})(?!\w)")
# "(Reporting by Jane Doe; Editing by John Roe.)", but not "Reporting by the Gazette found".
_NAME = (
    r"(?:(?:al|bin|d[aeiou]|de[lnrs]|dos|el|la|le|te[nr]|van|von|y) |(?:al|el)-|d['’])*"
    # A name is no act and keeps its stop: what can be read in two ways is tried in both, each time
    r"(?!(?i:reporting|writing|editing) )"
    r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+(?: (?:bureau|desk|newsroom|staff|team)\b[.]?+)?"
)
_JOINT = r"(?:,? and |, ?|/| & | (?:at|for|from|in)(?: the)? | )"
_ACT = r"(?i:(?:reporting|writing|editing) (?:by|from))"
_CREDIT = re.compile(
    rf"{_ACT} {_NAME}(?:{_JOINT}{_NAME})*"
    rf"(?:[,.]? (?:and |with )?(?:additional )?{_ACT} {_NAME}(?:{_JOINT}{_NAME})*)*"
    r"\s*(?:[;)\]]|$)"
)
# "新华社记者 王小明 摄", "新桥夜景（王小明 摄）": behind a role, a blank or a mark stand names, and
# no 拍摄, "徕卡四摄" or "严禁盗摄"; nor a paragraph, which has news.
_TAKEN = ("摄", "攝", "摄。", "攝。", "摄）", "攝）", "摄)", "摄）。", "攝）。")
_OF_ONE = r"(?:[㐀-鿿]{2,4}|[㐀-鿿]{1,6}(?:·[㐀-鿿]{1,6})+|[a-z.·'-]{2,20})"
_OF_SOME = rf"{_OF_ONE}(?:[、\s]+{_OF_ONE}){{0,3}}"
_IS_TAKEN = re.compile(
    r"^(?:[^。！？]*(?:记者|記者|通[讯訊][员員]|[摄攝]影[师師]?|[新中][华華]?社|本[报報网網刊])\s*"
    rf"{_OF_SOME}|(?:[^。！？]*[\s（(：:/／])?{_OF_SOME}"
    "(?<![所开開单單双雙两兩三四五六七八九十多前后後主副补補抓调調旅禁]))"
    r"(?<![拍航偷跟统統盗盜录錄])\s*[摄攝][)）]?。?$"
)
# "The bridge at night, by Jane Doe of Getty Images.", but not "… in favour of Getty Images."
_OF_AGENCY = ("of getty images.", "of shutterstock.")
_TAKEN_BY = re.compile(
    rf"(?:,(?: taken)?|(?:\bin an? |^)(?i:photo(?:graph)?|picture|image)) by {_NAME}(?: {_NAME})*"
    r" of (?:Getty Images|Shutterstock)\.$"
)
# "Ten bridges that nobody needed Read more": a link, set behind the headline that it leads to.
_LINK_WORDS = " Read more"
_LINKED = re.compile(rf"[^.!?…]*\w{_LINK_WORDS}\b")
# What readers may not do with a page. What others may not do, by law or with the work of somebody
# else, is news: "国家版权局表示，网站未经授权不得转载媒体作品。"
_COPYING = (
    "(?:[转轉][载載发發摘贴貼]|[复複][制製]|摘[编編]|翻[载載印攝]|[镜鏡]像|刊登|[链鏈连連][接結])"
)
_MAY_NOT = "(?:不[得准许許要]|[严嚴]禁|禁止|[请請]?勿|[请請]不要)"
_PAGE = "(?<![日基根版原样樣课課剧劇资資])本(?:[网網]站?|[站报報刊社]|文(?![件化])|公司)"
_LEAVE = "[未非][经經][^，。]{0,12}(?:[许許]可|授[权權]|同意|允[许許])"
_NO_COPY = re.compile(
    # "本网站的文章和照片，请勿复制。", but not "本报文章说，政府不应禁止转载。"
    rf"(?:^|，){_PAGE}[^，。]{{0,20}}?(?:文[章字]|[内內]容|作品|稿件|[图圖照]片|影音|[视視][频頻]|[资資]料"
    rf"|新[闻聞])[^，。]{{0,12}}(?<!被)，?(?:{_LEAVE}[，,]?(?:任何[^，。]{{1,16}})?)?{_MAY_NOT}[^，。]{{0,12}}{_COPYING}"
    # "未经许可，严禁复制或者镜像本网站的内容。", but none that a government forbids
    rf"|(?:^|，|{_LEAVE}){_MAY_NOT}[^，。]{{0,12}}{_COPYING}[^，。]{{0,12}}{_PAGE}(?:的|。?$)"
    # Nothing but that: "特别说明：未经授权，任何媒体不得转载、摘编，违者必究。"
    r"|^[（(]?(?:[^。]*(?:[声聲说說]明|提示|[温特][别別馨]提醒)[：:])?"
    rf"(?:[^。]*(?:{_PAGE}(?:[规規]定|[声聲]明)，|[议議]，|凡[^。]*，"
    r"|(?:版[权權]|著作[权權]|知[识識][产產][權权])[^，。]*所有，?)"
    r"|(?:根据|根據|按照|依照|依据|依據)[^，。]*，|本文|以上(?:[内內]容|[图圖]文|文章)|本?[内內]容|[视視][频頻]"
    r"|(?:本(?:文(?![件化])|著作)|原[创創]|[图圖]文|文[章字]|[图圖照]片|作者|文/|[独獨]家|如需|[欢歡]迎|新[华華]社|[来來]源[：:])"
    r"[^。]{0,30}，|文字、[图圖]片|[^，。]{0,10}(?:原[创創]|[独獨]家)[^，。]{0,8}，)?"
    rf"(?:{_LEAVE}[，,]?(?:任何[^，。]{{1,16}}?)?|(?<=所有)|(?<=所有，)|(?<=[容文章])){_MAY_NOT}"
    rf"(?:任意|擅自|[进進]行|下[载載]、|以?任何[^，。]{{2,4}})?{_COPYING}"
    rf"(?:{_COPYING}|[、和及或与與者以等任何其他它方式形建立使用利传傳播输輸下载載商业業改编編引之行为為的公开開送])*"
    r"(?:，[^。]*)?。?[）)]?$"
)
# "記事の無断転載を禁じます。", but not "文化庁は無断転載を禁じる法改正案を提出した。"
_NO_COPY_IN_JAPANESE = re.compile(
    r"^(?!.*[「」])(?!.*(?:[法律例府省庁裁国市県党委]は|新法))(?:"
    r"(?:(?:当|本|この)(?:サイト|ウェブ|ホームページ|ページ|誌|記事)|[当本]紙|[^はが]*(?:無断|許可なく|許諾なく))"
    r".*(?:転載|転用|複製|複写|使用|利用).*"
    r"(?:禁じ(?:る|られています)|禁ずる?|(?<!を)禁止(?:です)?|禁止(?:されて|して)います|ご遠慮(?:ください|下さい|願います))"
    r"|(?:[^はが]*|.*(?:著作権|提供|掲載|保有).*)(?:転載|転用|複製|複写).*(?:禁じます|禁止(?:します|いたします|致します)|お断り(?:します|いたします|致します)?)"
    r")[）)]?。?$"
)
_IN_DOUBT = ("reporting by", "writing by", "editing by", "the post ")
# "— Jane Doe (@jane) March 3, 2015": whose tweet the words before were.
_TWEET = re.compile(r"\(@\w+\)\s*(?:[^\W\d_]+\.? \d|\d)")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?:^|\s)[@#]\w+")
# "The minister (photo: dpa) wants …": there a credit is in a sentence, and no sentence in a credit.
_ASIDE = re.compile(r"\((?<=\w \()(?:Bild|Foto|Quelle|Photo|Source): [^()]*\),? (?=[^\W_A-Z])\w")
_PLAIN_ENDS = frozenset(".!?。")
_ENDS = re.compile(r"[.!?…。！？।॥؟۔።။]['\"”’»」』)\]）]*$")
_WORDS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_OF_STAMPS = MONTHS_AND_DAYS | STAMP_WORDS
_CRUMBS = 3  # letters, such as "gmt+2"
_FIRST = 4  # words looked at first
_PART_OF_DAY = re.compile(r"\d\d?[:.]\d\d|\d{4}|\d\d?[./-]\d\d?[./-]\d\d|\d\s*[日月年시時]")


# What several phrases have in common: none of them is looked for where it is not found at all.
_ROOTS = (
    "oto", "image", "pictured", "n in this ", "shutterstock", "@", "/", "(", "reserv", "ribut",
    "read more", " news", "sign up", " us ", "policy", "not b", "e app", "wire services", "scroll",
    "staff w", "twitter", "share th", "below", "cli", "o canal", "cette vid", "sbr", "наш", "转载",
    "撮影",
)  # fmt: skip


def _by_root(phrases: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each root with the `phrases` that have it; one that has none is its own."""
    roots: dict[str, list[str]] = {}
    for phrase in phrases:
        known = (root for root in _ROOTS if root in phrase)
        roots.setdefault(next(known, phrase), []).append(phrase)
    return tuple((root, tuple(found)) for root, found in roots.items())


_PHRASES = {  # by whether the sentence is long, and whether it is all ASCII
    (long, plain): _by_root([p for p in phrases if p.isascii() or not plain])
    for long, phrases in ((False, (*ANYWHERE, *CREDITS)), (True, CREDITS))
    for plain in (False, True)
}


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence, or a whole line, surrounds the article and is no part of it."""
    size = len(sentence)
    if size > _SHORT:
        return False
    folded = sentence.casefold().lstrip(_BULLETS)
    if (_LINK_WORDS in sentence and _LINKED.match(sentence)) or _begins_as_it(folded):
        return True
    if folded.startswith(_IN_DOUBT) and (
        _CREDIT.match(sentence.lstrip(_BULLETS)) or "appeared first on" in folded
    ):
        return True
    for root, phrases in _PHRASES[size > _LINE, folded.isascii()]:
        if root in folded and any(phrase in folded for phrase in phrases):
            return _ASIDE.search(sentence) is None
    if (
        folded.endswith(_CREDITED)
        or ("/" in folded and folded.endswith(_TAILS))
        or (folded.endswith(_OF_AGENCY) and _TAKEN_BY.search(sentence))
        or (folded.endswith(_TAKEN) and _IS_TAKEN.search(folded))
    ):
        return True
    short = size <= _LINE
    return (short and (_is_stamp(folded) or _forbids_copying(folded))) or _is_link(folded)


def _begins_as_it(folded: str) -> bool:
    """Whether a sentence begins as boilerplate does, or a short line as a label of a page."""
    starts = _STARTS.get(folded[:_KEY], ()) + _STARTS.get(folded[:_SHORT_KEY], ())
    if starts and folded.startswith(starts) and any(_begins(folded, s) for s in starts):
        return True
    if len(folded) > _LABEL or not folded.startswith(LABELS):
        return False
    # "Share Tweet Comments", but not "Share prices fell today."
    return _FIRST_WORDS.match(folded) is not None and not ends_sentence(folded)


def _begins(folded: str, start: str) -> bool:
    """Whether a sentence begins with `start`, and that does not end amid a word.

    Stems and scripts without spaces end in other letters than those of ASCII, and may.
    """
    if not folded.startswith(start):
        return False
    last = start[-1]
    return not (last.isascii() and last.isalpha() and folded[len(start) : len(start) + 1].isalnum())


def _forbids_copying(folded: str) -> bool:
    """Whether a sentence says, in Chinese or Japanese, that nothing may be copied."""
    if folded.isascii():
        return False
    if "転" in folded or "複" in folded:
        return _NO_COPY_IN_JAPANESE.search(folded) is not None or bool(_NO_COPY.search(folded))
    return ("不" in folded or "禁" in folded or "勿" in folded) and bool(_NO_COPY.search(folded))


def _is_link(folded: str) -> bool:
    """Whether addresses and hashtags are more than a third of the sentence."""
    if not ("@" in folded or "#" in folded or "www" in folded or "//" in folded):
        return False
    if "(@" in folded and _TWEET.search(folded):
        return True
    return sum(len(m) for m in _LINK.findall(folded)) * 3 > len(folded)


def is_credit(line: str) -> bool:
    """Whether a whole line says who wrote it or when, as "By Jane Doe" or "13:49, June 18"."""
    if len(line) > _LINE:
        return False
    folded = line.casefold().lstrip(_BULLETS)
    if folded.startswith(BYLINES) and (not ends_sentence(line) or _only_names(line)):
        return len(line.split()) <= 14  # noqa: PLR2004 -- names and a role, not a sentence
    return _is_stamp(folded)


def ends_sentence(line: str) -> bool:
    """Whether `line` ends with a mark that ends sentences, closing marks after it allowed."""
    return line[-1:] in _PLAIN_ENDS or bool(_ENDS.search(line, max(0, len(line) - 8)))


def _only_names(line: str) -> bool:
    """Whether every longer word after the first starts with a capital, as in a row of names."""
    names = line.split()[1:]
    if not names:  # 来源：新华社。 but not 作者莫言星期一在斯德哥尔摩领取了诺贝尔文学奖。
        return len(line) <= _NAME_ALONE
    return all(word[0].isupper() for word in names if len(word) > 3)  # noqa: PLR2004


def _is_stamp(folded: str) -> bool:
    """Whether hardly anything is left of the line when dates, times and agencies are taken out."""
    if _tells_more(filter(str.isalpha, folded.split(maxsplit=_FIRST))):
        return False  # as of most sentences the first words say, without a pattern
    return not _tells_more(_WORDS.findall(folded)) and _PART_OF_DAY.search(folded) is not None


def _tells_more(words: Iterable[str]) -> bool:
    """Whether more than crumbs are left of `words` without dates, times and agencies."""
    left = 0  # letters
    for word in words:
        if word not in _OF_STAMPS:
            left += len(word)
            if left > _CRUMBS:
                return True
    return False
