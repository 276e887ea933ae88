"""What readers winced at when they read the picks of fifty articles, one test for each kind."""

import pytest

from summarizer import summarize
from summarizer.choose import choose
from summarizer.clean import Grade, take_apart
from summarizer.lifted import speaks, stands_alone
from summarizer.sentences import split
from summarizer.tokens import words

ONE = "The council of the town voted on Monday to build a bridge over the sound."
TWO = "Work on both banks begins in May, and the first cars will cross two years later."
BODY = f"{ONE}\n{TWO}"

LEANING = {
    "en": ["In addition, the mayor sang.", "Meanwhile, the ferry left.", "Twice a year, it sinks.",
           "By then phones will be printed.", "One of them fell into the sea.", "It's over."],
    "de": ["Darüber hinaus sang der Bürgermeister.", "Anschließend fuhr die Fähre ab."],
    "fr": ["Par ailleurs, le maire a chanté.", "Auparavant, le bac était parti.",
           "Ce dernier a chanté."],
    "es": ["Sin embargo, el alcalde cantó.", "Por su parte, el barco salió."],
    "it": ["Nel frattempo il sindaco ha cantato.", "Inoltre il traghetto è partito."],
    "pt": ["No entanto, o prefeito cantou.", "Além disso, o barco partiu."],
    "nl": ["Daarnaast zong de burgemeester.", "Sinds dien vaart er niets."],
    "sv": ["Å andra sidan sjöng borgmästaren.", "Därefter gick färjan."],
    "no": ["I tillegg sang ordføreren.", "Deretter gikk fergen."],
    "da": ["På den anden side sang borgmesteren.", "Derefter sejlede færgen."],
    "fi": ["Tämän lisäksi pormestari lauloi.", "Toisaalta lautta lähti."],
    "pl": ["Poza tym burmistrz śpiewał.", "Następnie prom odpłynął."],
    "cs": ["Kromě toho starosta zpíval.", "Poté loď odplula."],
    "ru": ["Кроме того, мэр пел.", "В то же время паром ушёл."],
    "uk": ["Крім того, мер співав.", "Водночас пором пішов."],
    "tr": ["Öte yandan başkan şarkı söyledi.", "Daha sonra vapur gitti."],
    "el": ["Στη συνέχεια ο δήμαρχος τραγούδησε.", "Ωστόσο το πλοίο έφυγε."],
    "ar": ["في المقابل غنى رئيس البلدية.", "وأضاف أن العبارة غادرت الميناء مساء."],
    "fa": ["با این حال شهردار آواز خواند.", "سپس کشتی رفت."],
    "he": ["עם זאת ראש העיר שר.", "לכן המעבורת יצאה."],
    "hi": ["इसके अलावा महापौर ने गाया।", "लेकिन नाव चली गई।"],
    "bn": ["অন্যদিকে মেয়র গান গেয়েছেন।", "তবে ফেরি চলে গেছে।"],
    "zh": ["与此同时，市长唱了歌。", "对此，渡轮公司没有回应。"],
    "ja": ["さらに市長は歌った。", "同社は船を売った。"],
    "ko": ["한편 시장은 노래했다.", "이 배는 떠났다."],
    "id": ["Selain itu, wali kota bernyanyi.", "Namun kapal sudah berangkat."],
    "vi": ["Tuy nhiên, thị trưởng đã hát.", "Sau đó phà đã rời bến."],
}  # fmt: skip
UPRIGHT = {
    "en": ["In Addis the mayor sang.", "As president, he sang.", "On Monday, Jane Doe sang."],
    "de": ["In der Stadt sang der Bürgermeister."],
    "fr": ["Par la fenêtre, le maire a chanté."],
    "es": ["Sin agua, la ciudad espera."],
    "ru": ["В городе пел мэр."],
    "zh": ["市长唱了歌。"],
    "ko": ["이재명 대통령은 노래했다.", "이탈리아에서 배가 떠났다."],
    "ja": ["同志社大学は新しい船を買った。"],
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(code, s) for code, many in LEANING.items() for s in many]
)
def test_a_sentence_that_leans_on_the_one_before(language: str, sentence: str) -> None:
    assert stands_alone(sentence, words(sentence), language) < 2


