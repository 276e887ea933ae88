"""The words by which `lifted.py` tells who is speaking; case folded."""

FIRST_PERSON = {
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
    "fi": "minä me minun meidän meitä",
    "ru": "я мы мой наш нам мне нас",
    "uk": "я ми мій наш нам мені",
    "pl": "ja my mój nasz nam",
    "cs": "já my můj náš nám",
    "tr": "ben biz benim bizim bize",
    "el": "εγώ εμείς μου μας",
    "id": "saya kami kita aku",
    "vi": "tôi chúng",
    "hi": "मैं हम मेरा हमारा हमें मुझे",
    "he": "אני אנחנו שלי שלנו",
    "fa": "من ما",
}
# Languages whose newspapers begin what somebody says with a dash: "– We are glad, says the mayor."
_DASHED = "no da sv fi is pl cs sk uk ru be bg sr mk fr es ca pt it ro tr el hu lt lv et"
DASHED = frozenset(_DASHED.split())
# Who speaks, as told by a word that names nobody: '"We won," she said.'
PERSONS = {
    "en": "he she they it",
    "de": "er sie es",
    "fr": "il elle ils elles on",
    "es": "él ella ellos ellas",
    "it": "lui lei",
    "pt": "ele ela eles elas",
    "nl": "hij zij ze",
    "sv": "han hon de",
    "no": "han hun de",
    "da": "han hun de",
    "fi": "hän he",
    "pl": "on ona",
    "cs": "on ona",
    "ru": "он она они",
    "uk": "він вона вони",
    "el": "αυτός αυτή",
    "id": "dia ia",
    "fa": "او وی",
    "he": "הוא היא הם",
    "hi": "उन्होंने उसने",
}
# After a pronoun these make a brief sentence worthless: "He added that it was late."
_SAYS = """
added said says adds told asked replied explained continued insisted concluded went noted sagte sagt
ergänzte fügte meinte betonte erklärte dit ajouté ajoute explique affirme précise añadió dijo agregó
explicó afirmó señaló disse aggiunto ha afirmou acrescentou zei zegt voegde säger sa tillade sier
sagde siger tilføjede sanoi kertoi lisäsi powiedział dodał dodała řekl dodal řekla uvedl сказал
добавил отметил сказала сказав додав зазначив dedi söyledi είπε πρόσθεσε قال أضاف گفت افزود אמר
הוסיף कहा berkata mengatakan nói
say writes wrote admitted joked recalled stated warned stressed
schreibt schrieb erzählt erzählte sagten meint betont warnte warnt berichtet berichtete
expliqué déclare déclaré affirmé estimé estime assuré assure indiqué indique martelé précisé confié
confie raconte raconté souligne souligné lance lancé regrette prévient répond répondu écrit poursuit
explica cuenta señala asegura aseguró contó dicho declaró spiega racconta spiegato raccontato detto
chiesto diz contou explicou zeiden vertelt vertelde
uttalte udtalte
forteller forklarer mener skriver fortalte forklarte mente skrev svarer svarte utbryter innrømmer
forsikrer avslutter påpeker understreker fastslår bekrefter opplyser uttaler lyder
fortæller forklarer mener fortalte udtaler understreger oplyser
berättar förklarar menar skriver berättade skrev uppger svarar konstaterar betonar
toteaa totesi kommentoi arvioi
mówi mówił mówiła podkreśla podkreślił podkreśliła zaznaczył zaznaczyła tłumaczy ocenia ocenił
argumentował argumentowała napisał stwierdził stwierdziła dodaje pisze
uvádí dodává řekli vysvětlil prohlásil prohlásila
говорит говорил сказали рассказал рассказала пояснил пояснила заявил заявила подчеркнул подчеркнула
ответил ответила спросил спросила уточнил уточнила считает продолжил закончил начал признался
говорить сказала розповів розповіла заявила зазначила пояснив підкреслив додала каже
"""
SAYS = frozenset(_SAYS.split())
# Words that mean something else in other languages ("to have", "her", "your"): where they say it.
SAYS_ONLY_IN = {
    "ha": frozenset({"it"}),  # "ha dichiarato"
    "sa": frozenset({"sv"}),
    "dit": frozenset({"fr"}),
}
