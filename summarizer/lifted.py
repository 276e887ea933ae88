"""How a sentence reads when it is lifted out of its place: does it dangle, who is speaking."""

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"[\"“«„「]([^\"“”«»„「」]*)[\"”»“「」]")
_MARKS = '"“«„「'

# Words that point back: the reader of one sentence cannot know to what.
_PRONOUNS = {
    "en": "he she it they this that these those his her their its such both there here",
    "de": "er sie es dies diese dieser dieses dieses dem deren dessen sein seine ihr ihre "
          "dabei dafür dagegen damit daran darauf daraus dazu dort so das",
    "fr": "il elle ils elles ce cette ces celui celle ceux cela ça son sa ses leur leurs y "
          "c'est",
    "es": "él ella ellos ellas este esta estos estas ese esa esos esas esto eso su sus ello "
          "ahí",
    "it": "lui lei essi esse loro questo questa questi queste quello quella ciò suo sua egli",
    "pt": "ele ela eles elas este esta estes estas esse essa esses isso isto seu sua aquele",
    "nl": "hij zij ze het dit dat deze die zijn haar hun daar hier",
    "sv": "han hon den det de detta denna dessa hans hennes deras där här",
    "no": "han hun den det de dette denne disse hans hennes deres der her",
    "da": "han hun den det de dette denne disse hans hendes deres der her",
    "fi": "hän se he ne tämä nämä hänen sen heidän niiden siellä",
    "pl": "on ona ono oni one to ten ta te jego jej ich tam",
    "cs": "on ona ono oni to ten ta ty jeho její jejich tam tento tato",
    "ru": "он она оно они это этот эта эти его её ее их там такой такая такие",
    "uk": "він вона воно вони це цей ця ці його її їх їхній там такий така такі",
    "tr": "o bu şu onlar bunlar onun bunun onların orada burada",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκεί",
    "id": "dia ia mereka ini itu hal tersebut",
    "vi": "ông bà anh chị họ nó đây đó điều",
    "ar": "هو هي هم هذا هذه ذلك تلك وهو وهي وهذا",
    "fa": "او آن این آنها وی",
    "he": "הוא היא הם הן זה זו אלה",
    "hi": "वह वे यह ये इस उस उन उन्होंने इसके उसके इससे",
    "bn": "তিনি তারা সে এটি এই ওই",
}  # fmt: skip
# Words that tie a sentence to the one before it.
_TIES = {
    "en": "but and so then however also yet or because still meanwhile moreover instead thus "
          "therefore nevertheless nonetheless otherwise besides furthermore additionally "
          "indeed",
    "de": "aber und doch oder denn jedoch außerdem zudem deshalb daher dennoch trotzdem "
          "allerdings also auch darüber hingegen stattdessen",
    "fr": "mais et ou donc car or puis ainsi alors cependant toutefois pourtant aussi enfin "
          "ensuite",
    "es": "pero y o pues así entonces además también sin aunque sino mientras luego",
    "it": "ma e o però quindi così inoltre anche tuttavia infatti poi intanto invece",
    "pt": "mas e ou porém assim então além também contudo entretanto já depois",
    "nl": "maar en of dus echter ook toch daarom bovendien daarnaast daarmee",
    "sv": "men och eller så också dock därför dessutom samtidigt sedan",
    "no": "men og eller så også derfor dessuten samtidig likevel",
    "da": "men og eller så også derfor desuden samtidig alligevel dog",
    "fi": "mutta ja tai myös kuitenkin siksi lisäksi samalla sitten",
    "pl": "ale i a lub jednak też także dlatego ponadto natomiast więc",
    "cs": "ale a nebo však také proto navíc zároveň přesto",
    "ru": "но и а или однако также поэтому кроме при тем затем зато",
    "uk": "але і й а або однак також тому крім при водночас потім проте",
    "tr": "ama ve veya ancak ayrıca bu bunun böylece fakat",
    "el": "αλλά και ή όμως επίσης ωστόσο",
    "id": "tetapi namun dan atau juga selain karena sementara sehingga",
    "vi": "nhưng và hoặc tuy ngoài vì do đồng",
    "ar": "لكن ولكن كما أما غير إلا ثم",
    "fa": "اما و یا همچنین ولی",
    "he": "אבל אך וגם גם לכן",
    "hi": "लेकिन और या हालांकि इसलिए साथ वहीं",
    "bn": "কিন্তু এবং তবে এছাড়া তাই",
}  # fmt: skip
_TIES_OR_POINTS = re.compile(  # Chinese, Japanese, Korean: no spaces to tell the first word by
    r"(?:但|而|并且|並且|此外|另外|因此|所以|同时|同時|然而|不过|不過|他|她|它|这|這|那|其|"
    r"しかし|また|そして|だが|ただ|一方|これ|それ|この|その|彼|同|"
    r"하지만|그러나|그리고|또|이에|이는|그는|그녀|이|그)"
)
_FIRST_PERSON = {
    "en": "i we you my our i'm we're i've we've your us me",
    "de": "ich wir mein unser uns mir mich",
    "fr": "je nous vous j'ai mon notre nos",
    "es": "yo nosotros nuestro nuestra mi mis",
    "it": "io noi nostro nostra mio mia",
    "pt": "eu nós nosso nossa meu minha",
    "nl": "ik wij we mijn onze ons",
    "sv": "jag vi min vår mig oss",
    "no": "jeg vi min vår meg oss",
    "da": "jeg vi min vores mig os",
    "ru": "я мы мой наш нам мне нас",
    "uk": "я ми мій наш нам мені",
    "pl": "ja my mój nasz nam",
    "cs": "já my můj náš nám",
}
_SAYS = frozenset(
    {
        "added", "said", "says", "adds", "told", "asked", "replied", "explained", "continued",
        "insisted", "concluded", "went", "noted", "sagte", "ergänzte", "fügte", "dit", "ajouté",
        "añadió", "dijo", "agregó", "disse", "aggiunto", "zei", "voegde",
    }
)  # fmt: skip
_BRIEF = 14  # words; a longer "He added" tells something all the same


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


_POINTING, _TYING, _SPEAKING = _table(_PRONOUNS), _table(_TIES), _table(_FIRST_PERSON)
_NONE: frozenset[str] = frozenset()


def stands_alone(text: str, words: Sequence[str], language: str) -> int:
    """Return 2 if a sentence can be read by itself, 1 if it points back, 0 if it hangs in the air.

    Args:
        text: the sentence.
        words: its case-folded words.
        language: ISO 639-1 code; of an unknown language every sentence stands alone.
    """
    if not words or text[0] in _MARKS:
        return 2
    if language in {"zh", "ja", "ko"}:
        return 1 if _TIES_OR_POINTS.match(text) else 2
    first, second = words[0], words[1] if len(words) > 1 else ""
    points, ties = _POINTING.get(language, _NONE), _TYING.get(language, _NONE)
    if first in ties:
        return 0 if second in points else 1
    if first in points:
        return 0 if second in _SAYS and len(words) <= _BRIEF else 1
    return 2


def speaks(text: str, words: Sequence[str], language: str) -> tuple[float, bool]:
    """Return which share of the sentence is quoted (0 to 1), and whether it says "I" or "we"."""
    quoted = 0.0
    if '"' in text or (not text.isascii() and any(mark in text for mark in _MARKS)):
        quoted = sum(map(len, _QUOTED.findall(text))) / len(text)
    return quoted, not _SPEAKING.get(language, _NONE).isdisjoint(words)