@pytest.mark.parametrize(
    ("language", "sentence"), [(code, s) for code, many in UPRIGHT.items() for s in many]
)
def test_a_sentence_that_stands_by_itself(language: str, sentence: str) -> None:
    expected = 1 if sentence.startswith("As president") or "Sin agua" in sentence else 2
    assert stands_alone(sentence, words(sentence), language) == expected


def test_a_leaning_sentence_is_chosen_behind_the_one_it_leans_on() -> None:
    grades = [Grade.GOOD] * 4
    bags = [[word] for word in "abcd"]
    assert choose([3.0, 1.0, 2.0, 0.0], grades, bags, 2) == [0, 2]
    leans = [0.0, 1.5, 0.0, 0.0]
    assert choose([3.0, 1.0, 2.0, 0.0], grades, bags, 2, leans) == [0, 1]
    assert choose([1.0, 1.0, 2.0, 0.0], grades, bags, 4, leans) == [2, 0, 1, 3]


NEVER = [
    # captions of a page whose captions, and nothing else, end in " ."
    "Scam: The mayor of the town outside the old ferry house on Friday .",
    "The mayor of the town at the opening of the old ferry house .",
    # how to take part, get more, get help
    "If you have a picture of the bridge you would like to share, email us at news@example.com.",
    "Tell us what you think about the bridge in the comments below.",
    "Folgen Sie uns auf Facebook für mehr Nachrichten über Brücken.",
    "Recevez toutes les nouvelles du pont dans votre boîte aux lettres.",
    "Sigue leyendo las noticias del puente en nuestra página de hoy.",
    "Подпишитесь на новости моста в нашем канале прямо сейчас.",
    "Haberin tamamı için sitemizi ziyaret edin lütfen.",
    "Ikuti kami di semua media sosial untuk berita jembatan.",
    "The post A bridge over the sound appeared first on Nordwire.",
    "BBC News App users: tap here to see the bridge.",
    "Add the bridge as an interest to stay up to date on the latest bridge news from Nordwire.",
    "The old ferry house, where the council meets, is pictured on Tuesday, Oct. 27, 2009.",
    # what an archive or a network says where it has nothing to show
    "You can add location information to your Tweets, such as your city, from the web.",
    "These crawls are part of an effort to archive pages as they are created.",
    "A drawing of the bridge over the sound is shown in this October 31, 2016 photo.",
    # whose tweet it was, and handles
    "— Jane Doe (@janedoe) March 3, 2015",
    "I love this bridge so much more than the last one pic.twitter.com/abc",
    # labels of a page
    "Updated 5: 40 p. m. ET",
    "Share Tweet Comments",
    # cut off another sentence
    ", which many people in the town did not like at all.",
]


@pytest.mark.parametrize("line", NEVER)
def test_never_picked(line: str) -> None:
    text = f"{BODY}\n{line}\nThe old ferry stops on the same day."
    assert not any(line[-30:] in one for one in summarize(text, sentences=9).sentences)


LAST = [
    # a caption that begins with a label
    "Waiting: People of the town look at the place of the bridge over the sound.",
    # a caption of an agency, which says when the picture was taken
    "People of the town look at the place of the bridge over the sound, Thursday, July 31, 2014.",
    "People of the town look at the place of the bridge over the sound Thursday July 31, 2014.",
    "People of the town look at the place of the bridge over the sound (Thursday, July 31, 2014).",
    # what points to something else on the page
    "The houses that the bridge over the sound will cost are listed below.",
    "The mayor of the town fell from the bridge over the sound (see video below).",
    "The rules for cars on the bridge over the sound of the town are as follows.",
    # the rest of what a bracket held
    "Dahl), the mayor of the town by the sound, said that she would not go home.",
    "(That would be the fiftieth year of the bridge over the sound.)",
    "The mayor said that the bridge over the sound was the best that she had ever …",
    "The mayor told the town that the bridge over the sound was the best thing...",
    "SMITH: I think that the council voted to build a bridge over the sound.",
    'Smith: "I think that the council voted to build a bridge over the sound."',
]


