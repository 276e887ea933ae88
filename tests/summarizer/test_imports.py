"""What is loaded when: the front door is light, and Sumy comes without all of NLTK."""

import subprocess
import sys

import pytest

HEAVY = {"sumy", "nltk", "numpy", "py3langid", "requests", "stopwordsiso", "sklearn", "scipy"}


def run(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    ).stdout


def loaded_after(script: str) -> set[str]:
    return set(run(f"import sys\n{script}\nprint(*sys.modules)").split()) & HEAVY


def test_the_front_door_loads_nothing_heavy() -> None:
    assert loaded_after("import summarizer") == set()


def test_the_default_method_loads_sumy_alone() -> None:
    text = "The council voted on Monday to build a bridge over the sound. It was late. " * 3
    assert loaded_after(f"from summarizer import summarize; summarize({text!r})") == {
        "sumy",
        "stopwordsiso",
    }


@pytest.mark.parametrize("package", ["nltk", "requests"])
def test_the_real_package_can_be_imported_afterwards(package: str) -> None:
    script = f"import summarizer._sumy, sys; import {package}; print({package}.__file__)"
    assert package in run(script)


def test_the_names_that_sumy_holds_still_work() -> None:
    script = """
import summarizer._sumy, sys
from sumy.nlp.stemmers import Stemmer
print("nltk" in sys.modules)
print(Stemmer("english")("running"))
import nltk.stem.snowball, nltk
print(nltk.stem.snowball.EnglishStemmer.__name__, nltk.word_tokenize.__name__)
"""
    assert run(script).split() == ["False", "run", "EnglishStemmer", "word_tokenize"]


def test_a_package_that_is_loaded_already_is_left_alone() -> None:
    script = "import sys, nltk; import summarizer._sumy; print(sys.modules['nltk'] is nltk)"
    assert run(script).split() == ["True"]


def test_the_summarizer_knows_nothing_of_the_bot() -> None:
    script = """
import importlib, pkgutil, sys, summarizer
for found in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
    importlib.import_module(found.name)
print(any(name == "bot" or name.startswith("bot.") for name in sys.modules))
"""
    assert run(script).split() == ["False"]
