"""A second round of hard cases of sentence splitting: each list is what must come out."""

import pytest

from summarizer.glue import glued_places
from summarizer.sentences import split

CASES = {
    "en": [
        ["He was born at St. Mary's Hospital, Mt. Vernon, on Nov. 3, 1950.", "He died there."],
        ["The firm (founded in 1999. It moved later.) was sold.", "Nobody minded."],
        ["Gov. Gavin Newsom met Lt. Col. Ana Ruiz at 10 a.m. on Monday.", "They agreed."],
        ["It rose 0.5 percent to $1.2 billion vs. $1.1 billion.", "Shares fell."],
        ["“Is it over?” she asked.", "It was not."],
        ["Write to info@example.com or see https://example.com/a.b?c=1.", "We answer."],
        ["Mr. and Mrs. J. R. R. Smith Jr. left.", "The door closed."],
        ["The U.N. Security Council met.", "The E.U. was absent."],
        ["“I won…” he said.", "Then he slept."],
        ["He told me.", "Police said no."],
        ["The ’Canes beat the Devils.", "They sang all night.", "The night was the players’."],
        ["He has a plan B.", "Residents like it.", "John B. Smith is in Group C.", "Spain won."],
        ["It fell on Wall St.", "The U.S. Senate met.", "The hole is 3 ft.", "It is deep."],
    ],
    "de": [
        ["Sie wohnt in der Hauptstr. 5 in St. Gallen.", "Er nicht."],
        ["Das kostet u. a. 3,50 Euro, i. d. R. mehr.", "Viel zu viel!"],
        ["Am 24.12.2020 kam Prof. Dr. h. c. Weber.", "Er blieb bis 18.30 Uhr."],
        ["„Kommt er?“, fragte sie.", "„Nein!“, rief er."],
        ["Laut § 5 Abs. 2 StGB gilt das nicht.", "Nr. 7 gilt."],
        ["Siehe www.example.de/a.html für mehr.", "Das ist gratis."],
        ["Die Firma (gegr. 1999) wächst.", "Sie sucht ca. 20 Leute."],
        ["Er wartete … und ging.", "Niemand kam."],
        [
            "Äpfel, Birnen usw.",
            "Der Rat zahlt 5 Mio.",
            "Die Stadt wächst.",
            "Es gilt bis 44 v. Chr.",
        ],
        [
            "Sie spielt in Gruppe B.",
            "Der Trainer lacht.",
            "Sie nimmt Vitamin D.",
            "Forscher J. Weber nicht.",
        ],
    ],
    "fr": [
        ["MM. Dupont et Durand, p. ex., sont venus.", "Mme Roy aussi."],
        ["Le 1er mai, à 8 h 30, il a plu.", "Il a plu 3,2 mm."],
        ["« Non ! » a-t-il crié.", "Puis il est parti."],
        ["Voir l'art. 5 du code.", "Il est clair."],
        ["J.-P. Martin habite à St. Denis.", "Il y vit bien."],
        ["Le site www.exemple.fr est gratuit.", "Tout le monde y va."],
        ["Il hésite… puis il part.", "Elle reste."],
        ["Des pommes, etc.", "La ville paie.", "Il est du groupe B.", "Le Portugal joue."],
        ["Bruno B. Le Maire et J. Le Pen parlent.", "J. d'Ormesson et A. D'Alès aussi."],
    ],
    "es": [
        ["El art. 5 y la pág. 12 lo dicen.", "Es claro."],
        ["EE. UU. y la UE firmaron.", "Fue el 3 de mayo."],
        ["—No voy —dijo él.", "Se quedó."],
        ["Cuesta 3.500,50 euros.", "Es caro."],
        ["“¿Vienes?”, preguntó ella.", "Nadie respondió."],
        ["La avda. Sol n.º 5 está cerrada.", "No se pasa."],
        ["Volvió ayer de EE. UU.", "El Gobierno calla.", "En EE. UU. Ana Ruiz vive bien."],
        ["El abogado Carlos A. La Rosa habló.", "Juega en el Grupo B.", "La afición canta."],
        ["Volvió de EE. UU.", "El\npresidente calla."],
        ["Va a EE.\u00a0UU.", "Según él, tiene un plan B.", "La ley no.", "El juez J. Ruiz sí."],
        ["La leche da vitamina D.", "El sol ayuda.", "Lo dijo D. Juan Ruiz."],
        ["Giovani L. Lo Celso y M. Los Arcos jugaron.", "Hay un plan B.", "Los Mossos callan."],
        ["Vino de EE.UU.", "El Congreso vota.", "Es de EE. UU.", "La Casa Blanca calla."],
        [
            "Hay peras, etc.",
            "La ciudad paga.",
            "Es de Acme S.A.",
            "El puente mide 3 km.",
            "Es viejo.",
        ],
        [
            "Dijo que no.",
            "El Gobierno votó en contra.",
            "Ávila está lejos del mar.",
            "Va bien.",
            "Fin.",
        ],
    ],
    "it": [
        ["L'art. 5 e pag. 12 lo dicono.", "È chiaro."],
        ["La sig.ra Bianchi e il prof. Neri, ecc. sono qui.", "Gli altri no."],
        ["Costa 3.500,50 euro.", "È caro."],
        ["«Vieni?» ha chiesto lei.", "Nessuno ha risposto."],
        ["S. Francesco visse ad Assisi.", "Morì nel 1226."],
        ["Aspettò… e andò via.", "Nessuno venne."],
        ["Accadde due anni fa.", "Il presidente non lo farà mai.", "La Camera vota."],
        ["Il Senato ha detto di no.", "Durò due ore.", "È finita, vedi p.es. il no. 5."],
        ["Il club resta in Serie A.", "Il sindaco è felice.", "È in Serie B.", "L'ex guida ride."],
        [
            "Carlo A. Dalla Chiesa fu ucciso.",
            "Il club è in Serie A.",
            "Dalla città arrivano tifosi.",
        ],
        ["Serve un piano B.", "La città lo sa.", "Parlò il ministro B. La Rosa con L. A. Neri."],
        ["Il club è in Serie A.", "Dal 2020 vince.", "La guida Carlo A. Dal Pozzo ride."],
        ["I pm F. Del Bene e M. Lo Bue e il giudice A. L'Abbate tacciono.", "Tace N. Al Khelaifi."],
        [
            "Usa il piano B.",
            "I Carabinieri indagano.",
            "È in Serie B.",
            "Dal Comune soldi, ecc.",
            "Il",
        ],
    ],
    "pt": [
        ["O art. 5.º e a pág. 12 dizem isso.", "É claro."],
        ["A Dra. Lima e o Eng. Costa vieram.", "A Sra. Dias não."],
        ["Custa R$ 3.500,50.", "É caro."],
        ["— Não vou — disse ele.", "Ficou."],
        ["“Vens?”, perguntou ela.", "Ninguém respondeu."],
        ["Fica na Av. Brasil, n. 5.", "É perto."],
        ["O clube caiu para a Série B.", "O dono riu.", "É um plano B.", "A cidade sabe disso."],
        ["Falou com J. A. Lima e o pai dele, B. A. Reis.", "Ninguém mais."],
    ],
    "nl": [
        ["Zie art. 5, blz. 12 e.v. van de wet.", "Dat is duidelijk."],
        ["Dr. J. van den Berg woont in St. Truiden.", "Hij is oud."],
        ["Het kost 3.500,50 euro.", "Dat is duur."],
        ["'Kom je?' vroeg ze.", "Niemand antwoordde."],
        ["Het begint om 20.30 uur, o.a. in Gent.", "Kaarten zijn gratis."],
        ["Hij wachtte… en ging weg.", "Niemand kwam."],
        ["Nu geldt plan B.", "De stad wacht.", "Zij heeft hepatitis C.", "Het gaat goed."],
        ["Dat zei burgemeester B. De Wit van Lier.", "Hij lachte."],
        [
            "Het was koud.",
            "’s Avonds regende het.",
            "’t Was stil!",
            "'s Nachts ook.",
            "Hij zag niets.",
        ],
        ["Prof. ’t Hart en J. ’t Hart wonen in ’s-Gravenhage.", "’s-Hertogenbosch is ver."],
        ["G. Op de Beeck en J. De la Cruz wonnen.", "In groep A.", "In Parijs wint ze graag."],
        ["‘Het is koud. ’s Avonds regent het’, zei Jan van ’t Hof.", "Hij lachte."],
    ],
    "sv": [
        ["Se s. 12 och nr. 5, bl.a. om priset.", "Det är klart."],
        ["Dr. A. Berg bor i S:t Olof.", "Han är gammal."],
        ["Det kostar 3 500,50 kronor.", "Det är dyrt."],
        ["”Kommer du?” frågade hon.", "Ingen svarade."],
        ["Det börjar kl. 20.30.", "Biljetter är gratis."],
        ["Han väntade … och gick.", "Ingen kom."],
        ["Hon visste det.", "Nu gick han ut.", "Öl tog han med.", "Det var i maj.", "Ingen kom."],
        ["Nu gäller plan B.", "Det säger hon.", "Han kallar sig doktor A. Berg.", "Han är ung."],
        ["Hon äter vitamin D.", "Den 3 maj slutar hon.", "Det sade A. Den Hoed."],
        [
            "Mål av K. De Bruyne och E. De la Gardie.",
            "De är i grupp A.",
            "Den vinner de, m.m.",
            "De är glada.",
        ],
    ],
    "no": [
        ["Se s. 12 og nr. 5, bl.a. om prisen.", "Det er klart."],
        ["Dr. A. Berg bor i St. Hanshaugen.", "Han er gammel."],
        ["Det koster 3 500,50 kroner.", "Det er dyrt."],
        ["«Kommer du?» spurte hun.", "Ingen svarte."],
        ["Det starter kl. 20.30 den 3. juni.", "Billetter er gratis."],
        ["Han ventet … og gikk.", "Ingen kom."],
        ["Hun visste det.", "Nå gikk han ut.", "Øl tok han med.", "Hun gjør det hun kan."],
        ["Nå gjelder plan B.", "Det sier hun.", "Han kaller seg doktor A. Berg.", "Han er ung."],
    ],
    "da": [
        ["Se s. 12 og nr. 5, bl.a. om prisen.", "Det er klart."],
        ["Dr. A. Berg bor i Sankt Peder, f.eks. om sommeren.", "Han er gammel."],
        ["Det koster 3.500,50 kroner.", "Det er dyrt."],
        ["»Kommer du?« spurgte hun.", "Ingen svarede."],
        ["Det starter kl. 20.30 den 3. juni.", "Billetter er gratis."],
        ["Han ventede … og gik.", "Ingen kom."],
        ["Det skete i 2015.", "12 personer døde, heraf to fra Kbh.", "Broen blev lukket."],
        ["Adm. direktør H. C. Holm fra Kgl. Bryggeri kom med frk. Lund.", "Ndr. Allé var tom."],
        ["Han fik 30 pct. af stemmerne, ca. 2,5 mio. vælgere.", "Hun fik resten m.m."],
        ["Skt. Peder lå der i 500 f.Kr. og 300 e.Kr. under jorden.", "Nu er den væk."],
        ["Statsministeren siger det.", "Nu skal loven ændres.", "De gav op.", "Ingen kom."],
        ["Folketinget vedtog det den 3. maj.", "Ingen gik ind.", "Ingen tog den med.", "Byen sov."],
        ["Th. Stauning og Chr. Holm mødte red. Jensen med maks. 30 andre.", "De talte længe."],
        ["Nu gælder plan B.", "Det siger hun.", "Han kalder sig doktor A. Berg.", "Han er ung."],
    ],
    "ca": [
        ["El Sr. Puig i la Dra. Mas viuen a l'av. Nova, núm. 5.", "Ell és vell."],
        ["Costa 3.500,50 euros.", "És car."],
        ["«Véns?», va preguntar ella.", "Ningú no va respondre."],
        ["Comença a les 20.30 del 3 de juny.", "Les entrades són gratis."],
        ["Mireu www.exemple.cat/a.html.", "És gratis."],
        ["Va esperar… i se'n va anar.", "No va venir ningú."],
    ],
    "fi": [
        ["Ks. s. 12 ja nro 5.", "Se on selvä."],
        ["Tri A. Virtanen asuu Turussa.", "Hän on vanha."],
        ["Se maksaa 3 500,50 euroa.", "Se on kallista."],
        ["”Tuletko?” hän kysyi.", "Kukaan ei vastannut."],
        ["Se alkaa klo 20.30 3. kesäkuuta.", "Liput ovat ilmaisia."],
        ["Hän odotti… ja lähti.", "Kukaan ei tullut."],
    ],
    "pl": [
        ["Zob. art. 5 i str. 12 ustawy.", "To jasne."],
        ["Prof. A. Nowak mieszka przy ul. Długiej 5.", "Jest stary."],
        ["To kosztuje 3,5 tys. zł, tzn. dużo.", "To drogo."],
        ["„Idziesz?” – zapytała.", "Nikt nie odpowiedział."],
        ["Stało się to 3 maja 2020 r. w Łodzi.", "Padał deszcz."],
        ["Czekał… i poszedł.", "Nikt nie przyszedł."],
        [
            "Były jabłka itd.",
            "On je zjadł w 2020 r.",
            "To dużo, bo 5 tys.",
            "W Łodzi 5 proc. Polaków.",
        ],
    ],
    "cs": [
        ["Viz čl. 5 a str. 12 zákona.", "To je jasné."],
        ["Prof. A. Novák bydlí v ul. Dlouhé 5.", "Je starý."],
        ["Stojí to 3,5 tis. korun, tj. hodně.", "To je drahé."],
        ["„Jdeš?“ zeptala se.", "Nikdo neodpověděl."],
        ["Stalo se to 3. května 2020 v Brně.", "Pršelo."],
        ["Čekal… a odešel.", "Nikdo nepřišel."],
        ["Má jablka atd.", "V Praze jich je 5 tis.", "To je hodně."],
    ],
    "uk": [
        ["Див. ст. 5 і с. 12 закону.", "Це ясно."],
        ["Проф. А. Б. Коваль живе на вул. Довгій.", "Він старий."],
        ["Це коштує 3,5 тис. грн, тобто багато.", "Це дорого."],
        ["«Ідеш?» — спитала вона.", "Ніхто не відповів."],
        ["Це сталося 3 травня 2020 р. у Львові.", "Падав дощ."],
        ["Він чекав… і пішов.", "Ніхто не прийшов."],
        [
            "Міст коштує 12 млн грн.",
            "Його збудували у 2020 р.",
            "Він довгий.",
            "У 2020 р. Львів ріс.",
        ],
    ],
    "ru": [
        ["См. ст. 5 и стр. 12 закона.", "Это ясно."],
        ["Проф. А. Б. Коваль живёт на ул. Длинной, д. 5.", "Он стар."],
        ["Это стоит 3,5 тыс. руб. и больше.", "Это дорого."],
        ["«Идёшь?» — спросила она.", "Никто не ответил."],
        ["Это случилось 3 мая 2020 г. в Москве.", "Шёл дождь."],
        ["Он ждал… и ушёл.", "Никто не пришёл."],
        ["В Санкт-Петербурге живёт 5,6 млн. человек.", "Это много."],
        [
            "Мост стоит 12 млрд руб.",
            "Его открыли в 2020 г.",
            "Он длинный.",
            "В 2020 г. Россия росла.",
        ],
        [
            "Там были хлеб и т. д.",
            "Это было в XIX в.",
            "Его длина 5 км.",
            "В 1990-х гг. Москва росла.",
        ],
    ],
    "tr": [
        ["Bkz. md. 5 ve s. 12.", "Bu açık."],
        ["Doç. Dr. A. Yılmaz Atatürk Cad. No. 5'te oturuyor.", "O yaşlı."],
        ["Fiyatı 3.500,50 lira.", "Bu pahalı."],
        ["“Geliyor musun?” diye sordu.", "Kimse yanıt vermedi."],
        ["3. kez 20.30'da başladı.", "Yağmur yağdı."],
        ["Bekledi… ve gitti.", "Kimse gelmedi."],
        ["Elma, armut vb.", "Bu pahalı.", "Yol 5 km.", "O uzun."],
    ],
    "el": [
        ["Βλ. άρθρ. 5 και σελ. 12.", "Είναι σαφές."],
        ["Ο κ. Α. Παππάς και η κ. Νίκου ήρθαν.", "Έφυγαν νωρίς."],
        ["Κοστίζει 3.500,50 ευρώ.", "Είναι ακριβό."],
        ["«Έρχεσαι;» ρώτησε εκείνη.", "Κανείς δεν απάντησε."],
        ["Πού πάει;", "Κανείς δεν ξέρει."],
        ["Περίμενε… και έφυγε.", "Κανείς δεν ήρθε."],
    ],
    "ar": [
        ["وصل د. أحمد إلى القاهرة.", "ثم غادر."],
        ["بلغ السعر 3.5 مليون دولار.", "هذا كثير."],
        ["«هل تأتي؟» سألت.", "لم يجب أحد."],
        ["انظر www.example.com للمزيد.", "الموقع مجاني."],
        ["انتظر… ثم ذهب.", "لم يأت أحد."],
        ["من يعرف؟", "لا أحد!", "انتهى الأمر."],
    ],
    "he": [
        ['ד"ר כהן הגיע לתל אביב.', "הוא נשאר."],
        ["המחיר הוא 3.5 מיליון שקל.", "זה הרבה."],
        ['"אתה בא?" שאלה.', "איש לא ענה."],
        ["ראו www.example.com לפרטים.", "האתר חינם."],
        ["חיכה… והלך.", "איש לא בא."],
        ['צה"ל הודיע על כך.', "הממשלה שתקה."],
    ],
    "fa": [
        ["دکتر احمدی به تهران رسید.", "او ماند."],
        ["قیمت آن 3.5 میلیون دلار است.", "این زیاد است."],
        ["«می‌آیی؟» او پرسید.", "کسی پاسخ نداد."],
        ["برای جزئیات www.example.com را ببینید.", "رایگان است."],
        ["چه کسی می‌داند؟", "هیچ‌کس!", "تمام شد."],
        ["او منتظر ماند… و رفت.", "کسی نیامد."],
    ],
    "hi": [
        ["डॉ. शर्मा दिल्ली पहुंचे।", "वे वहीं रुके।"],
        ["इसकी कीमत 3.5 करोड़ रुपये है।", "यह बहुत है।"],
        ['"क्या तुम आओगे?" उसने पूछा।', "किसी ने जवाब नहीं दिया।"],
        ["कौन जानता है?", "कोई नहीं!", "बात खत्म।"],
        ["प्रो. ए. के. सिंह आए।", "वे बोले।"],
        ["अधिक के लिए www.example.com देखें।", "यह मुफ्त है।"],
    ],
    "bn": [
        ["ড. রহমান ঢাকায় পৌঁছেছেন।", "তিনি সেখানে ছিলেন।"],
        ["এর দাম ৩.৫ কোটি টাকা।", "এটি অনেক।"],
        ['"তুমি আসবে?" সে জিজ্ঞাসা করল।', "কেউ উত্তর দেয়নি।"],
        ["কে জানে?", "কেউ না!", "সব শেষ।"],
        ["মো. করিম এসেছেন।", "তিনি বললেন।"],
        ["আরও জানতে www.example.com দেখুন।", "এটি বিনামূল্যে।"],
    ],
    "id": [
        ["Prof. Dr. H. Amir tinggal di Jl. Merdeka No. 5.", "Ia sudah tua."],
        ["Harganya Rp3.500,50.", "Itu mahal."],
        ["“Kamu datang?” tanyanya.", "Tidak ada yang menjawab."],
        ["PT. Maju menang.", "Yang lain kalah."],
        ["Lihat www.contoh.id untuk info.", "Itu gratis."],
        ["Ia menunggu… lalu pergi.", "Tidak ada yang datang."],
    ],
    "vi": [
        ["TS. Nguyễn Văn A đến TP. Hồ Chí Minh.", "Ông ở lại."],
        ["Giá là 3,5 triệu đồng.", "Quá đắt."],
        ["“Anh đến không?” cô hỏi.", "Không ai trả lời."],
        ["Xem www.vidu.vn để biết thêm.", "Trang này miễn phí."],
        ["PGS.TS. Lê Thị B. đã nói.", "Mọi người nghe."],
        ["Anh chờ… rồi đi.", "Không ai đến."],
    ],
    "ko": [
        ["가격은 3.5% 올랐다.", "비싸다."],
        ['"오니?" 그녀가 물었다.', "아무도 대답하지 않았다."],
        ["“간다. 안 온다.”라고 그는 말했다.", "비가 왔다."],
        ["자세한 내용은 www.example.com을 보라.", "무료다."],
        ["누가 아는가?", "아무도 모른다!", "끝났다."],
        ["그는 기다렸다… 그리고 갔다.", "아무도 오지 않았다."],
    ],
}
JOINED = {  # languages without spaces between sentences
    "zh": [
        ["价格上涨了3.5%。", "很贵。"],
        ["他问：“你来吗？”", "没有人回答。"],
        ["“真的吗？”她问。", "没有人回答。"],
        ["谁知道？", "没有人！", "结束了。"],
        ["他等了很久……然后走了。", "没有人来。"],
        ["（雨停了。）他走了。", "她留下。"],
        ["请看www.example.com。", "这是免费的。"],
    ],
    "ja": [
        ["価格は3.5％上がった。", "高い。"],
        ["「来る？」と彼女は聞いた。", "誰も答えなかった。"],
        ["誰が知るか？", "誰も知らない！", "終わった。"],
        ["彼は待った……そして去った。", "誰も来なかった。"],
        ["「行く。」", "雨が降った。"],
        ["（雨がやんだ。）彼は去った。", "彼女は残った。"],
        ["詳細はwww.example.comを見よ。", "無料だ。"],
    ],
}
ALL = [(language, " ", case) for language, cases in CASES.items() for case in cases]
ALL += [(language, "", case) for language, cases in JOINED.items() for case in cases]
UNMARKED = {
    "th": "นายกรัฐมนตรีเดินทางถึงกรุงปารีสเมื่อวันจันทร์ เพื่อเข้าร่วมการประชุมสุดยอดว่าด้วยสภาพอากาศ ",
    "lo": "ນາຍົກລັດຖະມົນຕີເດີນທາງຮອດປາຣີໃນວັນຈັນ ເພື່ອເຂົ້າຮ່ວມກອງປະຊຸມສຸດຍອດກ່ຽວກັບສະພາບອາກາດ ",
    "km": "នាយករដ្ឋមន្ត្រីបានទៅដល់ទីក្រុងប៉ារីសនៅថ្ងៃចន្ទ ដើម្បីចូលរួមកិច្ចប្រជុំកំពូលស្តីពីអាកាសធាតុ ",
}


