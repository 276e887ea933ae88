import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import LANGUAGES, languages
from summarizer.languages import recognize
from tests.summarizer.samples import ARTICLES

SHORT = {
    "en": "The council voted to build the bridge",
    "de": "Der Rat hat für die Brücke gestimmt",
    "fr": "Le conseil a voté pour le pont",
    "es": "El consejo votó a favor del puente",
    "ru": "Совет проголосовал за мост через реку",
    "uk": "Рада проголосувала за міст через річку",
    "pl": "Rada zagłosowała za mostem",
    "tr": "Meclis köprü için oy verdi",
    "zh": "市议会投票决定建桥",
    "ja": "市議会は橋の建設を決めた",
    "ko": "시의회가 다리 건설을 결정했다",
    "ar": "صوت المجلس لصالح بناء الجسر",
    "el": "Το συμβούλιο ψήφισε για τη γέφυρα",
}


@pytest.mark.parametrize("language", ARTICLES)
def test_three_sentences(language: str) -> None:
    assert recognize(ARTICLES[language]) == language


@pytest.mark.parametrize("language", SHORT)
def test_one_line(language: str) -> None:
    assert recognize(SHORT[language]) == language


@pytest.mark.parametrize("text", ["", "12 34", "!!!", "\u200b", "x", "😀"])
def test_nothing_to_tell_by(text: str) -> None:
    assert recognize(text) == "und"


FEW_WORDS = [
    ("ru", "Пожар в Москве"),
    ("ru", "Погода на завтра"),
    ("ru", "COVID-19 в Москве"),
    ("ru", "Президент сказал hello world"),
    ("ru", "Землетрясение на Камчатке"),
    ("ru", "Новости спорта"),
    ("bg", "Бойко Борисов подаде оставка"),
    ("sr", "Звезда победила Партизан"),
    ("en", "Bitcoin falls 5%"),
    ("en", "Fire in Rome"),
    ("it", "Meloni a Bruxelles"),
    ("id", "Selamat pagi"),
]


@pytest.mark.parametrize(("language", "text"), FEW_WORDS)
def test_a_few_words_are_unknown_sooner_than_wrong(language: str, text: str) -> None:
    assert recognize(text) in {language, "und"}


@pytest.mark.parametrize(
    "text", ["Взрыв в Киеве", "Путин встретился с Макроном", "Цены на нефть упали"]
)
def test_three_words_of_russian_may_be_enough(text: str) -> None:
    assert recognize(text) == "ru"


def test_most_letters_decide_in_mixed_scripts() -> None:
    assert recognize(ARTICLES["ru"] + " The BBC said so.") == "ru"
    assert recognize(ARTICLES["zh"] + " NASA and SpaceX") == "zh"
    assert recognize("The word мир means peace, and it is one of the shortest words.") == "en"


@settings(deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    assert recognize(text) in {*LANGUAGES, "und"}


def test_ordinary_articles_do_not_need_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_model", None)
    for language, text in ARTICLES.items():
        if language not in {"no", "da", "id"}:  # so like another that three sentences are too few
            assert recognize(text) == language


@pytest.mark.parametrize("language", ARTICLES)
def test_a_sentence_and_six_words_are_enough(language: str) -> None:
    first, *_ = ARTICLES[language].split(". ")
    assert recognize(first) == language
    assert recognize(" ".join(first.split()[:6])) == language