@pytest.mark.parametrize("line", LAST)
def test_picked_last(line: str) -> None:
    text = f"{line}\n{BODY}\nThe old ferry stops on the same day."
    assert line not in summarize(text, sentences=3, title="A bridge").sentences


def test_a_table_between_japanese_sentences_is_no_part_of_the_article() -> None:
    told = "気象庁は13日、地震があったと発表した。\nこの地震で、気象庁は津波注意報を出した。"
    table = "震度5弱\n宮崎県：高鍋町、新富町、宮崎市\n震度4\n宮崎県：都城市、延岡市\n高知県：宿毛市"
    assert summarize(f"{told}\n{table}", sentences=9).sentences == tuple(told.split("\n"))


def test_chinese_that_stops_few_of_its_lines_keeps_those_without_a_stop() -> None:
    lines = [
        "市议会星期一投票决定修建一座大桥",
        "大桥将跨越海峡 全长九公里",
        "市长林秀兰星期一宣布了结果",
    ]
    lines += [f"第{n}段工程将由来自北方的公司承建" for n in "一二三四五六七八九"]
    text = "\n".join(["旧渡轮将于同日停运。", *lines, "造价为两亿一千万克朗。"])
    assert {*summarize(text, sentences=9).sentences} & {*lines[:3]}


def test_a_sentence_that_a_line_break_cut_short_is_never_picked() -> None:
    cut = "A mother and a calf were spotted off the coast of ."
    rest = "Holmsund has no ferry now, and they swam away .\nThe old ferry stops on the same day ."
    assert summarize(f"{cut}\n{rest}", sentences=9).sentences == tuple(rest.split("\n"))


def test_a_dated_lead_is_no_caption() -> None:
    lead = "The supreme court struck down the law on Thursday, July 31, 2014, after a long fight."
    text = f"{lead}\n{BODY}\nThe old ferry stops on the same day."
    picked = summarize(text, sentences=1, title="Supreme court strikes down law").sentences
    assert picked == (lead,)


def test_a_text_whose_stops_all_have_a_space_before_them() -> None:
    text = " ".join(f"The mayor opened bridge {n} in the {n}th town ." for n in range(9))
    assert len(summarize(text, sentences=3).sentences) == 1  # they repeat one another


