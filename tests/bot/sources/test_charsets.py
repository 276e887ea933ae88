"""Texts in the encodings that were used before UTF-8, long and short."""

from __future__ import annotations

import random

import pytest

from bot.sources.charsets import looks_written, read_legacy
from bot.sources.text import decode

RUSSIAN = (
    "Россия готова к сотрудничеству",
    "Под озером нашли русло реки, исчезнувшей 9 тысяч лет назад. Её длина - 18 километров.",
    "МОСТ ОТКРЫТ\n\nМост через пролив открылся в четверг. «Мы ждали шесть лет», - сказал мэр.",
)
UKRAINIAN = (
    "Київ відкрив новий міст",
    "Мешканці раді, що об'їзд нарешті закінчився: її ціна висока.",
)
CHINESE = (
    "中国航天",
    "小卫星绘出首张全球夜间海浪图",
    "过去，夜间海浪主要靠浮标测量。项目负责人说：“海面越粗糙，回声就越散。”误差为23厘米。",
)
TAIWANESE = ("台灣的新橋", "新橋星期四開通。市長說：「他非常高興。」工程歷時六年，耗資四億元。")
JAPANESE = (
    "東京で新しい橋が開通",
    "東京で新しい橋が開通しました。市長は「とてもうれしい」と話しました。工事には六年かかりました。",
)
KOREAN = (
    "서울에서 새 다리",
    "서울에서 새 다리가 개통되었다. 시장은 매우 기쁘다고 말했다. 공사는 6년 걸렸다.",
)
FRENCH = (
    "L'été à la mer",
    "Une coopérative a vendu sa récolte. « C'est une première », a dit la présidente, très émue.",
    "Après des années d'efforts, où va-t-on ? À Besançon, bien sûr. L'île fête Noël à l'œil.",
)
GERMAN = (
    "Brücke eröffnet",
    "Die Brücke über den Fluß kostete 412 Mio. Für die Bürger entfällt der Umweg.",
)
SPANISH = (
    "El café más caro",
    "«El banco nos prestaba al 24 por ciento», explicó. ¿Y el próximo año?",
)
PORTUGUESE = ("A ponte não é só nossa", "A população está satisfeita com a inauguração da ponte.")
SWEDISH = ("Bron öppnar på lördag", "Färjan går för sista gången. Människorna på ön är glada.")
ENGLISH = (
    "It’s “fine”",
    "The bridge’s opening was – in the mayor’s words – “a relief”. It cost £412m.",
)
POLISH = ("Żółta łódź", "Most został otwarty w czwartek. Mieszkańcy się cieszą. Źródło: własne.")
CZECH = (
    "Příliš žluťoučký kůň",
    "Most byl otevřen ve čtvrtek. Obyvatelé jsou rádi, že řeka není překážkou.",
)
HUNGARIAN = (
    "Megnyílt az új híd",
    "A hidat csütörtökön nyitották meg, és a lakók örülnek, hogy gyűlt a pénz.",
)
TURKISH = ("Köprü açıldı", "Köprü perşembe günü açıldı. Başkan çok mutlu olduğunu söyledi.")
GREEK = ("Η γέφυρα άνοιξε", "Η γέφυρα άνοιξε την Πέμπτη. Οι κάτοικοι είναι χαρούμενοι.")
ARABIC = ("افتتاح الجسر", "تم افتتاح الجسر يوم الخميس بعد ست سنوات من العمل. وقال إنه سعيد جدا.")
HEBREW = ("הגשר נפתח", "הגשר נפתח ביום חמישי אחרי שש שנות עבודה. ראש העיר אמר שהוא שמח.")
THAI = ("สะพานใหม่เปิดแล้ว", "สะพานใหม่เปิดในวันพฤหัสบดี หลังจากก่อสร้างมานานหกปี นายกเทศมนตรีกล่าวว่าดีใจมาก")

TEXTS = {
    "cp1251": RUSSIAN + UKRAINIAN,
    "koi8-r": tuple(text.replace("«", '"').replace("»", '"') for text in RUSSIAN),
    "koi8-u": UKRAINIAN,
    "cp866": tuple(text.replace("«", '"').replace("»", '"') for text in RUSSIAN),
    "iso8859-5": tuple(text.replace("«", '"').replace("»", '"') for text in RUSSIAN),
    "gb18030": CHINESE,
    "gbk": CHINESE,
    "big5": TAIWANESE,
    "shift_jis": JAPANESE,
    "euc-jp": JAPANESE,
    "iso2022_jp": JAPANESE,
    "euc-kr": KOREAN,
    "cp1252": FRENCH + GERMAN + SPANISH + PORTUGUESE + SWEDISH + ENGLISH,
    "latin-1": FRENCH[:2] + GERMAN + SPANISH + PORTUGUESE + SWEDISH,
    "mac_roman": FRENCH + GERMAN + SPANISH,
    "cp1250": POLISH + CZECH + HUNGARIAN,
    "iso8859-2": POLISH + CZECH + HUNGARIAN,
    "cp1254": TURKISH,
    "cp1253": GREEK,
    "cp1256": ARABIC,
    "cp1255": HEBREW,
    "cp874": THAI,
}


@pytest.mark.parametrize(
    ("encoding", "text"), [(encoding, text) for encoding, texts in TEXTS.items() for text in texts]
)
def test_a_text_is_read_in_the_encoding_that_it_was_written_in(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_one_long_text_with_its_first_accent_late_is_read() -> None:
    text = "The bridge opened on Thursday. " * 2_000 + "The mayor drank café crème."
    assert decode(text.encode("cp1252")) == text


def test_a_letter_cut_at_the_end_of_the_sample_does_no_harm() -> None:
    text = CHINESE[2] * 500
    assert decode(text.encode("gb18030")) == text
    assert decode(f" {text}".encode("gb18030")) == text


def test_noise_is_refused_rather_than_turned_into_letters() -> None:
    noise = random.Random(7)
    for length in (12, 60, 400):
        for _ in range(50):
            data = bytes(noise.choice(range(0x80, 0x100)) for _ in range(length))
            assert read_legacy(data) is None, data


def test_utf8_that_was_broken_on_the_way_is_not_read_as_something_else() -> None:
    for text in (FRENCH[1], RUSSIAN[1], CHINESE[2], GERMAN[1]):
        broken = text.encode()[:-8] + b"\xe9" + text.encode()[-8:]
        read = read_legacy(broken)
        assert read is None, read


def test_a_text_looks_written_when_it_has_words_of_one_script() -> None:
    assert looks_written("Мост открыт в четверг")
    assert looks_written("東京で新しい bridge が開通")
    assert not looks_written("ﾍﾏﾕﾇﾏﾔ \ue000\ue001")
    assert not looks_written("1234567890")
    assert not looks_written("ΑБВгде שלום سلام ไทย")
