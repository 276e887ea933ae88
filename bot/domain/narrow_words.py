"""Words that narrow what a share or a sum is of, and words of forecasts.

Written by hand, by language; a language that is missing has none.
"""

from __future__ import annotations

from collections.abc import Mapping

NARROWING: Mapping[str, str] = {
    "en": (
        r"core|underlying|youth|annual(?:ly)?|monthly|quarterly|net|gross|adjusted|wom[ae]n|m[ae]n"
        r"|(?:first|second|third|fourth)(?=[ -](?:quarter|half))|Q[1-4]"
    ),
    "de": (
        r"Kern\w+|Jugend\w+|Netto\w*|Brutto\w*|netto|brutto|bereinigt\w*|jährlich\w*|monatlich\w*"
        r"|Frauen|Männern?|(?:erst|zweit|dritt|viert)e[nrs]?(?= (?:Quartal|Halbjahr|Vierteljahr))"
    ),
    "fr": (
        r"sous-jacente?s?|jeunes|annuel\w*|mensuel\w*|nette?s?|brute?s?|femmes|hommes"
        r"|(?:premier|deuxième|second|troisième|quatrième)(?= (?:trimestre|semestre))"
    ),
    "es": (
        r"subyacente|juvenil|anual\w*|interanual|mensual|net[oa]s?|brut[oa]s?|mujeres|hombres"
        r"|(?:primer|segundo|tercer|cuarto)(?= (?:trimestre|semestre))"
    ),
    "ru": (
        r"базов\w+|годов\w+|месячн\w+|чист\w+|валов\w+|мужчин\w*|женщин\w*|молод[её]ж\w*"
        r"|(?:перв|втор|трет|четв[её]рт)\w+(?= (?:квартал|полугоди))"
    ),
}
"""What is only a part of what is called so without it: `core inflation`, `the third quarter`."""

FORECAST: Mapping[str, str] = {
    "en": (
        r"expect\w*|forecast\w*|projected|projections?|predict\w*|seen|will|would|could|(?-i:may)"
    ),
    "de": (
        r"erwarte\w*|prognos\w*|dürften?|soll(?:en|ten?)?|wird|werde|könnten?|voraussichtlich\w*"
    ),
    "fr": r"devrai\w+|prévoi\w*|prévu\w*|prévisions?|attend\w*|pourrai\w+",
    "es": r"prev[éeí]n?|previst\w+|previsi\w+|esperan?|esperad\w+|podrían?|pronostic\w+",
    "ru": r"прогноз\w*|ожида\w*|может|могут|буд[еу]т",
}
"""What says that a number is not yet one that was counted."""
