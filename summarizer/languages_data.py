"""The evidence by which languages are told apart: scripts, letters of their own, small words."""

NAMES = {
    "am": "Amharic", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "kn": "Kannada", "ko": "Korean", "lo": "Lao", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi", "ms": "Malay",
    "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "or": "Odia",
    "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip

# Unicode blocks of each script, as the inside of a character class.
SCRIPTS = {
    "greek": "\u0370-\u03ff\u1f00-\u1fff", "cyrillic": "\u0400-\u052f",
    "armenian": "\u0531-\u058f", "hebrew": "\u05d0-\u05f2",
    "arabic": "\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0904-\u0939\u0958-\u097f", "bengali": "\u0985-\u09b9\u09dc-\u09df",
    "gurmukhi": "\u0a05-\u0a39", "gujarati": "\u0a85-\u0ab9", "odia": "\u0b05-\u0b39",
    "tamil": "\u0b85-\u0bb9", "telugu": "\u0c05-\u0c39", "kannada": "\u0c85-\u0cb9",
    "malayalam": "\u0d05-\u0d39", "sinhala": "\u0d85-\u0dc6", "thai": "\u0e01-\u0e30\u0e40-\u0e46",
    "lao": "\u0e81-\u0eb0", "burmese": "\u1000-\u102a", "georgian": "\u10a0-\u10ff",
    "hangul": "\u1100-\u11ff\uac00-\ud7a3", "ethiopic": "\u1200-\u137f", "khmer": "\u1780-\u17b3",
    "kana": "\u3041-\u3096\u30a1-\u30fa", "han": "\u3400-\u4dbf\u4e00-\u9fff",
}  # fmt: skip

# Letters that, among the languages of the same script, (nearly) only this one writes.
LETTERS = {
    "uk": "іїєґ", "ru": "ыэё", "be": "ў", "sr": "ђћ", "mk": "ѓќѕ", "kk": "әғқңұ", "bg": "ъщ",
    "fa": "پچژگکی", "ur": "ٹڈڑےںھہ", "ar": "ةىيكإ",
    "mr": "ळ", "vi": "ạảấầậắặẹẽếềểệịọốồộớờợụủứừửữựđơư", "tr": "ışğ", "pl": "łąęśżźćń",
    "cs": "ěřů", "sk": "ľĺŕô", "hu": "őű", "ro": "țșăţş", "sv": "äå", "no": "øå", "da": "øæ",
    "is": "ðþ", "lv": "āēīūķļņģ", "lt": "ųėįū", "et": "õ", "pt": "ãõ", "es": "ñ¿¡", "de": "ßüä",
    "fi": "ä", "sq": "ë", "fr": "êèœ",
}  # fmt: skip

NOT_LATIN = ("hi", "mr", "ne", "ar", "fa", "ur", "ru", "uk", "bg", "be", "sr", "mk", "kk")
"""Those languages below that are not written in Latin letters."""

# The commonest small words of each language. A word of several languages counts for each a part.
SMALL_WORDS = {
    "en": "the of and to in a is that for it on was with as by at his he from be are this "
          "have had not but which has were they their or an will been who said its would "
          "after about more",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als "
          "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie "
          "einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sagte",
    "fr": "le la les de des du et à un une en est que dans pour qui sur pas par plus au avec "
          "ce il se sont cette ont mais être aux son sa ses été comme elle nous ou leur après "
          "selon était c'est qu'il d'un d'une deux",
    "es": "el la los las de del y en que un una es por con para se su al lo como más pero sus "
          "le ha este sobre entre cuando muy sin ser también hasta hay desde fue donde han "
          "años esta ya según está son no",
    "it": "il lo la i gli le di del della dei delle e in che un una è per con non si da al "
          "alla nel sono ha come più ma anche dal dalla sul questo gli sua suo degli nella ai "
          "dopo essere stato hanno tra anni c'è dell nell",
    "pt": "o a os as de do da dos das e em no na que um uma é para com por não se mais ao "
          "como mas foi pela pelo sua seu são também nos ele ser já até está entre quando "
          "muito há às disse anos sobre tem",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als door bij "
          "maar dan nog naar hij heeft uit ze over worden wordt meer die was tot werd hebben "
          "deze geen zei kan jaar wel",
    "sv": "och i att det som en på är av för med den till inte har de ett om han var men sig "
          "från vi så kan när vid under eller efter ut nu också ska hon över blir mot mycket "
          "säger år",
    "no": "og i det er som en på av for med til at den har de ikke et om han var men seg fra "
          "vi så kan når ved under eller etter også skal hun over blir mot ble sier å være "
          "opp år mener noen mye hva gjennom nå fikk gikk enn uten mellom slik ut inn blitt vært "
          "hadde gjør dere bare selv",
    "da": "og i det er som en på af for med til at den har de ikke et om han var men sig fra "
          "vi så kan når ved under eller efter også skal hun over bliver mod blev siger være "
          "op år hvor mere nogle nogen meget hvad uden ud ind end mellem sådan blevet været havde "
          "gør kun lidt ham hende",
    "fi": "ja on ei että se hän oli ovat mutta kun myös joka sen mukaan jo tai hänen niin "
          "vain ole ovat kuin mitä nyt sitä vuonna kanssa olla ollut jos voi sanoo kertoo "
          "jälkeen vuoden",
    "pl": "i w na z że do się nie to jest o jak po co od za przez dla ale przy tym są tego "
          "oraz może tylko jego było był także która które który przed ze czy już ma roku",
    "cs": "a v na se že je s z do o i ve to by pro jsou ale za které který jako po podle už "
          "od při jeho není která také byl být bude jsem však před aby ze si řekl let roku",
    "sk": "a v na sa že je s z do o aj vo to by pre sú ale za ktoré ktorý ako po podľa už od "
          "pri jeho nie je ktorá tiež bol byť bude však pred aby zo si povedal rokov roku",
    "sl": "in v na je se da z za so ki pa po tudi ne bi s od kot še pri do ali že bil bila "
          "bilo iz njegov lahko leta le",
    "hr": "i u na je se da za su od s koji koja koje o što kao ali bi iz nije će do ne sam "
          "biti te po kako bio prema godine rekao",
    "hu": "a az és hogy nem is egy ez meg volt azt már csak szerint még el de mint vagy lehet "
          "van után ki kell pedig lesz ezt majd között amely aki",
    "ro": "și în de la a cu pe că nu din o este care un pentru sau mai să au fost sunt al ale "
          "prin după dar fi lui către despre",
    "tr": "ve bir bu da de için ile olarak çok daha gibi olan en sonra kadar ancak ne var ise "
          "o ya her göre yeni oldu olduğunu dedi etti değil "
          "tarafından üzere ilgili arasında kapsamında şekilde eden yapılan ettiği edilen",
    "id": "yang dan di ini itu dengan untuk dari pada tidak dalam akan juga ke karena ada "
          "oleh mereka sudah bisa saat telah adalah kata tersebut kami dia para seperti "
          "menjadi tahun bahwa karena serta masyarakat sedangkan hingga usai pun agar anda "
          "setelah merupakan pemerintah",
    "ms": "yang dan di ini itu dengan untuk dari pada tidak dalam akan juga ke kerana ada "
          "oleh mereka sudah boleh telah adalah kata tersebut kami beliau para seperti "
          "menjadi tahun bahawa kerana ialah iaitu selepas turut kerajaan sekiranya bagi manakala",
    "vi": "và của là có trong cho được các với không một người này đã khi để những từ đến ở "
          "về như năm vào ra tại nhiều theo ông bị cũng sau",
    "ca": "el la els les de del i en que un una és per amb es al com més però seu ha aquest "
          "sobre entre quan molt sense ser també fins hi des va ja segons són no han dels pel",
    "et": "ja on ei et see ta oli kui ka mis ning oma aga kes seda ole välja pärast selle "
          "siis nii veel või ütles aasta",
    "lt": "ir kad į yra su iš bet kaip tai per buvo jis ar nuo tik po jau dėl apie už metų "
          "taip pat kuris savo",
    "lv": "un ir ka no uz ar par kas arī bet pēc kā to līdz tika gan tas nav bija vai gada "
          "jau savu lai viņš",
    "is": "og að í á er sem það til við um en hann fyrir var ekki með af hafa frá hefur eru "
          "því þeir segir verið",
    "sw": "ya na wa kwa ni katika la za kuwa hiyo huo alisema cha wakati baada pia hii kama "
          "watu hivyo lakini yake",
    "tl": "ang ng sa na mga at ay para ni si hindi ito kung may siya nang mula kanilang din",
    "eu": "eta da ez du bat dute ere egin zen izan dira dela baina edo dituzte duen hori",
    "ga": "an na agus ar is a i go bhí leis tá sé ag do le mar nach ach seo faoi",
    "sq": "dhe në e të një për me që i se nga është ka nuk u si më janë por do kjo",
    "ru": "и в не на с что по из за о от к для как это он его но был до она они года при "
          "которые также у все было уже так если году после или между будет сказал",
    "uk": "і в не на з що по із за про від до для як це він його але був та вона вони року "
          "при які також у все було вже так якщо році після або між буде сказав",
    "bg": "и в не на с че по от за до да как това той му но беше са тя те година при които "
          "също е все вече така ако след или между ще каза се",
    "be": "і ў не на з што па за ад да для як гэта ён яго але быў яна яны года пры якія "
          "таксама у усё было ўжо так калі пасля",
    "sr": "и у не на са да је по из за од до као то он али био се су који која која године "
          "при такође већ тако ако после или између ће рекао",
    "mk": "и во не на со дека е по од за до да како тоа тој но беше се тие година при кои "
          "исто веќе така ако или меѓу ќе рече ги",
    "kk": "және мен бұл бір үшін да де деп болып ол осы еді бойынша жылы қазақстан бар",
    "ar": "في من على إلى أن عن مع هذا التي الذي هذه كان ما لا بعد قال كما أو بين بعد كل وقد "
          "عام",
    "fa": "در به از که این را با است برای آن یک خود تا شد کرد بر هم نیز های می شده گفت او اما",
    "ur": "کے کی میں ہے اور سے کا کو نے پر کہ یہ ہیں کہا اس بھی گیا تھا ایک تو",
    "hi": "के में की है और से का को ने पर कि यह हैं इस भी किया था एक तो नहीं कहा लिए गया हो",
    "mr": "आहे आणि या च्या ते ही हे व तर मध्ये होते आहेत असे केली नाही की त्या",
    "ne": "छ र को का मा ले हो भएको गरेको पनि छन् गर्ने थियो नेपाल भने लागि",
}  # fmt: skip
