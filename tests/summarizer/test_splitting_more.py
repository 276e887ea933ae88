"""Hard cases of sentence splitting in all languages."""

import pytest

from summarizer.glue import glued_places
from summarizer.sentences import split
from tests.summarizer.hard_cases import CASES, JOINED

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
    first, second, *_ = (CASES.get(language) or JOINED[language])[0]
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
