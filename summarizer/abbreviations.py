"""Abbreviations after which a sentence goes on, where the splitter alone would cut."""

import re

from summarizer.beginnings import begins

# After these a full stop never ends a sentence.
_NEVER_LAST = {
    "en": "mr mrs ms dr prof rev hon gov sen rep gen col lt sgt capt cpl maj adm cmdr det supt "
          "insp st ft mt vs e.g i.e cf approx messrs pres treas atty",
    "de": "dr prof hr fr z.b z. u.a u. d.h d. bzw ca vgl nr str st i.d.r v.a o.ä usf ggf evtl sog "
          "fa",
    "fr": "m mm mme mmes mlle dr pr st ste env p.ex c.-à-d cf av boul",
    "es": "sr sra srta dr dra d dña ud uds p.ej av avda prof gral lic ing",
    "it": "sig sigg dott prof avv ing on sen dr art pag es p.es cfr",
    "pt": "sr sra dr dra prof eng exmo av d p.ex art pág",
    "nl": "dhr mevr mw ds mgr burg burgem past dr prof mr drs ir ing bijv d.w.z m.b.t o.a "
          "t.o.v bv ca nr st",
    "sv": "t.ex bl.a d.v.s dvs s.k f.d dr prof kl ca nr st",
    "no": "f.eks bl.a dvs s.k dr prof kl ca nr st",
    "da": "f.eks bl.a dvs s.k dr prof kl ca nr hr fr frk sankt skt st adm afd ang cand dir evt "
          "ekskl inkl fhv gl ndr sdr kgl jf jnr lic mag stud tidl vedr pga mht ift ifm ph.d mr mrs "
          "ing tlf stk f.kr e.kr th chr red maks",
    "ca": "sr sra srs dr dra prof st sta pl av ptge p.ex núm pàg art",
    "fi": "esim ns mm tri prof ts n klo",
    "pl": "np tj tzw proc dr prof mgr inż ks gen płk św ul al nr ok m.in im ww",
    "cs": "např tzv tj dr prof ing mgr bc mudr judr sv ul nám č čp cca resp",
    "sk": "napr tzv tj dr prof ing mgr bc mudr judr sv ul nám č cca resp",
    "uk": "т.е т.зв рр напр ім вул м просп проф акад див п о ст гр ред",
    "ru": "т.е т т.н т.к напр им ул г-н г-жа просп пр проф акад см д д-р ген гр св стр рис",
    "tr": "dr prof doç av sn bkz örn vb yrd alb cad sok mah apt gen op m.ö m.s",
    "id": "dr prof ir drs dra jl kec kab tn ny bpk sdr yth pt cv rp tgl",
    "vi": "ts tp pgs gs ths bs ks ls pgs.ts gs.ts",
    "hi": "डॉ प्रो श्री श्रीमती कु रु",
    "bn": "ড ডা মো মোঃ প্রফ প্রো",
    "ar": "إف جيه جي إم سي بي دي إل د أ م ص",
    "el": "τζ κ κ.κ δρ π.χ δηλ βλ αρ καθ άγ αγ",
}  # fmt: skip
# After these it goes on if a number follows: "No. 5", "Art. 3", "p. 12".
_BEFORE_NUMBER = {
    "no", "nos", "nr", "núm", "num", "art", "p", "pp", "pg", "vol", "fig", "sec", "ch", "№", "§",
    "n", "abs", "kap", "tel", "ca", "c", "st", "ст", "п", "гл", "стр", "с", "jan", "feb", "mar",
    "str", "s", "sid", "blz", "pag", "pág", "čl", "nro", "md", "σελ", "άρθρ", "αρ", "од", "hal",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "janv", "févr", "avr", "juil",
    "déc",
}  # fmt: skip
# After these it goes on if a name follows, as they are words of their own as well: "mon prof."
_BEFORE_NAME = {"fr": frozenset({"prof"})}

