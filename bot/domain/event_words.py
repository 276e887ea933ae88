"""Words around events: what reports on any two share, and what says that a sentence looks back.

Written by hand, for the languages of `figure_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

COMMON: Mapping[str, str] = {
    "en": (
        "said says say told tells reporters according police officials official authorities"
        " spokesman spokeswoman statement report reported reports confirmed announced agency news"
        " media government ministry minister president governor reuters xinhua ap afp un"
        " monday tuesday wednesday thursday friday saturday sunday today morning evening night"
        " day week month year"
        " january february march april may june july august september october november december"
        " jan feb mar apr jun jul aug sep sept oct nov dec"
        " health interior defense defence foreign prime red cross associated press"
        " left leaving leaves killed killing kills dead died dies death deaths toll lives lost"
        " injured injuring injuries wounded wounding hurt feared people person victims casualties"
        " least including"
    ),
    "de": (
        "sagte sagten teilte teilten mit Polizei Behörden Behörde Angaben Sprecher Sprecherin"
        " laut zufolge berichtete berichteten Medien Agentur Regierung Minister Ministerium"
        " Präsident dpa afp reuters Rettungskräfte Feuerwehr"
        " Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Tag Woche Monat Jahr"
        " kam kamen ums Leben forderte forderten starb starben gestorben getötet worden tot tote"
        " toten todesopfer verletzt verletzte verletzten opfer menschen personen zahl"
        " mindestens"
    ),
    "fr": (
        "dit déclaré annoncé indiqué selon police autorités communiqué source sources médias"
        " agence afp reuters gouvernement ministre ministère président pompiers secours"
        " lundi mardi mercredi jeudi vendredi samedi dimanche jour semaine mois année an ans"
        " fait faisant mort morte morts mortes tué tués tuée tuées tuant blessé blessés blessée"
        " blessées blessant décès victime victimes bilan personne personnes moins total"
    ),
    "es": (
        "dijo dijeron informó informaron según policía autoridades portavoz comunicado fuentes"
        " medios agencia efe afp reuters gobierno ministro ministerio presidente confirmó"
        " confirmaron bomberos"
        " lunes martes miércoles jueves viernes sábado domingo día semana mes año"
        " dejó dejaron muerto muertos muerta muertas murió murieron fallecido fallecidos"
        " falleció fallecieron herido heridos heridas víctima víctimas personas persona menos"
    ),
    "ru": (
        "сообщил сообщила сообщили сообщает заявил заявила словам данным полиция полиции полицию"
        " власти властей представитель агентство сми мчс министр министерство президент"
        " губернатор спасатели мвд ск рф россия россии минобороны минздрав следственный комитет"
        " комитета комитете"
        " понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье"
        " день неделя месяц год"
        " результате погиб погибли погибло погибших жертв жертвы число пострадал пострадали"
        " пострадавших ранены раненых убиты скончались человек людей"
    ),
    "zh": (
        "警方 官方 当局 发言人 表示 报道 消息 星期一 星期二 星期三 星期四 星期五 星期六 星期日"
        " 周一 周二 周三 周四 周五 周六 周日 新华社 通报 政府 当地 媒体 记者 据 说 称"
        " 造成 导致 致 死亡 受伤 遇难 丧生 身亡 人数 人 名 至少 已 已经 目前 事故 事件 发生"
        " 一起 一场 起"
    ),
}
"""Who says it, on what day, and that people died: words that sentences on any two events share."""

LOOKING_BACK: Mapping[str, str] = {
    "en": (
        r"an? (?:earlier|previous|separate|similar)"
        r"|(?:earlier|previous) (?!(?:on|that|today|\w+day|this (?:morning|afternoon|evening))\b)"
        r"\w+"
        r"|(?:last|previous) (?:year|month|week|spring|summer|autumn|fall|winter)"
        r"|(?:year|month|week|decade|day)s? (?:ago|earlier|since|(?:before|after)(?! \w))"
        r"|(?:in|last|since) (?:the )?(?:spring|summer|autumn|fall|winter)"
        r"|(?:in|last|since) (?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December)(?! \d\d?\b)"
    ),
    "de": (
        r"(?:im|vom) Vorjahr|(?:letzte|vergangene|vorige)[nsmr]? (?:Jahr|Monat|Woche|Frühjahr"
        r"|Sommer|Herbst|Winter)|vor (?:\w+ )?(?:Jahr|Monat|Woche)(?:e?n|e)?|Jahre? zuvor"
        r"|frühere[nrsm]?|zuvor"
        r"|(?:im|seit) (?:Frühjahr|Frühling|Sommer|Herbst|Winter|Januar|Februar|März|April|Mai"
        r"|Juni|Juli|August|September|Oktober|November|Dezember)"
    ),
    "fr": (
        r"(?:l['’]an|le mois|l['’]été|l['’]hiver|l['’]automne|le printemps) dernier"
        r"|(?:l['’]année|la semaine) dernière|il y a (?:\w+ )?(?:ans?|mois|semaines?|jours)"
        r"|auparavant|précédente?s?"
        r"|(?:jours|semaines?|mois|ans?) (?:(?:après|avant)(?! \w)|plus tôt)"
        r"|avai(?:t|en)t? (?:fait|tué|causé|coûté)"
        r"|au printemps|à l['’](?:été|automne)|en hiver"
        r"|en (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
        r"|décembre)"
    ),
    "es": (
        r"(?:año|mes|verano|otoño|invierno) pasado|(?:semana|primavera) pasada"
        r"|hace (?:\w+ )?(?:años?|mes|meses|semanas?|días)|anterior(?:es|mente)?"
        r"|(?:días|semanas?|mes|meses|años?) (?:después|antes)(?! del?\b)"
        r"|habían? (?:dejado|matado|causado)"
        r"|en (?:la primavera|el verano|el otoño|el invierno)"
        r"|en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
        r"|diciembre)"
    ),
    "ru": (
        r"в прошлом (?:году|месяце)|на прошлой неделе|весной|летом|осенью|зимой"
        r"|(?:год|года|лет|месяц|месяца|месяцев|неделю|недели|недель|дней) (?:назад|спустя)"
        r"|предыдущ[а-я]+"
        r"|в (?:январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре)"
    ),
    "zh": (
        r"去年|前年|上个?月|上周|上星期|年前|月前|周前|天前"
        r"|(?:春|夏|秋|冬)(?:季|天)|月份|\d月(?!\d)"
    ),
}
"""What says of a sentence that it is about another time than the news are, or another event."""

_ONE_MORE_EN = (
    "(?:people|person|persons|man|woman|child|boy|girl|day|time|few|several|dozen|vehicle|car|truck"
    "|bus|train|boat|ship|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|was|were|in|is"
    "|injured|wounded|dead|victim|passenger|soldier|officer)\\b"
)
_ONE_MORE_DE = "(?:Person|Mann|Frau|Menschen|Kind|Verletzt|Tag|Mal|Opfer|Auto|Fahrzeug|Zug)"
_ONE_MORE_FR = "(?:personne|homme|femme|enfant|blessé|victime|fois|jour|véhicule|voiture|train)"
_ONE_MORE_ES = "(?:persona|hombre|mujer|niñ|menor|herid|víctima|vez|día|vehículo|coche|más)"

REST: Mapping[str, str] = {
    "en": (
        r"since (?!(?:dawn|midnight|then)\b)[^\W\d]\w*"
        r"|(?:each|every|per|this) (?:year|month|week)|(?:each|every|per) day|annually"
        r"|(?:in|over|within) (?:the )?(?:past|last) (?:\w+ )?(?:hours|days|weeks|months)"
        r"|in (?:24|48|72) hours|(?:in|within) an? (?:day|week|month|year)|alone"
        r"|a year(?! (?:after|ago|before|earlier))"
        r"|(?<!with )(?<!into )(?<!one )(?<!and )(?<!hit )(?<!hits )(?<!struck )"
        rf"(?:another|a different) (?!{_ONE_MORE_EN})(?=[^\W\d])|elsewhere"
    ),
    "de": r"seit (?:dem|der|eine[mr]|\w+tag|Mittwoch|Kriegs\w+|Beginn|Jahres\w+)"
    r"|dies(?:es|em|er|e) (?:Jahr|Monat|Woche)|binnen|innerhalb|in (?:24|48) Stunden"
    r"|allein(?= (?:in|bei|im)\b)|pro (?:Jahr|Monat|Woche|Tag)|jede[ns]? (?:Jahr|Tag)|jährlich"
    rf"|(?<!mit )(?<!gegen )eine[rmn] (?:anderen|weiteren) (?!{_ONE_MORE_DE})(?=[^\W\d])",
    "fr": r"depuis (?:l['’]|(?!une?\b)[^\W\d]\w*)|cette (?:année|semaine)|ce mois"
    r"|en (?:24|48) heures|en une? (?:semaine|mois|an)|(?:dans|pour) l[ea] seule?"
    r"|(?:par|chaque) (?:an|année|mois|semaine|jour)"
    rf"|(?<!avec )(?<!contre )(?<!percuté )(?<!heurté )(?<!et )une? autre (?!{_ONE_MORE_FR})"
    r"(?=[^\W\d])",
    "es": r"desde (?:el|la|que)|est[ea] (?:año|mes|semana)|en (?:24|48) horas"
    r"|en una? (?:semana|mes|año)|en lo que va|(?:tan )?s[oó]lo en|al año"
    r"|(?:cada|por) (?:año|mes|semana|día)"
    rf"|(?<!con )(?<!contra )(?<!\ba )(?<!\by )\botr[oa] (?!{_ONE_MORE_ES})(?=[^\W\d])",
    "ru": r"ранее|до этого|со времени|за (?:неделю|месяц|год|сутки|день)|только в"
    r"|с (?:начала|момента|понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья)"
    r"|ежегодно|в год|кажд(?:ый|ую) (?:год|день|неделю)"
    r"|(?<!друг )в (?:друго[йм]|других) (?!день|раз)",
    "zh": r"此前|曾|另一|另外|自从|以来|每[年月天]",
}
"""What says it of the rest of a sentence: `since the war began, 900 people were killed`."""

CLAUSES: Mapping[str, str] = {
    "en": r"(?:year|month|week|decade|day)s? (?:before|after)(?= \w)",
    "de": r"(?:Tage?|Wochen?|Monate?|Jahre?) nach",
    "fr": r"(?:jours?|semaines?|mois|ans?) (?:après|avant)(?= \w)",
    "es": r"(?:días?|semanas?|mes|meses|años?) (?:después|antes)(?= del?\b)",
    "ru": r"(?:недел|месяц|год|дн)[а-я]* после",
}
"""What says it until the clause ends: `a day after a fire killed 3, the toll of the quake rose`."""

MAIN_CLAUSE = r" (?:ist|steigt|stieg) die Zahl"
"""With what a clause ends in German, where no comma has to: `zwei Tage nach dem Beben ist …`."""

RELATIVE = (
    r"(?:in |of )?which|whe(?:n|re)|killing|leaving|wounding|injuring|that|dejando|donde|tuant"
    r"|faisant|wobei|(?:bei |in )?de[mr]|die|das|qui|où|(?:en (?:el|la) )?que|cuando"
    r"|(?:в |при )?котор[а-я]+|когда"
)
"""With what a clause goes on behind a comma: `a week after the fire, which killed 3, …`."""
