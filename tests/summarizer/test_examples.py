"""The page of examples is what the summarizer picks today."""

from tests.summarizer.examples import EXAMPLES, PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "summarizer/EXAMPLES.md is old: run python tests/summarizer/examples.py"
    )


def test_ten_languages() -> None:
    assert len(EXAMPLES) == 10