# Languages that write ordinals with a full stop: "des 16. Jahrhunderts", "17. mai".
_ORDINALS = frozenset(
    {"de", "da", "no", "fi", "cs", "sk", "sl", "hr", "hu", "pl", "tr", "et", "lv", "lt", "is", "sr"}
)
_ORDINAL = re.compile(r"(?<![\d.,:])\d{1,2}\.$")
_OF_A_LIST = re.compile(r"(?:^|[.!?:;]\s)\d{1,2}\.$")
_ORDINAL_ALONE = 3  # characters
_ERAS = (" a.", " d.", "\u00a0a.", "\u00a0d.")  # nel 44 a.C.
_STATES = ("EE. UU.", "EE.\u00a0UU.", "EE.UU.")  # Estados Unidos
# What a letter is the name of, and no name of a person or a firm goes on behind: "plan B."
_LETTERED = re.compile(
    r"(?<!\w)(?i:[vw]itam[ií]n\w{0,2}|[eé]patite|h[eé]patit[eiy]s?|gripe|influenza)"
    r"[ \u00a0][A-Z]\.$"
    r"|(?<!\w)(?i:pl[aá]no?|s[eé]ries?)[ \u00a0][A-C]\.$"
    r"|(?<!\w)(?:in|i|ve?|w|в) (?i:gruppe|grupp|groep|group|skupině|skupine|grupie|группе)"
    r"[ \u00a0][A-LА-Л]\.$"
)
# What it may be the name of: "in Gruppe B. Der Trainer", but "die Gruppe J. Safra".
_LABELLED = re.compile(
    r"(?i:gruppe[nr]?|(?<!\w)(?:piano|gruppo|grupo|grupp|groupe?|groep|grup[aey]|grupie|skupin[aeyu]|"
    r"групп[аеуы]|груп[аиу]|tip[eo]|typen?|types?|[ck]ategor(?:y|ie|[ií]a|i)|f[oó]rmula|classe?|clase|"
    r"klasse))[ \u00a0][A-ZА-Я]\.$"
)
# Abbreviations that may end a sentence, and do before a word that begins one: "usw. Die".
_MAY_END = {
    "cs": "atd|apod|mil|tis",
    "da": "osv|m\\.m|mv|mio|mia|kr",
    "de": "usw|etc|uvm|Mio|Mrd|[vn]\\.[ \u00a0]?Chr|e\\.[ \u00a0]?V",
    "en": "St|ft",
    "es": "etc|[ad]\\.[ \u00a0]?C|S\\.[ \u00a0]?A",
    "fr": "etc",
    "it": "ecc|etc|[ad]\\.[ \u00a0]?C",
    "nl": "enz|etc|e\\.d",
    "no": "osv|m\\.m|mv|mill|mrd|kr",
    "pl": "itd|itp|tys|mln|mld|proc|[XVI]+ w",
    "pt": "etc|[ad]\\.[ \u00a0]?C|S\\.[ \u00a0]?A",
    "ru": "т\\.[ \u00a0]?[дп]|др|руб|тыс|млн|млрд|долл|коп|[XVI]+[ \u00a0]вв?|н\\.[ \u00a0]?э",
    "sk": "atď|apod|mil|tis",
    "sv": "osv|m\\.m|etc|kr",
    "tr": "vb|vs",
    "uk": "т\\.[ \u00a0]?[дп]|ін|грн|тис|млн|млрд|коп|[XVI]+[ \u00a0]ст|н\\.[ \u00a0]?е",
}
_UNITS = {"ru": "км|[мг]|кг|гг", "uk": "км|м|кг|рр?", "pl": "[kc]?m|kg|r"}  # after numbers
_ENDS = {
    language: re.compile(
        rf"(?:(?<!\w)(?:{words})|\d(?:-х)?[ \u00a0]?(?:{_UNITS.get(language, '[kc]?m|kg')}))\.$"
    )
    for language, words in _MAY_END.items()
}
_TIME = re.compile(r"[ap]\.m\.$")
_AFTER_TIME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ECMP][SD]?T\b|GMT|UTC|BST", re.IGNORECASE
)

