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


KEPT = [
    "Subscribers to Netflix fell by 200,000 in the first quarter, the company said on Tuesday.",
    "Advertisements for junk food will be banned on buses from May, the mayor said.",
    "Screenshots of the minister's messages were published by the newspaper on Monday.",
    "From left-wing activists to bankers, everybody in the town wants the bridge.",
    "JavaScript creator Brendan Eich resigned as head of Mozilla on Thursday after protests.",
    "This photograph by a Syrian boy won the prize of the town on Monday.",
    "Getty Images sued the maker of the model in a London court for copying its pictures.",
    "Facebook changed its privacy policy on Monday after a complaint by regulators.",
    "A warmer ocean contributed to this summer's floods, scientists said on Monday.",
    "More than eight million people sign up for health insurance every year under the law.",
    "He announced the merger in a newsletter to investors on Monday.",
    "This report was the first to say that the bridge would cost 210 million crowns.",
    "This story was told to the court by three witnesses on Monday.",
    "First published in 1911, the novel was banned in Russia for fifty years.",
    "The football club fired its manager on Monday, the Press Association reported.",
    "Les ombres du passé pèsent sur la campagne, a dit le maire lundi soir.",
    "Sie möchten ihre Heimat nicht verlassen, sagte der Bürgermeister am Montag.",
    "Recibe el premio Nobel de la Paz por su lucha contra la violencia sexual.",
    "Sigue la guerra en el este del país, con cientos de muertos cada día.",
    "Contact US officials in Holmsund had with the rebels ended on Monday, the mayor said.",
    "This article was added to the penal code of the country in 1911 and never used.",
    "This story has been told in the valley for as long as anybody can remember.",
    "This is a developing country that will pay for a bridge of its own, the mayor said.",
    "Originally published in 1911, the novel was banned in Russia for fifty years.",
    "Reporting by the Gazette found that the mayor had sold the ferries to a cousin.",
    "Writing by hand helps children to learn, a study of the university found on Monday.",
    "Most popular among the visitors of the town is the old ferry house on the sound.",
    "Terms and conditions of the sale of the ferries were not disclosed on Monday.",
    "Advertisement spending fell by a third in the first quarter, the company said.",
    "Share prices fell sharply on Monday.",
    "The report of the council may not be published before the vote in May.",
    "The results could not be reproduced by two other laboratories, the town said.",
    "The student newspaper of the town was the first to report the vote on Monday.",
    "Children who read more at home do better at school, a study found on Monday.",
    "Weitere Informationen zum Unfall auf der Brücke gab es am Montag zunächst nicht.",
    "Zum Thema Brücke sagte der Bürgermeister am Montag im Rat kein einziges Wort.",
    "Hier geht es um Milliarden, sagte der Bürgermeister am Montag im Rat der Stadt.",
    "Dieser Artikel des Grundgesetzes schützt die Presse, sagte die Richterin am Montag.",
    "Das könnte sie den Sieg bei der Wahl kosten, sagte der Bürgermeister am Montag.",
    "Cette vidéo du pont a été vue trois millions de fois depuis lundi soir.",
    "Pour aller plus loin, la maire propose de fermer le pont aux voitures dès lundi.",
    "Tilaa uusille asunnoille on kaupungissa vähän, sanoi pormestari maanantaina.",
    "Dalsza część drogi do mostu zostanie otwarta w maju, powiedział burmistrz.",
    "Полный текст соглашения о мосте опубликован в понедельник на сайте города.",
    "点击量在星期一突破一亿次，市长林秀兰对记者说，这座大桥非常受欢迎。",
    "未经授权的飞机星期一进入了城市上空，市长林秀兰对记者说。",
    "اشترك في المؤتمر وزراء من عشرين دولة لبحث بناء الجسر الجديد يوم الاثنين.",
]


@pytest.mark.parametrize("sentence", KEPT)
def test_news_that_begins_like_a_notice_is_picked(sentence: str) -> None:
    text = f"{sentence}\n{BODY}\nThe old ferry stops on the same day."
    assert sentence in summarize(text, sentences=9).sentences


OUTSIDE = [
    "Related stories about the bridge over the sound are here.",
    "Copyright 2014 Nordwire, which built the bridge over the sound.",
    "Join our community of readers who talk about bridges every day.",
    "You can subscribe to our newsletter on bridges at any time.",
    "Jane Doe of Nordwire in Holmsund contributed to this report.",
    "JavaScript is needed to see the bridge over the sound here.",
    "From left, the mayor, the ferryman and the builder of the bridge.",
    "This photo provided by the town shows the bridge over the sound.",
    "The bridge over the sound at night, by Jane Doe of Getty Images.",
    "This article was supplied by the Press Association, of which we are glad.",
    "You must select a newsletter on bridges to which you subscribe.",
    "Jane Doe and John Roe contributed to this guide to bridges.",
    "Suscríbete y tendrás todas las noticias del puente cada día.",
    "Související články o mostu přes průliv najdete každý den tady.",
    "(Re)voir le débat de la mairie sur le pont au-dessus du détroit.",
    "해협을 건너는 다리에 관한 기사를 쓴 곳은 여기입니다. ⓒ 연합뉴스",
    "Contact us at news@example.com with what you know about the bridge.",
    "This article was updated on Monday with a comment of the mayor.",
    "(Reporting by Jane Doe in Holmsund and John Roe; Editing by Max Moe)",
    "Writing by Jane Doe and John Roe; Additional reporting by Max Moe in Holmsund.",
    "Originally published on Nordwire, a friend of the bridge over the sound.",
    "Most popular stories about the bridge over the sound this week.",
    "Dieser Artikel wurde zuerst am Montag in der Zeitung der Stadt veröffentlicht.",
    "Weitere Informationen finden Sie auf der Seite der Stadt über die Brücke.",
    "点击查看更多关于大桥的新闻和图片以及市长的讲话。",
]


@pytest.mark.parametrize("line", OUTSIDE)
def test_a_notice_is_part_of_no_article(line: str) -> None:
    units = take_apart(f"{BODY}\n{line}\nThe old ferry stops on the same day.", "en").units
    assert [unit.grade is Grade.OUTSIDE for unit in units] == [False, False, True, False]


LAST = [
    # a caption that begins with a label
    "Waiting: People of the town look at the place of the bridge over the sound.",
    # a caption of an agency, which says when the picture was taken
    "People of the town look at the place of the bridge over the sound, Thursday, July 31, 2014.",
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
