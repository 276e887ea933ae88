"""Words around figures: how languages say how many died or were hurt, per cent, and money.

Each pattern holds `N` where a number stands. Only people in general are counted: how many
children or soldiers died is another number. Written by hand; a language that is missing is silent.
"""

from __future__ import annotations

from collections.abc import Mapping

DEAD, HURT = "dead", "hurt"

HEDGES: Mapping[str, str] = {
    "en": "at least|more than|over|about|around|some|nearly|almost|up to|as many as|roughly",
    "de": "mindestens|mehr als|über|rund|etwa|fast|bis zu|knapp|ungefähr",
    "fr": "au moins|plus de|environ|près de|quelque|jusqu['’]à",
    "es": "al menos|por lo menos|más de|unos|unas|cerca de|casi|alrededor de",
    "ru": "по меньшей мере|не менее|как минимум|более|около|почти|примерно|до",
    "zh": "至少|超过|大约|约|近|最多",
}
"""What says that a number is no exact one."""

PARTS: Mapping[str, str] = {
    "en": "including|among them|of them|of whom|another|a further|other",
    "de": "darunter|davon|weitere|weiteren|unter ihnen",
    "fr": "dont|parmi eux|parmi elles|autres",
    "es": "entre ellos|entre ellas|incluidos|incluidas|otros|otras",
    "ru": "в том числе|среди них|из них|ещё|еще",
    "zh": "其中|另有|另|还有",
}
"""What says that a number counts a part of the others, or others."""

LABELED: Mapping[str, str] = {
    "en": (
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
        r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No)\.?"
        r"|Boeing|Airbus|measuring|magnitude(?: of)?"
        r"|aged?|age of|(?:boy|girl|man|woman|child|teenager|student) of"
        r"|(?:flight|highway|route|interstate|number|floor|room|gate|platform|reactor)"
        r"(?: (?-i:[A-Z\d]{1,3}))?"
    ),
    "de": (
        r"Alter von|(?:Mädchen|Junge|Bub|Mann|Frau|Kind|Schüler|Schülerin) von|(?-i:[AB])"
        r"|(?:Flug|Autobahn|Bundesstraße|Nr\.|Nummer|Gleis|Linie)(?: (?-i:[A-Z\d]{1,3}))?"
    ),
    "fr": (
        r"âgée?s? de|âge de|(?:fille|garçon|homme|femme|enfant|fillette) de|le|(?-i:[AND])"
        r"|(?:vol|autoroute|nationale|numéro|n°|ligne)(?: (?-i:[A-Z\d]{1,3}))?"
    ),
    "es": (
        r"edad de|(?:niñ[oa]|joven|hombre|mujer) de|el|día|a las|(?-i:[AN])"
        r"|(?:vuelo|autopista|ruta|número|n\.º|línea)(?: (?-i:[A-Z\d]{1,3}))?"
    ),
    "ru": (
        r"возрасте|№|мальчик|девочка"
        r"|(?:рейс|трасс|шоссе|дорог|номер|лини|платформ)[а-яё]{0,3}(?: (?-i:[А-ЯA-Z]{1,3}))?"
    ),
    "zh": r"第|年仅|现年|年龄|月|航班|编号",
}
"""What says that a number is a date, an age or a name: no count of people."""

DAYS: Mapping[str, str] = {
    "en": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.",
    "de": r"(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend",
    "fr": r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche",
    "es": r"lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "ru": r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье",
    "zh": r"(?:星期|周)[一二三四五六日天]",
}
"""Days, behind which a number may be the day's, unless it says that it counts people."""

PEOPLE: Mapping[str, str] = {
    "en": "people|persons|dead|deaths|fatalities",
    "de": "Menschen|Personen|Tote|Todesopfer|Verletzte",
    "fr": "personnes|mort|tué|blessé|décès",
    "es": "personas|muert|fallecid|herid|lesionad",
    "ru": "человека?|людей|погибших|раненых|пострадавших",
    "zh": "人",
}
"""What says that people are counted, whatever stands before."""