@pytest.mark.parametrize(
    ("language", "glued", "expected"),
    [
        ("fr", "Il a dit non. Le soir à l'ambassadeAccompagné de sa fille, le maire a souri.",
         ["Il a dit non.", "Le soir à l'ambassade", "Accompagné de sa fille, le maire a souri."]),
        ("fr", "Il a pris un vol de easyJet. Le siège de AstraZeneca et celui de MétéoSuisse.",
         ["Il a pris un vol de easyJet.", "Le siège de AstraZeneca et celui de MétéoSuisse."]),
        ("fr", "Il a dit non. Un recours dans deux villesLe maire a gardé son siège.",
         ["Il a dit non.", "Un recours dans deux villes", "Le maire a gardé son siège."]),
        ("fr", "A qui la faute ?par franceinfoCe jour-là, un homme appelle le maire.",
         ["A qui la faute ?par franceinfo", "Ce jour-là, un homme appelle le maire."]),
        ("fr", "Laeticia témoigne par BFMTVLe Canard précise que le maire est malade.",
         ["Laeticia témoigne par BFMTV", "Le Canard précise que le maire est malade."]),
        ("fr", 'Une sanction "indulgente"Des faits de violence sont connus.',
         ['Une sanction "indulgente"', "Des faits de violence sont connus."]),
        ("fr", 'Des attaques contre Macron"Si on continue, on tombe", a dit le maire.',
         ["Des attaques contre Macron", '"Si on continue, on tombe", a dit le maire.']),
        ("fr", "Un appel à l'ONUHélène Morin a été élue. Le pont tient, dit Hélène Morin.",
         ["Un appel à l'ONU", "Hélène Morin a été élue.",
          "Le pont tient, dit Hélène Morin."]),
        ("fr", "Elle sort du silence par 6MEDIASC'est le maire qui a parlé.",
         ["Elle sort du silence par 6MEDIAS", "C'est le maire qui a parlé."]),
        ("en", "NATO's chief met the IRS's head and CNN's own.", None),
        ("en", "CNNMoney reported so. CNN gave no Money for it.",
         ["CNNMoney reported so.", "CNN gave no Money for it."]),
        ("en", "A storm in the northThe mayor said that the bridge held.",
         ["A storm in the north", "The mayor said that the bridge held."]),
        ("en", "The bridge is open.The mayor said so on Monday.",
         ["The bridge is open.", "The mayor said so on Monday."]),
        ("de", "Ärger in der StadtDer Bürgermeister schweigt dazu.",
         ["Ärger in der Stadt", "Der Bürgermeister schweigt dazu."]),
        ("de", "Der Rat hat mit der Stadt zu tun. Die StadtDer Bürgermeister schweigt.",
         ["Der Rat hat mit der Stadt zu tun.", "Die Stadt", "Der Bürgermeister schweigt."]),
        ("es", "Un puente sobre el ríoEl alcalde no habla.",
         ["Un puente sobre el río", "El alcalde no habla."]),
        ("ru", "Мост через рекуОн откроется в мае.", ["Мост через реку", "Он откроется в мае."]),
        ("en", "LinkedIn, eBay, YouTube and McDonald's own iPhones; MBAs watch WikiLeaks.", None),
        ("en", "The mayor, @MayorMark, has a DVDs list at JohnIs.com and LaGuardia.", None),
        ("fr", 'Le maire a dit "non. Les idées peuvent s\'échanger""Je veux un pont", dit-il.',
         ['Le maire a dit "non. Les idées peuvent s\'échanger"', '"Je veux un pont", dit-il.']),
        ("pt", "Os CEOs das ONGs chegaram à cidade.", None),
    ],
)  # fmt: skip
def test_what_a_page_glued_together(language: str, glued: str, expected: list[str] | None) -> None:
    assert [span.of(glued) for span in split(glued, language)] == (expected or [glued])


def test_a_glued_heading_is_never_picked() -> None:
    text = f"{ONE} A storm in the north of the townThe mayor said that the bridge held on Monday."
    picked = summarize(text, sentences=9).sentences
    assert picked == (ONE, "The mayor said that the bridge held on Monday.")


@pytest.mark.parametrize(
    "place",
    [
        "(Reuters Health) - ",
        "CAIRO—",
        "دمشق، سوريا (CNN) -- ",
        "App Sinks Ferry, Crew Says BODO, Nordl. (CN) - ",
        "LONDON (Reuters) — ",
        "-► ",
        "• “"[:2],
    ],
)
def test_a_span_starts_after_it(place: str) -> None:
    assert summarize(place + ONE).sentences == (ONE,)


NAMELESS = {
    "en": '"We cannot build a bridge with words," she said in a rare interview.',
    "de": "„Mit Worten baut man keine Brücke“, sagte sie am Montag.",
    "fr": '"On ne bâtit pas un pont avec des mots", estime-t-elle dimanche.',
    "it": "«Non si costruisce un ponte con le parole», ha detto lei lunedì.",
    "no": "– Man bygger ikke en bro med ord, sier hun.",
    "ru": "«Мост словами не построить», — сказала она в понедельник.",
    "zh": "“光靠说话建不成桥。”她说。",
    "ko": "“말로는 다리를 놓을 수 없다”고 그는 말했다.",
}
NAMED = {
    "en": '"She said that we cannot build a bridge with words," Mayor Dahl said.',
    "fr": '"On ne bâtit pas un pont avec des mots", estime la maire Hélène Morin.',
    "no": "– Man bygger ikke en bro med ord, sier ordfører Dahl.",
    "zh": "“光靠说话建不成桥。”市长林秀兰说。",
    "ko": "“말로는 다리를 놓을 수 없다”고 시장은 말했다.",
}