_OPENING = "([\"'“„«‘"
_LAST_WORD = re.compile(
    r"(?<![^\s(\[\"'“„«‘/-])((?:[^\W\d_]+\.[ \u00a0]?){0,3}[^\W\d_]+)\.[ \u00a0]*$"
)
_INITIAL = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[ \u00a0]?-?){1,3}$")
_TABLES = {language: frozenset(text.split()) for language, text in _NEVER_LAST.items()}
_COMMON = _TABLES["en"]
# The last parts of those and what stands before numbers, for a quick look.
_PARTS = {
    language: _BEFORE_NUMBER.union(
        (word.rpartition(".")[2] for word in table), _BEFORE_NAME.get(language, ()), {"uu"}
    )
    for language, table in _TABLES.items()
}
_COMMON_PARTS = _PARTS["en"]


def goes_on(before: str, after: str, language: str) -> bool:
    """Whether the full stop at the end of `before` belongs to an abbreviation or an initial.

    Args:
        before: the words up to the possible end of a sentence.
        after: the words after it.
        language: ISO 639-1 code; an unknown one gets the English abbreviations.
    """
    tail = before[-24:].rstrip()
    if not tail.endswith(".") or plain(tail, language):
        return False
    if may_end(tail, after, language):
        return False
    if _is_abbreviation(tail, after, language) or (tail.endswith(_ERAS) and after.startswith("C.")):
        return True
    if language in _ORDINALS and _ORDINAL.search(tail):
        if language == "de":  # it stands before nouns: "am 3. Mai", but "auf Platz 3. Der Trainer"
            return bool(_OF_A_LIST.search(tail)) or not begins(after, language)
        # Elsewhere a word after an ordinal has a small letter, unless it is a name behind the
        # number of a list or a club: "1. FC Brno".
        return tail.isascii() and len(tail) <= _ORDINAL_ALONE
    return bool(_TIME.search(tail) and _AFTER_TIME.match(after)) or _is_initial(
        tail, after, language
    )


def may_end(tail: str, after: str, language: str) -> bool:
    """Whether `tail` ends in what may end a sentence with a full stop, and `after` begins one."""
    if _LETTERED.search(tail):
        return after[1:2] != "."  # "the series B. J. Novak wrote"
    ends = _ENDS.get(language, _ENDS["en"])
    found = ends.search(tail) or _LABELLED.search(tail)
    return found is not None and begins(after, language, names_too=True)


def _is_abbreviation(tail: str, after: str, language: str) -> bool:
    """Whether the last word of `tail` is in one of the tables."""
    table = _TABLES.get(language, _COMMON)
    if tail[tail.rfind(" ") + 1 : -1].strip(_OPENING) in table:
        return True  # of a script whose vowel signs no pattern takes for letters
    match = _LAST_WORD.search(tail)
    if not match:
        return False
    word = match[1].casefold().replace(" ", "").replace("\u00a0", "")
    last = word.rpartition(".")[2]
    if word in table or (last in table and len(last) > 1):
        return True
    if word in _BEFORE_NAME.get(language, ()):
        return after[:1].isupper() and not begins(after, language)
    return after[:1].isdigit() and (word in _BEFORE_NUMBER or last in _BEFORE_NUMBER)


def plain(tail: str, language: str) -> bool:
    """Whether the last word before a full stop is an ordinary one: most need no closer look."""
    last = tail[tail.rfind(" ") + 1 : -1].casefold()
    return len(last) > 1 and last.isalpha() and last not in _PARTS.get(language, _COMMON_PARTS)


def _is_initial(tail: str, after: str, language: str) -> bool:
    """Whether `tail` ends in initials of a name that goes on: "J. K." before "Rowling"."""
    match = _INITIAL.search(tail)
    if not match:
        return tail.endswith(_STATES) and not begins(after, language, names_too=True)
    initials = match[0].replace(" ", "").replace("\u00a0", "")
    if initials[-2].upper() == initials[-2].lower():  # a script without capitals: "إ. كينيدي"
        return True
    if not initials[-2].isupper() or not after[:1].isupper():
        return False
    # "the U.S. The …" and "Plan B. The …": a sentence may end there.
    return not begins(after, language)
