"""Which stories in several languages are one, by vectors that are easy to see through."""

from __future__ import annotations

import pytest

from bot.domain.articles import Article, ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from bot.domain.tongues import BEGINNING, Tongues
from bot.domain.twins import Twins
from summarizer import Fingerprint, Meanings
from tests.fakes.builders import HOUR, NOW, an_article

WORDS = [f"w{chr(97 + n)}" for n in range(20)]


class Bags(Meanings):
    """Texts are as alike as the share of their words that they have in common."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, int] = {}

    def _encoded(self, texts: list[str]):
        vectors = self._np.zeros((len(texts), 512))
        for row, text in zip(vectors, texts, strict=True):
            for word in {one.strip(".") for one in text.split()} - {""}:
                row[self._places.setdefault(word, len(self._places))] = 1.0
        return vectors / self._np.sqrt(vectors.sum(axis=1, keepdims=True))


class Papers:
    """Stories that papers in several languages tell."""

    def __init__(self) -> None:
        self.index = StoryIndex()
        self.tongues = Tongues(meanings=Bags())
        self.articles: dict[ArticleId, Article] = {}
        self._own = 0

    def tell(
        self,
        story: str,
        tongue: str,
        shared: int,
        *,
        more: str = "",
        start: int = 0,
        size: int = 10,
    ) -> str:
        """Put an article of so many words into a story, of which `shared` are those of all."""
        given = [*WORDS[start : start + shared], *more.split()]
        own = [f"x{self._own + n}x" for n in range(size - len(given))]
        self._own += size
        return self.put(story, tongue, " ".join(given + own))

    def put(self, story: str, tongue: str, body: str, title: str = "") -> str:
        article = an_article(key=f"a{len(self.articles)}", title=title, body=body)
        self.articles[article.id] = article
        self.index.add(StoryId(story), article.id, Fingerprint((), (), ()), NOW, tongue)
        return article.id

    def look(self) -> list[str]:
        """Look at what is missing, and return it."""
        missing = self.tongues.missing(self.index)
        self.tongues.add((self.articles[one] for one in missing), missing)
        return list(missing)

    def twins(self) -> list[tuple[str, str]]:
        looked_at = self.look()
        pairs = self.tongues.twins(self.index, [ArticleId(one) for one in looked_at])
        return [(pair.small, pair.large) for pair in pairs]


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.mark.parametrize(
    ("shared", "more", "found"),
    [
        (7, "", True),
        (6, "", False),
        (5, "112", True),  # more than half of the words, and a number that says much
        (5, "4.75", True),
        (5, "32", True),
        (5, "31", False),  # a day, it may be
        (5, "300", False),
        (5, "2024", False),  # a year
        (4, "112", False),
    ],
)
def test_two_stories_are_one_if_they_are_near_or_nearly_so_and_share_a_number(
    papers, shared, more, found
):
    papers.tell("s1", "de", shared, more=more, size=11)
    papers.tell("s2", "en", shared, more=more, size=11)
    assert papers.twins() == ([("s2", "s1")] if found else [])


def test_another_number_makes_nothing_nearer(papers):
    papers.tell("s1", "de", 6, more="112", size=11)
    papers.tell("s2", "en", 6, more="113", size=11)
    assert papers.twins() == []


def test_the_one_with_fewer_articles_is_given_up(papers):
    papers.tell("s1", "de", 8)
    papers.tell("s2", "en", 8)
    papers.tell("s2", "en", 8)
    assert papers.twins() == [("s1", "s2")]


def test_how_alike_they_are_is_the_mean_over_their_languages(papers):
    papers.tell("s1", "de", 8)
    papers.tell("s1", "fr", 0)
    papers.tell("s2", "en", 8)
    papers.look()
    (firsts, other) = (list(papers.index.firsts(StoryId(one)).values()) for one in ("s1", "s2"))
    assert papers.tongues.twins(papers.index, other) == []  # (0.8 + 0) / 2
    papers.tell("s3", "ru", 8)
    assert papers.twins() == [("s3", "s2")]
    assert papers.tongues.twins(papers.index, firsts) == []


def test_a_story_is_known_by_its_first_article_in_each_language(papers):
    papers.tell("s1", "de", 0)
    papers.tell("s1", "de", 9)
    papers.tell("s2", "en", 9)
    assert papers.twins() == []


def test_what_is_nearer_to_the_other_goes_first(papers):
    papers.tell("s1", "de", 6)
    papers.tell("s2", "en", 9)
    papers.tell("s3", "de", 8)
    assert papers.twins() == [("s3", "s2")]


def test_what_is_nearer_in_a_language_that_the_first_does_not_have_is_no_rival(papers):
    first = papers.tell("s1", "de", 6)
    papers.tell("s2", "en", 9)
    papers.tell("s3", "ru", 8, start=1)
    papers.look()
    pairs = papers.tongues.twins(papers.index, [ArticleId(first)])
    assert [(pair.small, pair.large) for pair in pairs] == [("s2", "s1")]
    assert pairs[0].alike == pytest.approx(0.6, abs=0.001)


def test_of_two_that_are_near_the_nearer_one_is_meant(papers):
    first = papers.tell("s1", "de", 9)
    papers.tell("s2", "en", 7)
    papers.tell("s3", "en", 8)
    papers.look()
    pairs = papers.tongues.twins(papers.index, [ArticleId(first)])
    assert [(pair.small, pair.large) for pair in pairs] == [("s3", "s1")]


def test_two_events_are_found_at_once_and_each_story_once(papers):
    for number, (tongue, start) in enumerate(
        [("de", 0), ("en", 0), ("fr", 0), ("de", 10), ("en", 10)]
    ):
        papers.tell(f"s{number}", tongue, 9, start=start)
    pairs = papers.twins()
    assert ("s4", "s3") in pairs
    assert len(pairs) == 2
    assert len({story for pair in pairs for story in pair}) == 4


def test_a_story_that_is_near_to_none_keeps_no_other_from_being_found(papers):
    papers.tell("s0", "de", 0)
    papers.tell("s1", "de", 9)
    papers.tell("s2", "en", 9)
    assert papers.twins() == [("s2", "s1")]


def test_what_is_in_the_same_languages_is_left_to_its_words(papers):
    for story in ("s1", "s2"):
        for tongue in ("de", "en"):
            papers.tell(story, tongue, 9)
    assert papers.twins() == []


def test_what_was_told_as_two_stays_two(papers):
    first = papers.tell("s1", "de", 9)
    papers.tell("s2", "en", 9)
    papers.look()
    papers.tongues.stay_two([Twins(large=StoryId("s2"), small=StoryId("s1"), alike=0.9)])
    assert papers.tongues.twins(papers.index, [ArticleId(first)]) == []
    papers.tell("s3", "en", 8)
    assert papers.twins() == [("s3", "s1")]


def test_nothing_is_missing_until_there_are_two_languages_and_each_article_once(papers):
    first = papers.tell("s1", "de", 9)
    assert papers.look() == []
    later = papers.tell("s2", "en", 9)
    unknown = papers.tell("s3", "xx", 9)
    assert papers.look() == [first, later]
    assert unknown not in papers.tongues.meanings
    assert papers.look() == []
    assert first in papers.tongues.meanings


def test_what_could_not_be_used_is_missing_once_more(papers):
    first, later = papers.tell("s1", "de", 9), papers.tell("s2", "en", 9)
    papers.look()
    papers.tongues.miss({ArticleId(later): "en"})
    assert later not in papers.tongues.meanings
    assert first in papers.tongues.meanings
    assert papers.twins() == [("s2", "s1")]
    new = papers.tell("s3", "en", 0)
    assert list(papers.tongues.missing(papers.index)) == [new]
    papers.tongues.miss({ArticleId(first): "de"})
    assert set(papers.tongues.missing(papers.index)) == {first, new}


def test_what_is_gone_is_forgotten_and_what_comes_later_is_compared_without_it(papers):
    gone = papers.tell("s1", "de", 9)
    papers.tell("s2", "en", 9)
    papers.look()
    papers.index.remove(ArticleId(gone))
    assert papers.look() == []
    assert gone not in papers.tongues.meanings
    papers.tell("s3", "de", 8)
    assert papers.twins() == [("s3", "s2")]


def test_stories_that_left_the_window_are_compared_with_nothing(papers):
    first = papers.tell("s1", "de", 9)
    papers.tell("s2", "en", 9)
    papers.look()
    papers.index.forget_before(NOW + HOUR)
    assert papers.look() == []
    assert papers.tongues.twins(papers.index, [ArticleId(first)]) == []
    assert len(papers.tongues.meanings) == 0


def test_the_headline_and_the_beginning_are_what_is_compared(papers):
    title = " ".join(WORDS[:6])
    papers.put("s1", "de", "", title)
    papers.put("s2", "en", f"{' ' * BEGINNING}{' '.join(WORDS[6:])} 112", title)
    assert papers.twins() == [("s2", "s1")]
    late = Papers()
    late.put("s1", "de", f"{' ' * BEGINNING}{title} 112", "one two")
    late.put("s2", "en", f"{' ' * BEGINNING}{title} 112", "three four")
    assert late.twins() == []
