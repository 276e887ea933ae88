"""The benchmark counts as the package rouge-score does."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from rouge_score import rouge_scorer

from tests.benchmarks.rouge_scores import folds
from tests.benchmarks.rouge_weights import WEIGHTS, Case, alone, drawn, named, scored
from tests.summarizer.samples import ARTICLE

_spec = importlib.util.spec_from_file_location("rouge", Path(__file__).with_name("rouge.py"))
assert _spec is not None
assert _spec.loader is not None
rouge = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(rouge)

WORDS = (
    *("the", "The", "mayors", "mayor", "builds", "building"),
    *("bridge,", "bridge.", "3.5", "ferry-boats", "l'état", "it's"),
)


def test_scores_equal_those_of_rouge_score() -> None:
    theirs = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    chance = random.Random(7)
    for _ in range(60):
        reference, picked = (
            [
                " ".join(chance.choices(WORDS, k=chance.randint(1, 12)))
                for _ in range(chance.randint(1, 4))
            ]
            for _ in range(2)
        )
        found = theirs.score("\n".join(reference), "\n".join(picked))
        expected = [found[name].fmeasure for name in ("rouge1", "rouge2", "rougeLsum")]
        assert rouge.scores("\n".join(reference), picked) == pytest.approx(expected)


def test_the_interval_holds_the_mean() -> None:
    low, high = rouge.interval([1.0, 2.0, 3.0, 4.0] * 25)
    assert low < 2.5 < high
    assert rouge.interval([1.0] * 9) == (1.0, 1.0)


def stand_in_for_summa(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package summa is no dependency (it brings scipy); this answers as its function does."""

    def summarize(text: str, *, ratio: float, split: bool) -> list[str]:
        assert split
        sentences = [line for line in text.split("\n") if line.endswith(".")]
        return sentences[: max(1, round(ratio * len(sentences)))]

    module = ModuleType("summa.summarizer")
    module.summarize = summarize  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "summa", ModuleType("summa"))
    monkeypatch.setitem(sys.modules, "summa.summarizer", module)


@pytest.mark.parametrize("name", [*rouge.METHODS, *rouge.OTHERS])
@pytest.mark.filterwarnings("ignore:Number of words")
def test_every_method_picks_from_the_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "summa":
        stand_in_for_summa(monkeypatch)
    row = {"text": ARTICLE, "summary": "The council voted to build a bridge over the sound."}
    pick = rouge.OTHERS.get(name) or rouge.ours(name)
    picked = pick(row, 2)
    assert 0 < len(picked) <= 2
    flat = " ".join(ARTICLE.split())
    assert all(" ".join(sentence.split()) in flat for sentence in picked)
    if name == "oracle":
        assert rouge.scores(row["summary"], picked)[0] > 0.4


def test_all_methods_are_those_that_can_be() -> None:
    every = rouge.chosen(["all"], docs=True)
    assert {"news", "sumy-kl", "oracle", "many"} <= set(every)
    assert "many" not in rouge.chosen(["all"], docs=False)
    assert rouge.chosen(["news", "lead"], docs=True) == ["news", "lead"]


def test_a_setting_is_chosen_by_the_other_sets_only() -> None:
    gains = {
        "as it is": {"a:1": [(0.0, 0.0)] * 3, "a:2": [(0.0, 0.0)] * 3, "b:1": [(0.0, 0.0)] * 9},
        "for a": {"a:1": [(9.0, 9.0)] * 3, "a:2": [(9.0, 9.0)] * 3, "b:1": [(-1.0, 0.0)] * 9},
        "for b": {"a:1": [(-2.0, 0.0)] * 3, "a:2": [(-3.0, 0.0)] * 3, "b:1": [(1.0, 1.0)] * 9},
    }
    found = [(fold.name, fold.setting, fold.gain, fold.others) for fold in folds(gains)]
    assert found == [("a:1", "for b", -2, 2), ("a:2", "for b", -3, 2), ("b:1", "for a", -1, 18)]


def test_a_setting_changes_the_picks_and_is_taken_back() -> None:
    row = {"text": ARTICLE, "summary": "The two ferries will stop; the sailors lose their work."}
    cases = {"cnn": [Case(row)]}
    before = {weight: getattr(module, weight) for weight, module in WEIGHTS.items()}
    base = scored(cases, {})
    found = [scored(cases, setting) for setting in [*alone(), *drawn(20)]]
    assert any(one != base for one in found)
    assert before == {weight: getattr(module, weight) for weight, module in WEIGHTS.items()}
    assert scored(cases, {}) == base
    assert len({named(setting) for setting in alone()}) == 2 * len(WEIGHTS)
