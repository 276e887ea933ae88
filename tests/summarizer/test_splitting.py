"""Hard cases of sentence splitting, language by language: each list is what must come out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.sentences import LONGEST, split

CASES = {
    "en": [
        ["He lives in St. Petersburg.", "Mr. Smith of the U.S. Army does not."],
        ["They saw No. 5, e.g. the red one, i.e. the last.", "It was sold for $3.5 million."],
        ["J. K. Rowling signed 300 copies.", "John F. Kennedy never did."],
        ['"I did it. You did not," he said.', "She left."],
        ["“We won. We are tired. Good night,” the captain said.", "They slept."],
        ["'It was late. We ran,' she said.", "The '90s were over."],
        ['"Stop!" Smith said.', '"Why?" asked the guard.', "Nobody knew."],
        ["The meeting began at 5 p.m. Sunday and ended at 7 a.m. Monday.", "All were tired."],
        ["The company, Acme Inc., lost 41.5 percent.", "Its rival won."],
        ["See www.example.com/a.html for more.", "It is free."],
        ["He left the U.S.", "The end came in May."],
        ["Prof. Jane B. Miller and Dr. Lee agreed.", "Sen. Warren did not."],
        ["Wait... what happened?", "Nobody knows."],
        ["The rule (see Sec. 12) is old.", "It was changed in Jan. 2020."],
    ],
    "de": [
        ["Das gilt z. B. für Dr. Müller.", "Am 3. Mai kam er nach St. Pölten."],
        ["Im 16. Jahrhundert regierte Karl V. das Reich.", "Der 1. FC Köln spielte damals nicht."],
        ["„Wir gehen. Es ist spät“, sagte sie.", "Alle gingen."],
        ["»Wir gehen. Es ist spät«, sagte sie.", "Alle gingen."],
        ["Es waren ca. 2,5 Mio. Euro.", "Das sind d. h. zwei Prozent."],
        ["Die Schauspielerin starb im Alter von 87.", "Die Stadt trauert um sie."],
        ["Köln steht auf Platz 3.", "„Das ist gut“, sagte der Trainer.", "Er ging am 3. Mai."],
        ["Er kam am 3. Oktober und ging am 4.", "Im 20. Jahrhundert starb er."],
        ["1. Der Rat tagt heute um 18 Uhr.", "Die Fa. Meyer baut die 2. Brücke."],
    ],
    "fr": [
        ["M. Dupont est venu.", "« Il pleut. Je pars », a-t-il dit."],
        ["« Ah bon ? » a demandé Mme Leroy.", "Personne n'a répondu."],
        ["Le taux atteint 3,5 %.", "C'est peu."],
        ["Le prof. Roy est mort le 3 janv. 1950 à Lyon.", "C'était mon prof.", "Il était vieux."],
    ],
    "es": [
        ["El Sr. López y la Dra. Ruiz llegaron.", "¿Quién los vio?", "¡Nadie!"],
        ["«No voy. Estoy cansado», dijo.", "Se fue."],
    ],
    "it": [
        ["Il dott. Rossi è arrivato.", "«Sono stanco. Vado a casa», ha detto."],
        ["Cesare morì nel 44 a.C. a Roma.", "Augusto morì nel 14 d.C. a Nola."],
    ],
    "pt": [
        ["O Sr. Silva saiu.", "“Estou cansado. Vou para casa”, disse ele."],
        ["César morreu em 44 a.C. em Roma.", "Foi morto."],
    ],
    "nl": [["De heer Jansen, d.w.z. mr. Jansen, kwam.", "Hij bleef."]],
    "sv": [["Det gäller t.ex. kl. 8.", "Sedan gick han."]],
    "no": [["Det skjedde 17. mai, dvs. på tirsdag.", "Alle sang."]],
    "da": [["Det skete den 5. juni, bl.a. i Aarhus.", "Alle sang."]],
    "fi": [["Se tapahtui 6. joulukuuta, esim. Turussa.", "Kaikki lauloivat."]],
    "pl": [["Dr Nowak, tj. prezes, mówił o 2,5 mln zł.", "„Idę. Do widzenia” – powiedział."]],
    "cs": [["Dne 28. října přišel např. MUDr. Novák.", "Ostatní čekali."]],
    "ru": [
        ["Это, т. е. мост, построили в 2020 г. в городе.", "Его открыл И. И. Иванов."],
        ["«Да. Мы готовы», — сказал он.", "Все ушли."],
        ["Премьер А. С. Петров живёт на ул. Мира.", "Он стар."],
        ["«Когда?» — спросил он.", "Никто не ответил."],
    ],
    "uk": [["Ціна, т. зв. базова, 41.5 грн за кілограм.", "«Так. Ми готові», — сказав він."]],
    "tr": [
        ["Prof. Dr. Yılmaz 5. kez geldi.", "“Yorgunum. Gidiyorum.” dedi."],
        ["M.Ö. 44 yılında öldü.", "Roma ağladı."],
    ],
    "el": [["Ο κ. Παπαδόπουλος ήρθε.", "Έφυγε νωρίς."]],
    "ar": [
        ["زار جون إف. كينيدي المدينة.", "ثم عاد."],
        ["وصل الرئيس إلى باريس.", "هل يعود غدا؟", "لا أحد يعلم."],
    ],
    "he": [["הנשיא הגיע לפריז.", "האם יחזור?", "איש אינו יודע."]],
    "fa": [["رئیس جمهور به پاریس رسید.", "آیا بازمی‌گردد؟"]],
    "hi": [
        ["राष्ट्रपति पेरिस पहुंचे।", "वह कल लौटेंगे।"],
        ["इसकी कीमत रु. 500 है।", "यह सस्ता है।"],
    ],
    "bn": [["রাষ্ট্রপতি প্যারিসে পৌঁছেছেন।", "তিনি কাল ফিরবেন।"]],
    "ja": [["「行く。帰らない。」と彼は言った。", "雨が降った。"]],
    "ko": [["대통령이 파리에 도착했다.", '"간다. 안 온다"고 그는 말했다.']],
    "id": [
        ["Dr. Budi tiba pukul 8.30.", "“Saya lelah. Saya pulang,” katanya."],
        ["Harganya Rp. 5.000 per kg sejak tgl. 3 Januari.", "Itu murah."],
    ],
    "vi": [["Ông Nam đến Hà Nội.", "“Tôi mệt. Tôi về,” ông nói."]],
    "xx": [["Nobody knows this language.", "It is split all the same."]],
}
ALL = [(language, case) for language, cases in CASES.items() for case in cases]


def sentences(text: str, language: str) -> list[str]:
    return [span.of(text) for span in split(text, language)]


@pytest.mark.parametrize(("language", "expected"), ALL)
def test_hard_case(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_chinese_has_no_spaces_between_sentences() -> None:
    text = "他说：“好。走吧。”然后走了。雨停了！你来吗？"
    expected = ["他说：“好。走吧。”", "然后走了。", "雨停了！", "你来吗？"]
    assert sentences(text, "zh") == expected


def test_chinese_quotation_keeps_its_speaker() -> None:
    assert sentences("“我很累。我走了。”他说。雨停了。", "zh") == [
        "“我很累。我走了。”他说。",
        "雨停了。",
    ]


def test_thai_is_cut_at_spaces_into_readable_pieces() -> None:
    text = "ประธานาธิบดีเดินทางถึงกรุงปารีสเมื่อวันจันทร์เพื่อเข้าร่วมการประชุมสุดยอด " * 6
    found = sentences(text, "th")
    assert len(found) > 1
    assert all(20 < len(one) < 400 for one in found)


def test_lines_are_paragraphs() -> None:
    text = "A headline without a stop\n\nThe first sentence. The second one.\nA third one."
    assert sentences(text, "en") == [
        "A headline without a stop",
        "The first sentence.",
        "The second one.",
        "A third one.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    line = "The council of the town decided late on Monday evening that the old bridge\n"
    text = line + "over the river would be closed to cars, and that only people on foot and\n"
    text += "on bicycles might use it. The mayor voted against. He said that trade would\nsuffer."
    assert len(sentences(text, "en")) == 3


def test_a_line_goes_on_with_a_small_letter() -> None:
    assert len(sentences("The bridge was closed\nto cars on Monday.", "en")) == 1


def test_a_monster_is_cut_at_a_sensible_place() -> None:
    text = "this sentence never ends, and goes on; " * 100
    found = split(text, "en")
    assert all(span.end - span.start <= LONGEST for span in found)
    assert all(span.of(text).endswith((";", ",")) for span in found[:-1])


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.text(), st.sampled_from(["en", "de", "zh", "th", "ar", "xx", "und"]))
def test_no_character_is_lost(text: str, language: str) -> None:
    spans = split(text, language)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    kept = "".join(span.of(text) for span in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.lists(st.sampled_from(['"', "“", "”", " ", ".", "A", "b", "\n", "«", "»", "'", "。"])))
def test_no_mark_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    kept = "".join(span.of(text) for span in split(text, "en"))
    assert "".join(kept.split()) == "".join(text.split())
