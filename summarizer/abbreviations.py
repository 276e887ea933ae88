"""Abbreviations after which a sentence goes on, where the splitter alone would cut."""

import re

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
    "nl": "dhr mevr dr prof mr drs ir ing bijv d.w.z m.b.t o.a t.o.v bv ca nr st",
    "sv": "t.ex bl.a d.v.s dvs s.k f.d dr prof kl ca nr st",
    "no": "f.eks bl.a dvs s.k dr prof kl ca nr st",
    "da": "f.eks bl.a dvs s.k dr prof kl ca nr hr fr frk sankt skt st adm afd ang cand dir evt "
          "ekskl inkl fhv gl ndr sdr kgl jf jnr lic mag stud tidl vedr pga mht ift ifm ph.d mr mrs "
          "ing tlf stk f.kr e.kr th chr red maks",
    "ca": "sr sra srs dr dra prof st sta pl av ptge p.ex núm pàg art",
    "fi": "esim ns mm tri prof ts n klo",
    "pl": "np tj tzw dr prof mgr inż ks gen płk św ul al nr ok m.in im ww",
    "cs": "např tzv tj dr prof ing mgr bc mudr judr sv ul nám č čp cca resp",
    "sk": "napr tzv tj dr prof ing mgr bc mudr judr sv ul nám č cca resp",
    "uk": "т.е т.зв напр ім вул м просп проф акад див п о ст гр ред",
    "ru": "т.е т т.н т.к напр им ул г-н г-жа просп пр проф акад см д д-р ген гр св стр рис",
    "tr": "dr prof doç av sn bkz örn vb yrd alb cad sok mah apt gen op m.ö m.s",
    "id": "dr prof ir drs dra jl kec kab tn ny bpk sdr yth pt cv rp tgl",
    "vi": "ts tp pgs gs ths bs ks ls pgs.ts gs.ts",
    "hi": "डॉ प्रो श्री श्रीमती कु रु",
    "bn": "ড ডা মো মোঃ প্রফ প্রো",
    "ar": "إف جيه جي إم سي بي دي إل د أ م ص",
    "el": "κ κ.κ δρ π.χ δηλ βλ αρ καθ άγ αγ",
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
_STATES = ("EE. UU.", "EE.\u00a0UU.")  # Estados Unidos
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
    if _is_abbreviation(tail, after, language):
        return True
    if tail.endswith(_ERAS) and after.startswith("C."):
        return True
    if language in _ORDINALS and _ORDINAL.search(tail):
        if language == "de":  # it stands before nouns: "am 3. Mai", but "auf Platz 3. Der Trainer"
            return bool(_OF_A_LIST.search(tail)) or not _starts(after, language)
        # Elsewhere a word after an ordinal has a small letter, unless it is a name behind the
        # number of a list or a club: "1. FC Brno".
        return tail.isascii() and len(tail) <= _ORDINAL_ALONE
    return bool(_TIME.search(tail) and _AFTER_TIME.match(after)) or _is_initial(
        tail, after, language
    )


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
        # D. Pedro, but: "vitamina D. El sol …"
        return not (len(match[1]) == 1 and match[1].isupper() and _starts(after, language))
    if word in _BEFORE_NAME.get(language, ()):
        return after[:1].isupper() and not _starts(after, language)
    return after[:1].isdigit() and (word in _BEFORE_NUMBER or last in _BEFORE_NUMBER)


def plain(tail: str, language: str) -> bool:
    """Whether the last word before a full stop is an ordinary one: most need no closer look."""
    last = tail[tail.rfind(" ") + 1 : -1].casefold()
    return len(last) > 1 and last.isalpha() and last not in _PARTS.get(language, _COMMON_PARTS)


def _is_initial(tail: str, after: str, language: str) -> bool:
    """Whether `tail` ends in initials of a name that goes on: "J. K." before "Rowling"."""
    match = _INITIAL.search(tail)
    if not match:
        return tail.endswith(_STATES) and not _starts(after, language)
    initials = match[0].replace(" ", "").replace("\u00a0", "")
    if initials[-2].upper() == initials[-2].lower():  # a script without capitals: "إ. كينيدي"
        return True
    if not initials[-2].isupper() or not after[:1].isupper():
        return False
    # "the U.S. The …" and "Plan B. The …": a sentence may end there.
    return not _starts(after, language)


_AHEAD = 100  # characters in which two words are found, whatever stands between them


def _starts(after: str, language: str) -> bool:
    """Whether the first word of `after` is one that often begins a sentence.

    One that begins names as well does if no capital follows: "De trein", but not "De Wever".
    """
    first, _, rest = " ".join(after[:_AHEAD].split()).partition(" ")
    first = first.strip(".,;:!?\"'“”¿¡").casefold()
    if language == "it":
        first = first.replace("’", "'").partition("'")[0]  # L'uomo
    if first in _OF_NAMES.get(language, ()):
        return rest[:1].islower() or rest[:1].isdigit()
    return first in _STARTERS.get(language, _STARTERS["en"])


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


# Words that begin a sentence sooner than they follow initials.
_STARTERS = _table(
    {
        "en": "the a an it he she they we i you this that these those in on at but and as for if "
        "when while after before there his her their its our my one two some most many all what "
        "who how why where yet so or both according",
        "de": "der die das ein eine er sie es wir ich in im am an auf und aber doch den dem des "
        "einen einem einer sein seine ihr ihre mit nach bei beim von vom für zum zur als wenn dann "
        "damit dabei dafür dort diese dieser dieses niemand alle viele auch nur noch seit bis vor "
        "laut trotz während nun jetzt zwei drei kein keine",
        "fr": "le la les un une il elle ils elles on nous je ce cette en dans mais et",
        "es": "el la los las un una en y pero es se su sus lo con por para este esta estos estas "
        "ese esa no ni si sin según tras además también aunque mientras cuando como desde hasta "
        "sobre entre ante hay fue ella ellos él",
        "it": "il lo l gli un una uno ma e è ed in nel nella nei dal dalla al alla con per non se "
        "si sono ha hanno questo questa anche come quando dopo secondo tra fra da su",
        "pt": "o os um uma mas e é em no na nos nas ao à com por para não se são foi ele ela eles "
        "este esta isso também como quando segundo após depois até desde",
        "nl": "een het hij zij ze wij we ik dat dit deze die er en maar in op bij met voor na naar "
        "volgens ook als toen wie wat niet om door uit zijn haar hun",
        "sv": "en ett den det de han hon vi jag och men i på av för med till från efter enligt när "
        "om som så nu också där här",
        "no": "en et ei den det de han hun vi jeg og men i på av for med til fra etter ifølge når "
        "om så nå også der her",
        "da": "en et den det de han hun vi jeg og men i på af for med til fra efter ifølge når om "
        "så nu også der her",
        "ru": "в на и но а он она они это как по с у за из к мы я",
    }
)
# Such words with which names begin, too.
_OF_NAMES = _table(
    {
        "es": "la las los", "it": "la le li i dal dalla da", "nl": "de op in", "pt": "a as os",
        "sv": "den", "no": "den", "da": "den",
    }
)  # fmt: skip
