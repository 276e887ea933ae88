"""The words by which `lifted.py` tells that a sentence leans on the one before it; case folded."""

# Words that point back: the reader of one sentence cannot know to what.
PRONOUNS = {
    "en": "he she it they this that these those his her their its such both there here he's "
          "she's it's they're that's there's here's he'd she'd they'd he'll she'll it'll they've "
          "him them",
    "de": "er sie es dies diese dieser dieses diesem diesen dem deren dessen sein seine seinen "
          "seiner ihr ihre ihren ihrem dabei dafür dagegen damit daran darauf daraus darin "
          "darunter davon davor dazu dort hier hierzu so das denen solche letztere letzterer "
          "derartige",
    "fr": "il elle ils elles ce cet cette ces celui celle ceux celles cela ça son sa ses leur "
          "leurs y c'est c'était ceci celle-ci celui-ci ceux-ci celles-ci",
    "es": "él ella ellos ellas este esta estos estas ese esa esos esas esto eso su sus ello "
          "ahí allí aquel aquella dicho dicha dichos dichas tal tales",
    "it": "lui lei essi esse loro questo questa questi queste quello quella quest'ultimo ciò suo "
          "sua suoi sue egli ella tale tali",
    "pt": "ele ela eles elas este esta estes estas esse essa esses essas isso isto seu sua seus "
          "suas aquele aquela tal tais dele dela",
    "nl": "hij zij ze het dit dat deze die zijn haar hun daar hier hem",
    "sv": "han hon den det de detta denna dessa hans hennes deras där här dem",
    "no": "han hun den det de dette denne disse hans hennes deres der her dem",
    "da": "han hun den det de dette denne disse hans hendes deres der her dem",
    "fi": "hän se he ne tämä nämä hänen sen heidän niiden siellä tuo nuo tässä tätä",
    "pl": "on ona ono oni one to ten ta te jego jej ich tam taki takie taka tego tym",
    "cs": "on ona ono oni to ten ta ty jeho její jejich tam tento tato toto tyto takový taková",
    "ru": "он она оно они это этот эта эти его её ее их там такой такая такие такое этого этому "
          "этим эту",
    "uk": "він вона воно вони це цей ця ці його її їх їхній там такий така такі таке цього цьому "
          "цим цю",
    "tr": "o bu şu onlar bunlar onun bunun onların orada burada bunu onu böyle",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκεί τέτοια τέτοιο τέτοιες",
    "id": "dia ia mereka ini itu hal tersebut beliau",
    "vi": "họ nó đây đó điều việc",
    "ar": "هو هي هم هذا هذه ذلك تلك وهو وهي وهذا وهذه وذلك هناك هؤلاء",
    "fa": "او آن این آنها وی آنان",
    "he": "הוא היא הם הן זה זו זאת אלה אלו שם",
    "hi": "वह वे यह ये इस उस उन इन उन्होंने इन्होंने इसके उसके इससे उसने इसने इसका उनके इनके",
    "bn": "তিনি তারা সে এটি এই ওই এ তার তাদের তাঁর",
    "th": "เขา เธอ มัน พวกเขา นั่น นี่",
}  # fmt: skip
# Words that tie a sentence to the one before it.
TIES = {
    "en": "but and so then however also yet or nor because still meanwhile moreover instead thus "
          "therefore nevertheless nonetheless otherwise besides furthermore additionally indeed "
          "afterwards afterward later earlier elsewhere similarly likewise finally lastly hence "
          "consequently conversely alternatively accordingly subsequently secondly thirdly "
          "regardless plus",
    "de": "aber und doch oder denn jedoch außerdem zudem deshalb daher dennoch trotzdem "
          "allerdings also auch darüber hingegen stattdessen dagegen dadurch danach anschließend "
          "schließlich zuvor vorher später seitdem somit folglich ebenso gleichwohl "
          "nichtsdestotrotz hinzu zugleich gleichzeitig immerhin indes indessen dann derweil "
          "unterdessen hierbei deswegen demnach demzufolge ansonsten andererseits einerseits",
    "fr": "mais et ou donc car or puis ainsi alors cependant toutefois pourtant aussi enfin "
          "ensuite néanmoins auparavant ultérieurement d'ailleurs or également désormais "
          "finalement dès parallèlement inversement d'autant reste résultat autrement",
    "es": "pero y o pues así entonces además también sin aunque sino mientras luego después "
          "posteriormente asimismo finalmente no obstante tampoco anteriormente",
    "it": "ma e o però quindi così inoltre anche tuttavia infatti poi intanto invece dunque "
          "infine eppure perciò pertanto successivamente nemmeno",
    "pt": "mas e ou porém assim então além também contudo entretanto já depois portanto "
          "todavia posteriormente finalmente nem",
    "nl": "maar en of dus echter ook toch daarom bovendien daarnaast daarmee vervolgens daarna "
          "ondertussen intussen tevens desondanks niettemin daardoor verder tenslotte later eerder",
    "sv": "men och eller så också dock därför dessutom samtidigt sedan däremot därefter senare "
          "tidigare ändå alltså även slutligen",
    "no": "men og eller så også derfor dessuten samtidig likevel deretter senere tidligere "
          "imidlertid altså dermed",
    "da": "men og eller så også derfor desuden samtidig alligevel dog derefter senere tidligere "
          "altså dermed imidlertid",
    "fi": "mutta ja tai myös kuitenkin siksi lisäksi samalla sitten silti myöhemmin aiemmin näin "
          "toisaalta",
    "pl": "ale i a lub jednak też także dlatego ponadto natomiast więc potem następnie później "
          "wcześniej mimo tymczasem zatem również",
    "cs": "ale a nebo však také proto navíc zároveň přesto potom poté následně později dříve "
          "naopak mezitím tedy rovněž",
    "ru": "но и а или однако также поэтому кроме при тем затем зато впрочем потом позже ранее "
          "тогда итак наконец вместе следовательно",
    "uk": "але і й а або однак також тому крім при водночас потім проте згодом пізніше раніше "
          "тоді отже втім",
    "tr": "ama ve veya ancak ayrıca böylece fakat sonra öte daha yine buna bunun dolayısıyla",
    "el": "αλλά και ή όμως επίσης ωστόσο επιπλέον παράλληλα έπειτα τέλος συνεπώς",
    "id": "tetapi namun dan atau juga selain karena sementara sehingga kemudian lalu akhirnya "
          "sebelumnya selanjutnya tapi",
    "vi": "nhưng và hoặc tuy ngoài vì do đồng sau rồi ngoài",
    "ar": "لكن ولكن كما أما غير إلا ثم وأضاف وأضافت وتابع وتابعت وأردف لذلك وبالتالي بينما وأيضا "
          "أيضا",
    "fa": "اما و یا همچنین ولی سپس بنابراین افزود البته",
    "he": "אבל אך וגם גם לכן עם כמו לאחר מנגד ואולם אולם בנוסף",
    "hi": "लेकिन और या हालांकि इसलिए साथ वहीं मगर फिर जबकि",
    "bn": "কিন্তু এবং তবে এছাড়া তাই এরপর পরে অবশ্য",
    "th": "แต่ และ หรือ ทั้งนี้ นอกจากนี้ อย่างไรก็ตาม ดังนั้น ขณะที่ โดย ซึ่ง ส่วน",
}  # fmt: skip
# And these tie it from further inside: "The mayor, however, sang."
INSIDE = {
    "en": "however meanwhile nevertheless nonetheless moreover therefore furthermore likewise "
          "conversely",
    "de": "jedoch hingegen dagegen allerdings zudem außerdem dennoch deshalb demnach",
    "fr": "toutefois cependant néanmoins pourtant également quant",
    "es": "embargo obstante además asimismo",
    "it": "tuttavia invece inoltre però infatti",
    "pt": "porém contudo entretanto portanto",
    "nl": "echter daarentegen bovendien daarom",
    "sv": "däremot dock dessutom emellertid",
    "no": "imidlertid derimot dessuten",
    "da": "imidlertid derimot desuden",
    "fi": "kuitenkin puolestaan sen sijaan",
    "pl": "jednak natomiast zaś ponadto",
    "cs": "však naopak ovšem navíc",
    "ru": "однако также впрочем",
    "uk": "однак також проте втім",
    "tr": "ise ancak ayrıca",
    "el": "όμως ωστόσο επίσης",
    "id": "namun sementara",
}  # fmt: skip
# "The last of his 12 games was in May."
_SOME_OF_THEIRS = [
    f"{some} of {whose}"
    for some in (
        *("one", "two", "some", "many", "most", "all", "both", "part", "half"),
        *("the first", "the last", "the rest", "the best", "the most"),
    )
    for whose in ("his", "her", "its", "their")
]
# The same in several words.
PHRASES = {
    "en": "as a result|as such|at the same time|at that time|at that point|by contrast|by "
          "comparison|by then|even so|for example|for instance|for that reason|for this reason|"
          "if so|in addition|in fact|in contrast|in other words|in particular|in short|in the "
          "end|in the meantime|in this case|in that case|in turn|more importantly|most of them|"
          "none of them|not only that|of course|of these|of those|on the contrary|on the other "
          "hand|on top of that|one of them|one of these|one of those|rather than that|since "
          "then|some of them|the latter|the former was|the same|the two|the pair|to do so|to do "
          "that|to do this|to that end|to this end|until then|what's more|when asked|with that|"
          "all of this|all this|all of that|all that|after that|after this|before that|before "
          "this|because of this|because of that|despite this|despite that|during that|in that|"
          "in this|in these|under this|under that|under these|with this|with these|from there|"
          "another of|that said|to be clear|not surprisingly|or as|now he|now she|now they|"
          "among them|even then|once there|as for|" + "|".join(_SOME_OF_THEIRS),
    "de": "aus diesem grund|darüber hinaus|hinzu kommt|im gegensatz dazu|in diesem|in dieser|"
          "bei diesem|bei dieser|mit diesem|mit dieser|nach diesem|nach dieser|von diesem|von "
          "dieser|zu diesem|zu dieser|unter diesen|auf diese|an diesem|nicht zuletzt|zum "
          "beispiel|so etwa|so auch|auf der anderen|in der folge|in der zwischenzeit|kurz "
          "darauf|zum einen|zum anderen|alle diese|all das|all dies|einer von ihnen|eine von "
          "ihnen|einige von ihnen|viele von ihnen|die beiden|der letztere|statt dessen|der hat|"
          "der hatte|der ist|der war|der wird|der wurde|der soll|der kann|die hat|die hatte|die "
          "ist|die war|die wird|die wurde|die soll|die haben|die hatten|die sind|die waren|die "
          "werden",
    "fr": "à ce sujet|à ce titre|à cet égard|après cela|au contraire|au final|au même moment|"
          "avant cela|dans ce|dans cette|dans ces|dans le même temps|dans la foulée|de ce|de "
          "cette|de fait|de même|de plus|de son côté|depuis lors|du coup|en ce|en conséquence|"
          "en effet|en outre|en revanche|en ce sens|entre temps|malgré cela|malgré ce|or si|par "
          "ailleurs|par conséquent|par contre|par exemple|pour autant|pour ce faire|pour cela|"
          "quant à|quoi qu'il en soit|sur ce|tous deux|tous les deux|toutes deux|à l'inverse|à "
          "noter|d'autre part|d'un autre côté|l'un d'eux|l'une d'elles|ce dernier|cette "
          "dernière|l'intéressé|autant de",
    "es": "a su vez|al mismo tiempo|a este respecto|de hecho|de esta|de este|de ese|de esa|en "
          "cambio|en este|en esta|en ese|en esa|en efecto|es decir|es por eso|mientras tanto|no "
          "obstante|por eso|por ello|por lo tanto|por otra parte|por otro lado|por su parte|por "
          "ejemplo|por tanto|sin embargo|tras ello|tras esto|ambos|el mismo|la misma|con ello|"
          "con esto|para ello",
    "it": "a sua volta|allo stesso tempo|al contrario|d'altra parte|dal canto|di fatto|di "
          "conseguenza|in questo|in questa|in quel|in quella|in effetti|in particolare|nel "
          "frattempo|oltre a|per esempio|per questo|per quanto|per contro|entrambi|entrambe|con "
          "questo|con questa|a questo|a tal|in tal",
    "pt": "ao mesmo tempo|além disso|apesar disso|com isso|de fato|de facto|desse|desta|deste|"
          "dessa|em seguida|em vez disso|enquanto isso|nesse|nessa|neste|nesta|no entanto|por "
          "exemplo|por isso|por outro lado|por sua vez|sendo assim|ambos|ambas|para isso",
    "nl": "aan de andere kant|als gevolg daarvan|bij deze|bij dit|daar komt|in dat|in dit|in "
          "deze|met dat|met die|met deze|naar aanleiding daarvan|om die reden|op dat|op die|"
          "tegelijkertijd|bijvoorbeeld|beide|een van hen|sinds dien",
    "sv": "å andra sidan|bland annat|bland dem|dessutom|efter det|i stället|i samband med det|"
          "på så sätt|till exempel|trots det|under tiden|av dem|båda|en av dem|i det|på det",
    "no": "på den andre siden|blant annet|blant dem|etter det|i stedet|på den måten|for "
          "eksempel|til tross for det|i mellomtiden|av disse|begge|en av dem|i det|i tillegg",
    "da": "på den anden side|blandt andet|blandt dem|efter det|i stedet|på den måde|for "
          "eksempel|trods det|i mellemtiden|af disse|begge|en af dem|ud over det",
    "fi": "sen sijaan|toisaalta|tästä huolimatta|tämän lisäksi|sen jälkeen|tämän jälkeen|"
          "esimerkiksi|samaan aikaan",
    "pl": "co więcej|na przykład|w tym|w tej|w tych|z drugiej strony|w związku z tym|w ten|w "
          "rezultacie|w międzyczasie|po tym|poza tym|oprócz tego|oboje|obaj|jeden z nich|z kolei|"
          "tym samym",
    "cs": "co víc|na druhé straně|na druhou stranu|kromě toho|v této|v tomto|v tom|po tom|z toho|"
          "díky tomu|kvůli tomu|mimo to|například|oba|jeden z nich|v reakci na to",
    "ru": "в этом|в этой|в этих|в том|в то же время|в свою очередь|в связи с этим|в частности|в "
          "результате|вместе с тем|для этого|к тому же|кроме того|между тем|на этом|на это|на "
          "этой|например|несмотря на это|об этом|помимо этого|после этого|по его|по ее|по её|по "
          "их|при этом|с другой стороны|таким образом|тем не менее|тем временем|то есть|до этого|"
          "из них|из-за этого|именно|оба|за это|речь идет|речь идёт",
    "uk": "в цьому|у цьому|у цій|в той же час|у свою чергу|своєю чергою|у зв'язку з цим|зокрема|"
          "в результаті|разом з тим|для цього|до того ж|крім того|між тим|на цьому|на це|"
          "наприклад|попри це|про це|окрім цього|після цього|за його|за її|за їх|при цьому|з "
          "іншого боку|таким чином|тим не менш|тим часом|тобто|через це|з них|обидва|йдеться",
    "tr": "bu arada|bu nedenle|bu yüzden|öte yandan|bunun üzerine|bunun yanı sıra|buna rağmen|"
          "bu durum|daha sonra|aynı zamanda|diğer yandan|bu sırada|örneğin|her ikisi",
    "el": "από την άλλη|εκτός αυτού|για παράδειγμα|παρ' όλα αυτά|στη συνέχεια|στο μεταξύ|ως εκ "
          "τούτου|σε αυτό|σε αυτή|για αυτό|και οι δύο|την ίδια στιγμή|την ίδια ώρα",
    "id": "akan tetapi|di sisi lain|dengan demikian|dengan begitu|meski demikian|meski begitu|"
          "oleh karena itu|oleh sebab itu|pada saat itu|setelah itu|sebagai contoh|selain itu|"
          "sementara itu|untuk itu|hal ini|hal itu|keduanya|walau demikian|dalam hal",
    "vi": "bên cạnh đó|do đó|vì vậy|vì thế|tuy nhiên|ngoài ra|trong khi đó|sau đó|tại đây|theo "
          "đó|trước đó|mặt khác|ví dụ|đồng thời|ông này|bà này|ông ấy|bà ấy|anh ta|cô ấy|cả hai|"
          "trong đó|nhờ đó|khi đó",
    "ar": "من جهة أخرى|في المقابل|في هذا|في هذه|في الوقت نفسه|بالإضافة إلى ذلك|على سبيل المثال|"
          "نتيجة لذلك|رغم ذلك|بعد ذلك|قبل ذلك|إلى ذلك|ومع ذلك|وفي هذا|وفي الوقت|من جانبه|ومن "
          "جانبه|لهذا|وكان قد|على الرغم من ذلك|ومن بين",
    "fa": "از سوی دیگر|از طرف دیگر|با این حال|با این وجود|به همین دلیل|در این|در همین|در حالی "
          "که|علاوه بر این|به عنوان مثال|پس از آن|پیش از این|به گفته وی|از این رو",
    "he": "עם זאת|כמו כן|לעומת זאת|יתרה מזאת|בנוסף לכך|מצד שני|לדוגמה|בין היתר|על פי כן|למרות "
          "זאת|לאחר מכן|בין השאר|אף על פי",
    "hi": "इस बीच|इसके अलावा|इसके बाद|इसी बीच|दूसरी ओर|हालाँकि|उदाहरण के|इस वजह|इस तरह|यही वजह|ऐसे में|"
          "इस दौरान|इसी तरह",
    "bn": "অন্যদিকে|এর ফলে|এর আগে|এর পর|এ ছাড়া|এদিকে|উদাহরণ|এ সময়|এ কারণে|তা ছাড়া",
}  # fmt: skip
# Chinese, Japanese, Korean: no spaces to tell the first word by.
TIES_OR_POINTS = (
    "但|而(?!立)|并且|並且|此外|另外|因此|所以|同时|同時|然而|不过|不過|他|她|它|这|這|那[么个些时麼個時]?|"
    "其[中次他实實]?|对此|對此|随后|隨後|之后|之後|接着|与此同时|與此同時|例如|比如|该|該|上述|总之|最后|最後|"
    "最终|最終|于是|於是|可是|只是|何况|尽管如此|儘管如此|反之|換言之|换言之|也就是说|"
    "しかし|また[、は]|そして|だが|ただ[、し]|一方|これ|それ|この|その|彼|さらに|なお、|こうした|こうして|そこで|"
    "ところが|つまり|例えば|たとえば|まず|次に|だから|ほかに|このほか|しかも|もっとも、|ちなみに|とはいえ|むしろ|"
    "同(?=[社氏日市県国大署省庁紙局州法機店校月年]|組合|委員会|選手|容疑者)|"
    "하지만|그러나|그리고|또한|또\\s|이에|이는|이를|이와|이로|이런|이러한|이처럼|그는|그녀|그가|그의|"
    "그들|이들|이\\s|그\\s|이어\\s|이후\\s|특히|다만|한편|따라서|그래서|반면|"
    "예를 들어|앞서|당시\\s|그러면서|그런데|여기에|이날\\s|이번에는|결국|즉\\s|해당\\s"
)