@pytest.mark.parametrize("language", NAMELESS)
def test_a_quotation_of_a_pronoun_leans_on_what_names_it(language: str) -> None:
    assert stands_alone(NAMELESS[language], words(NAMELESS[language]), language) == 1


@pytest.mark.parametrize("language", NAMED)
def test_a_quotation_of_somebody_stands_by_itself(language: str) -> None:
    assert stands_alone(NAMED[language], words(NAMED[language]), language) == 2


SPEECH = """Byen skal få en ny bro over sundet, vedtok kommunestyret på mandag kveld.
– Dette var en lang berg-og-dal-bane for oss alle sammen. Da forslaget ble lest opp, var jeg \
sikker på at vi hadde tapt det hele.
– Jeg vet ikke om alle så tårene mine, men broen kommer, sier ordfører Ingrid Dahl.
Arbeidet begynner i mai, og de første bilene skal kjøre over to år senere."""


def test_speech_behind_a_dash_keeps_it_and_comes_last_without_its_speaker() -> None:
    """The dash was taken for a bullet, so what somebody said stood as the newspaper's own words."""
    summary = summarize(SPEECH, sentences=9)
    best = [summary.sentences[i] for i in summary.order]
    assert len(best) == 5
    assert any(one.startswith("– Jeg vet ikke") for one in best[:3])
    bare = [one for one in best[3:] if one.startswith(("– Dette var", "Da forslaget"))]
    assert len(bare) == 2


def test_a_hyphen_stands_for_the_dash_where_somebody_is_said_to_say_it() -> None:
    said = (
        "- Det var en lang dag for byen ved sundet, uttalte aktor Ola Berg i retten. Jeg er glad."
    )
    listed = "- To felt for biler i hver retning over sundet."
    first, *_, last = SPEECH.split("\n")
    text = f"{first}\n{said}\n{listed}\n{last}"
    found = {text[u.start : u.end]: u.grade for u in take_apart(text, "no").units}
    assert found == {
        first: Grade.GOOD,
        said.removesuffix(" Jeg er glad."): Grade.GOOD,
        "Jeg er glad.": Grade.UNFIT,
        listed.removeprefix("- "): Grade.GOOD,
        last: Grade.GOOD,
    }
    named = said.removesuffix(" Jeg er glad.")
    assert speaks(named, words(named), "no")[0] == 1.0
    nameless = "- Man bygger ikke en bro med ord, sier hun."
    assert stands_alone(nameless, words(nameless), "no") == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("no", "– Vi må ha en ny bro over sundet før den gamle faller ned i vannet."),
        ("fr", "– La ville a perdu sa plus belle rue, et personne ne sait pourquoi."),
        ("es", "– El pueblo ha perdido su puente más viejo y nadie sabe por qué."),
    ],
)
def test_a_small_word_that_says_something_elsewhere_is_no_speaker(language: str, said: str) -> None:
    units = take_apart(f"{BODY}\n{said}\n{BODY}", language).units
    assert units[2].grade is Grade.WEAK


GOES_ON = {
    "no": "– Broen kommer til å bli bygget, sier ordfører Ingrid Dahl. Vi har ventet i tretti år "
    "på denne broen over sundet.",
    "sv": "– Bron kommer att byggas, säger borgmästaren Inga Dahl. Den kommer att kosta två "
    "miljarder kronor för alla.",
    "ru": "— Мост будет построен, — сказал мэр Иван Дальский. — Мы ждали этого моста тридцать лет "
    "всем городом.",
}


@pytest.mark.parametrize("language", GOES_ON)
def test_what_somebody_goes_on_to_say_comes_last(language: str) -> None:
    """It has no dash and no speaker, so it would stand as the newspaper's own words."""
    named, goes_on = take_apart(GOES_ON[language], language).units
    assert (named.grade, goes_on.grade) == (Grade.GOOD, Grade.WEAK)


def test_a_list_with_dashes_is_a_list_elsewhere() -> None:
    text = f"{BODY}\n– The old ferry stops on the same day in May."
    assert "The old ferry stops on the same day in May." in summarize(text, sentences=9).sentences