@pytest.mark.parametrize(("language", "gap", "expected"), ALL)
def test_hard_case(language: str, gap: str, expected: list[str]) -> None:
    text = gap.join(expected)
    assert [span.of(text) for span in split(text, language)] == expected


def test_six_cases_at_least_for_each_language() -> None:
    assert all(len(cases) >= 6 for cases in (*CASES.values(), *JOINED.values()))
    assert len(CASES) + len(JOINED) + len(UNMARKED) >= 28


@pytest.mark.parametrize("language", UNMARKED)
def test_a_language_without_stops_is_cut_at_spaces_only(language: str) -> None:
    text = UNMARKED[language] * 6
    found = [span.of(text) for span in split(text, language)]
    assert 1 < len(found) < 12
    assert " ".join(found) == text.strip()


@pytest.mark.parametrize("language", [*CASES, *JOINED])
def test_headings_and_lists_are_lines_of_their_own(language: str) -> None:
    first, second = (CASES.get(language) or JOINED[language])[0]
    lines = ["2020 – 2021", first, "• " + second, "- " + first]
    text = "\n\n".join(lines)
    assert [span.of(text) for span in split(text, language)] == lines


class Counting(str):
    """A text that knows how many of its characters were looked at for marks."""

    __slots__ = ("seen",)

    def count(self, sub: str, start: int = 0, end: int = 0) -> int:  # type: ignore[override]
        self.seen = getattr(self, "seen", 0) + end - start
        return super().count(sub, start, end)


def test_marks_are_counted_once_however_many_quotations_are_glued() -> None:
    text = Counting('it."It' * 2_000)
    assert len(glued_places(text, 0, len(text), "en")) == 1_000
    assert 0 < text.seen <= len(text)


@pytest.mark.parametrize("language", ["da", "ca"])
def test_sentencex_is_not_asked_where_it_builds_a_pattern_at_each_stop(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Danish article took 12 ms, of which 10 went there: a third of a millisecond a sentence."""
    asked = []

    def segment(code: str, text: str) -> list[str]:
        asked.append(code)
        return [text]

    monkeypatch.setattr("sentencex.segment", segment)
    split("Byen får en bro. Den er lang.", language)
    assert asked
    assert language not in asked