_STOP = r"(?=[.,;:)]|$| [–—-])"  # no other thing that is counted goes on behind a number
_END_EN = (
    rf"(?: people\b| persons\b|{_STOP}|(?= (?-i:[A-Z]))"
    r"|(?= (?:and|in|on|as|after|with|from|by|but|while|when|across|following|dead)\b))"
)
_END_FR = rf"(?: personnes\b|{_STOP}|(?= (?:à|au|aux|en|et|dans|après|selon|de|du|des|morts)\b))"
_END_ES = rf"(?: personas\b|{_STOP}|(?= (?:en|y|tras|por|según|este|esta|el|mientras|del?)\b))"
_END_RU = rf"(?: человека?\b| людей\b|{_STOP}|(?= (?:в|во|на|при|и|после|по|из)\b))"
_DEAD_ES = r"(?:muertos|muertes|fallecidos|víctimas mortales)"
_ON_RU = (
    r"при|во?|на|от|из|после|под|вследствие|уже|выросло|возросло|увеличилось|поднялось|достигло"
    r"|составило|(?:взрыв|пожар|теракт|обстрел|удар|наводнени|землетрясени|крушени|авари)\w+|ДТП"
)

COUNTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        DEAD: (
            (
                r"N(?: people| persons)?(?: were| was| are| have been| had been| are feared)?"
                r"(?: confirmed)? (?:dead|killed|died|deaths|fatalities|lost their lives)\b"
            ),
            (
                r"(?:killed|killing|kills|claimed the lives of"
                r"|(?<!to )(?<!not )(?<!can )(?<!may )(?<!could )(?<!would )(?<!might )(?<!will )"
                r"\bkill) N(?: people\b| persons\b|(?= (?:and|in|on|when|at|near|as)\b|[.,;]|$))"
            ),
            r"(?:death toll|number of dead) (?:(?:[^\W\d]+ ){0,7}(?:to|at|was|is)|of) N",
            (
                r"(?:death toll|number of dead) (?!among)"
                rf"(?:(?:[^\W\d]+ ){{8,12}}to|(?:[^\W\d]+ ){{0,12}}reached) N{_END_EN}"
            ),
            r"(?<!\bin )\bN(?: people)? die\b(?= (?:in|as|after|when|at|on)\b|[.,;]|$)",
        ),
        HURT: (
            (
                r"N(?: people| persons)?(?: were| was| are| have been| had been)?"
                r" (?:injured|wounded|hurt)\b"
            ),
            (
                r"(?:injuring|wounding) N"
                r"(?: people\b| persons\b|(?= (?:and|in|on|when|at|near|as)\b|[.,;]|$))"
            ),
        ),
    },
    "de": {
        DEAD: (
            (
                r"N(?: Menschen| Personen)?(?: sind| wurden| kamen)?"
                r" (?:Tote[n]?|Todesopfer[n]?|tot|getötet|ums Leben|starben|gestorben)\b"
            ),
            r"(?:sterben|starben|töten|tötete?n?) N (?:Menschen|Personen)\b",
            (
                r"(?<!können )(?<!könnten )(?<!würden )(?<!werden )"
                r"\bN (?:Menschen|Personen) sterben\b"
            ),
            r"Zahl der (?:Toten|Todesopfer) (?:[^\W\d]+ ){0,12}auf N",
            r"Zahl der (?:Toten|Todesopfer) (?:[^\W\d]+ ){0,12}liegt (?:[^\W\d]+ )?bei N",
        ),
        HURT: (r"N(?: Menschen| Personen)?(?: wurden)? (?:verletzt|Verletzte[n]?)\b",),
    },
    "fr": {
        DEAD: (
            r"N(?: personnes)?(?: sont| ont été)? (?:morte?s|tuée?s|décès|décédée?s)\b",
            r"N personnes (?:ont perdu la vie|(?:ont )?péri)\b",
            r"(?:tuant|tué|\btue) N(?: personnes)",
            rf"(?:\ble )?nombre de (?:morts|tués) (?:[^\W\d][\w'’]* ){{0,12}}à N{_END_FR}",
        ),
        HURT: (
            r"N(?: personnes)?(?: sont| ont été)? blessée?s\b",
            r"(?:blessant|blessé) N(?: personnes)",
        ),
    },
    "es": {
        DEAD: (
            (
                r"N(?: personas)?(?: han| fueron| resultaron)?"
                r" (?:muert[oa]s|muertes|fallecid[oa]s|murieron|fallecieron|muerto|fallecido)\b"
            ),
            r"(?:mueren|murieron|fallecieron|mató a|mataron a) N personas\b",
            r"\bN personas (?:mueren|perdieron la vida)\b",
            (
                r"(?:cifra|(?:\bel )?(?:número|balance)) de"
                rf" {_DEAD_ES} (?:[^\W\d]+ ){{0,12}}a N{_END_ES}"
            ),
            (
                r"\b(?:(?:suben?|ascienden?|elevan?|aumentan?|ya) )?(?:a|son) N"
                rf" (?:los|la cifra de|el (?:número|balance) de) {_DEAD_ES}\b"
            ),
        ),
        HURT: (r"N(?: personas)?(?: fueron| resultaron)? (?:herid[oa]s|lesionad[oa]s)\b",),
    },
    "ru": {
        DEAD: (
            r"N(?: человека?| людей)? (?:погибших|погибли|погибло|убиты|убито|скончались)\b",
            r"(?:погибли|погибло|убиты|убито|скончались) N(?: человека?| людей)\b",
            (
                r"(?:жертвами (?:[^\W\d]+ ){0,6}стали|ун[её]с(?:л[оаи])? жизни)"
                r" N(?: человека?| людей)\b"
            ),
            r"N(?: человека?| людей) стали жертвами\b",
            (
                rf"число (?:погибших|жертв)(?= (?:{_ON_RU})\b) (?:[^\W\d]+ ){{0,12}}"
                rf"(?:до|достигло|составило) N{_END_RU}"
            ),
        ),
        HURT: (
            (
                r"N(?: человека?| людей)?"
                r" (?:раненых|ранены|ранено|пострадавших|пострадали|пострадало)\b"
            ),
            r"(?:ранены|ранено|пострадали|пострадало) N(?: человека?| людей)\b",
        ),
    },
    "zh": {
        DEAD: (
            r"N ?(?:名|个)?人?(?:死亡|遇难|丧生|身亡)(?!率)",
            r"(?:死亡|遇难|丧生)人数(?:已|上升|增加|升|增)*(?:至|到|达|为) ?N",
        ),
        HURT: (r"N ?(?:名|个)?人?(?:受伤|负伤)",),
    },
}
"""By language and by what is counted."""

