import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import stem, words
from summarizer.tokens import stop_words, words_of_all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The COVID-19 cases, e.g. 3.5%!", "the covid-19 cases e.g 3.5"),
        ("F-16 and MH-17: state-of-the-art", "f-16 and mh-17 state of the art"),
        ("don’t can't", "don't can't"),
        ("Straße", "strasse"),
        ("41.5 грн за кілограм", "41.5 грн за кілограм"),
        ("संग्रहालय में 2,500 घड़ियां।", "संग्रहालय में 2,500 घड़ियां"),
        ("中国发射卫星。", "中国 发射 卫星"),
        ("ภาษาไทยง่ายนิดเดียว", "ภาษา ไทย ง่าย นิด เดียว"),
        ("a 𝒳 b 😀 @home #tag _x_", "a 𝒳 b home tag _x_"),
        ("-5 --- ... \u200b", "5"),
        ("İstanbul", "istanbul"),
        ("\ud800 half", "half"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(any(map(str.isalnum, word)) for word in words(text))


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.lists(st.text(max_size=20), max_size=5))
def test_all_at_once_or_one_by_one(texts: list[str]) -> None:
    assert words_of_all([*texts, ""]) == [*map(words, texts), ()]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("running", "en", "run"),
        ("häuser", "de", "haus"),
        ("мостами", "ru", "мост"),
        ("l'état", "fr", "état"),
        ("dell'arte", "it", "arte"),
        ("卫星", "zh", "卫星"),
        ("running", "xx", "running"),
        ("", "en", ""),
    ],
)
def test_stem(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == stem(expected, language) or stem(word, language) == expected


def test_stop_words() -> None:
    assert {"the", "and"} <= stop_words("en")
    assert "и" in stop_words("ru")
    assert stop_words("xx") == frozenset()


FORMS = {  # two forms of one word; one form where words do not change
    "en": "bridges bridge", "de": "häuser hauses", "fr": "maisons maison", "es": "casas casa",
    "it": "ponti ponte", "pt": "cidades cidade", "nl": "bruggen brug", "sv": "bilar bilarna",
    "no": "biler bilene", "da": "biler bilerne", "fi": "sillat sillan", "pl": "mostami mostach",
    "cs": "mosty mostu", "uk": "президентом президента", "ru": "мостами моста",
    "tr": "köprüler köprüleri", "el": "γέφυρα γέφυρας", "ar": "الجسر جسر", "he": "הממשלה לממשלה",
    "fa": "کتاب‌ها کتاب‌های", "hi": "लड़के लड़का", "bn": "শহরের শহরে", "ko": "대통령이 대통령은",
    "id": "jembatannya jembatan", "zh": "桥", "ja": "橋", "th": "สะพาน", "vi": "cầu",
}  # fmt: skip


@pytest.mark.parametrize("language", FORMS)
def test_every_language_has_stop_words_and_joins_the_forms_of_a_word(language: str) -> None:
    assert len(FORMS) == 28
    assert len(stop_words(language)) > 60
    assert len({stem(word, language) for word in FORMS[language].split()}) == 1


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("uk", "президент президента президентом президенти президентів"),
        ("uk", "сказав сказала сказали сказати"),
        ("uk", "українська української українським український"),
        ("uk", "рішення рішенням рішень"),
        ("uk", "відкрився відкрилася відкрилися"),
        ("ko", "대통령이 대통령은 대통령을 대통령의 대통령과 대통령들은 대통령"),
        ("ko", "서울에서 서울로 서울의 서울은 서울"),
        ("ko", "전문가 전문가는 전문가들이"),
        ("he", "הממשלה לממשלה ממשלה בממשלה"),
        ("he", "הבית בית לבית"),
        ("bn", "শহর শহরের শহরে শহরগুলো"),
        ("bn", "ঢাকা ঢাকায় ঢাকার"),
    ],
)
def test_light_stems_join_the_forms_of_a_word(language: str, forms: str) -> None:
    assert len({stem(word, language) for word in forms.split()}) == 1


def test_a_bengali_letter_counts_alike_however_it_is_written() -> None:
    composed, taken_apart = "ঢাকা\u09df", "ঢাকা\u09af\u09bc"
    assert stem(composed, "bn") == stem(taken_apart, "bn") == "ঢাকা"


@pytest.mark.parametrize(
    ("language", "different"),
    [
        ("uk", "президент прем'єр парламент партія"),
        ("ko", "국가 국민 정부 정치 회의 회사"),
        ("he", "ממשלה כנסת בית שלום"),
        ("bn", "শহর সরকার মানুষ ঢাকা"),
    ],
)
def test_light_stems_keep_words_apart(language: str, different: str) -> None:
    assert len({stem(word, language) for word in different.split()}) == len(different.split())


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from(["uk", "ko", "he", "bn"]))
def test_a_light_stem_is_a_part_of_its_word(text: str, language: str) -> None:
    for word in words(text):
        found = stem(word, language)
        assert found
        plain = word.replace("'", "").replace("\u09df", "\u09af\u09bc")
        assert found in plain or found in word
