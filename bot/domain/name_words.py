"""Words around names: behind what a place stands, and who says something.

Written by hand, for the languages of `figure_words.py` that write names with a capital letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACED: Mapping[str, str] = {
    "en": (
        r"(?:in|at|near|on|across|off|from|over|through|hits?|batters|struck|outside|to|into|of)"
        r"(?: (?:the|a|central|[a-z-]+ern|east|west|north|south)){0,2}"
    ),
    "de": (
        r"(?:in|bei|nahe|aus|auf|über)"
        r"(?: (?:der|dem|den|die|das|[a-zäöüß-]+(?:lichen|zentralen?|westen|osten)))?"
    ),
    "fr": (
        r"(?:à|en|au|aux|dans|près de|sur)(?: (?:le|la|les))?"
        r"(?: (?:sud|nord|est|ouest|centre) d[eu])?"
    ),
    "es": (
        r"(?:en|de|del|cerca de)(?: (?:el|la|los|las))?"
        r"(?: (?:sur|norte|este|oeste|centro) del?)?"
    ),
    "ru": r"(?:во?|на|под|по|у|из|близ|около)(?: [а-яё-]+){0,2}",
}
"""Behind what the name of a place stands, most often."""

SAYING: Mapping[str, str] = {
    "en": "said|says|say|told|tells|according|reported|reports|announced|confirmed",
    "de": "sagte|sagten|teilte|teilten|laut|zufolge|berichtete|berichteten|meldete|hieß",
    "fr": "selon|annoncé|indiqué|déclaré|d['’]après|rapporté|précisé",
    "es": "según|informó|informaron|dijo|dijeron|confirmó|confirmaron|anunció|señaló",
    "ru": r"сообщ[а-яё]+|заявил[аи]?|данным|словам|передает|передаёт|рассказал[аи]?|уточнил[аи]?",
}
"""What a clause holds that tells who says it."""

ASIDE = (
    r"(?:in |of )?which|whose|who|(?:in )?(?:die|der|das)|wobei|qui|dont|où|(?:en (?:el|la) )?que"
    r"|cuy[oa]s?|(?:в )?котор[а-яё]+|где"
)
"""With what a clause begins that tells more of something than where people died."""

AND = frozenset({"and", "und", "et", "y", "и"})

WHOLE = frozenset({"across", "throughout", "nationwide", "landesweit", "bundesweit", "insgesamt"})
"""Words that say that a number is of all of a place: `killed 60 across Gaza`, not one raid."""

WIDE = (
    *("quake", "earthquake", "storm", "typhoon", "hurricane", "cyclone", "flood", "landslide"),
    *("wildfire", "tsunami", "tornado", "beben", "erdbeben", "seebeben", "sturm", "taifun"),
    *("hurrikan", "zyklon", "unwetter", "überschwemmung", "hochwasser", "flut", "erdrutsch"),
    *("waldbr", "séisme", "tempête", "typhon", "ouragan", "inondation", "glissement", "terremoto"),
    *("sismo", "tormenta", "tifón", "huracán", "inundaci", "riada", "землетряс", "наводнен"),
    *("шторм", "тайфун", "ураган", "оползен"),
)
"""How words begin for what strikes a whole country: there a place is a part of what is told."""

OF_COUNTRY: Mapping[str, str] = {
    "french": "france", "spanish": "spain", "polish": "poland", "danish": "denmark",
    "dutch": "netherlands", "swiss": "switzerland", "irish": "ireland", "finnish": "finland",
    "welsh": "wales", "filipino": "philippines", "polnischen": "polen", "polnische": "polen",
    "dänischen": "dänemark", "dänische": "dänemark",
}  # fmt: skip
"""Words for what is of a country, where they begin with other letters than its name."""

EVENT_NOUNS = (
    "ungen|ung|unfall|unfälle|unglücken?|bränden?|brand|explosion(?:en)?|angriff(?:en?)?|anschlag"
    "|anschlägen|stoß|stößen|beben|sturm|stürmen|schießerei|absturz|kollision|feuer|kämpfen"
    "|hochwasser|fluten|flut|protesten?|attacken?|einsturz|lawinen?|aufprall|sturz|gewitter"
    "|unwettern?|razzia|taifun|hurrikan|zyklon|massaker|erdrutsch(?:en)?|krawallen|menschen"
)
"""With what German nouns end that name no place behind `bei`: `bei Überschwemmungen`."""

MONTHS = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december"
        " januar februar märz mai juni juli oktober dezember"
        " janvier février mars avril juin juillet août septembre octobre novembre décembre"
        " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        " января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        " январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    )
)