PERCENT: Mapping[str, str] = {
    "en": "percent|per cent",
    "de": "Prozent",
    "fr": "pour cent",
    "es": "por ciento",
    "ru": "процент(?:а|ов)?",
}

MONEY: Mapping[str, str] = {
    "USD": r"(?:US[- ]?)?dollars?|(?:US-)?Dollar|dólares|доллар(?:а|ов)?(?: США)?|美元",
    "EUR": r"(?:d['’])?euros?|Euro|евро|欧元",
    "GBP": r"pounds?|Pfund|livres sterling|libras|фунт(?:а|ов)? стерлингов|英镑",
    "CNY": r"yuan|yuanes|юан(?:я|ей)|元(?:人民币)?|人民币",
    "RUB": r"rubles|roubles|Rubel|rublos|рубл(?:я|ей)|卢布",
    "CHF": r"Swiss francs|Franken|francs suisses|francos suizos|瑞士法郎",
    "NOK": r"crowns|kroner|Kronen|couronnes|coronas|крон",
}
SIGNS: Mapping[str, str] = {"$": "USD", "€": "EUR", "£": "GBP"}

TIMES: Mapping[str, float] = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "tausend": 1e3, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9,
    "mille": 1e3, "millions": 1e6, "milliard": 1e9, "milliards": 1e9,
    "mil millones": 1e9, "mil": 1e3, "millón": 1e6, "millones": 1e6, "millón de": 1e6,
    "millones de": 1e6, "mil millones de": 1e9, "millions de": 1e6, "million de": 1e6,
    "milliards de": 1e9, "milliard de": 1e9,
    "тысяча": 1e3, "тысячи": 1e3, "тысяч": 1e3, "тыс.": 1e3, "миллион": 1e6, "миллиона": 1e6,
    "миллионов": 1e6, "млн": 1e6, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9, "млрд": 1e9,
    "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12,
}  # fmt: skip

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
           "twelve"),
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
           "zwölf"),
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
           "douze"),
    "es": ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
           "doce"),
    "ru": ("два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
           "одиннадцать", "двенадцать"),
    "zh": ("两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"),
}  # fmt: skip
"""The words for two to twelve."""
