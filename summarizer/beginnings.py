"""Words that begin a sentence: after "Serie A." and "и т. д." they tell that it has ended."""

_AHEAD = 100  # characters in which two words are found, whatever stands between them


def begins(after: str, language: str, *, names_too: bool = False) -> bool:
    """Whether the first word of `after` is one that often begins a sentence.

    One that begins names as well does if no name can follow: "De trein", but not "De Wever".

    Args:
        after: the words behind a full stop.
        language: ISO 639-1 code; an unknown one gets the English words.
        names_too: whether no name stands there, so that such a word begins a sentence, too.
    """
    first, _, rest = " ".join(after[:_AHEAD].split()).partition(" ")
    first = first.strip(",;:!?\"'“”¿¡")
    if first[1:] == ".":
        return False  # another initial
    first = first.rstrip(".")
    if language in _ELIDING:  # "l'uomo": what begins is "l'", and "uomo" follows
        article, mark, elided = first.replace("’", "'").partition("'")
        first, rest = article + mark, elided or rest
    first = first.casefold()
    if first == "in" and rest.startswith(("'t ", "’t ")):
        return False  # Sophie in 't Veld
    if first in _OF_NAMES.get(language, ()):
        following = (word for word in rest.split() if word not in _PARTICLES)
        return names_too or not next(following, "A")[:1].isupper()
    return first in _STARTERS.get(language, _STARTERS["en"])


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


_ELIDING = frozenset({"fr", "it"})
_PARTICLES = frozenset(
    {"de", "den", "der", "la", "las", "los", "van", "het", "’t", "'t", "ter", "ten"}
)  # Op de Beeck
_STARTERS = _table(
    {
        "en": "the a an it he she they we i you this that these those in on at but and as for if "
        "when while after before there his her their its our my one two some most many all what "
        "who how why where yet so or both according",
        "de": "der die das ein eine er sie es wir ich in im am an auf und aber doch den dem des "
        "einen einem einer sein seine ihr ihre mit nach bei beim vom für zum zur als wenn dann "
        "damit dabei dafür dort diese dieser dieses niemand alle viele auch nur noch seit bis vor "
        "laut trotz während nun jetzt zwei drei kein keine",
        "fr": "c' s' j' qu' un une il elle ils elles on nous je ce cet cette ces en dans mais et "
        "son sa ses leur leurs selon après avant depuis pour par avec sans si quand comme au aux "
        "plus tous toutes deux trois aucun aussi ainsi alors puis sur entre lors",
        "es": "un una en y pero es se su sus con por para este esta estos estas ese esa no "
        "ni si sin según tras además también aunque mientras cuando como desde hasta sobre entre "
        "ante hay fue ella ellos él ha han",
        "it": "il gli i c' un un' uno una ma e è ed in nel nella nei alla con per non se si sono "
        "ha hanno questo questa anche come quando dopo secondo tra fra su",
        "pt": "o um uma mas e é em no na nos nas ao à com por para não se são foi ele ela eles "
        "este esta isso também como quando segundo após depois até desde",
        "nl": "een het hij zij ze wij we ik dat dit deze die er en maar bij met voor na naar "
        "volgens ook als toen in wie wat niet om door uit zijn haar hun",
        "sv": "en ett det han hon vi jag och men i på av för med till från efter enligt när om som "
        "så nu också där här",
        "no": "en et ei det han hun vi jeg og men i på av for med til fra etter ifølge når om så "
        "nå også der her",
        "da": "en et det han hun vi jeg og men i på af for med til fra efter ifølge når om så nu "
        "også der her",
        "ru": "в во на и но а он она оно они это этот эта эти как по с со у за из от до для к мы я "
        "его её ее их при после если когда что все всё так также же однако кроме потом теперь "
        "сейчас ранее позже сегодня вчера ещё еще уже не ни только об о под там здесь тот та те "
        "при том среди согласно между тем более именно поэтому затем тогда",
        "uk": "в у на і й та але а він вона воно вони це цей ця ці як по з із зі за від до для ми "
        "я його її їх при після тоді якщо коли що все так також однак проте крім потім тепер зараз "
        "раніше пізніше сьогодні вчора ще вже не ні лише тільки про під там тут той серед згідно",
        "pl": "w we na i a ale on ona ono oni one to ta te jak po z ze u za od do dla my ja "
        "jego jej ich przy gdy kiedy jeśli co wszystkie tak także również jednak teraz wcześniej "
        "później dziś wczoraj jeszcze już nie o pod tam tu tutaj wśród według potem dlatego",
        "cs": "v ve na a i ale on ona ono oni to ta ti tato tento toto jak po z ze u za od do "
        "pro my já jeho její jejich při když pokud co vše tak také však nyní teď dříve později "
        "dnes včera ještě už ne o pod tam tady podle potom proto mezi",
        "tr": "bu şu o ve ama ancak fakat bir iki ben biz siz onlar daha sonra önce ayrıca ise "
        "çünkü bugün dün yarın yeni tüm her bütün hiç öte böylece",
    }
)
_STARTERS["sk"] = _STARTERS["cs"] | frozenset(
    ["vo", "sa", "ale", "on", "pri", "keď", "ak", "však", "teraz", "dnes", "včera"]
)
# Such words with which names begin, too.
_OF_NAMES = _table(
    {
        "cs": "ten", "pl": "ten", "sk": "ten", "de": "von", "fr": "le la les l' d'",
        "es": "el la lo los las",
        "it": "la le li lo l' al dal dalla da",
        "nl": "de op", "pt": "a as os", "sv": "den de", "no": "den de", "da": "den de",
    }
)  # fmt: skip
