"""Whether our LexRank, TextRank, LSA and Luhn pick the sentences that Sumy's own classes pick.

    python tests/benchmarks/rouge_sumy.py --data DIR [--sets cnn:200 orangesum:100 multinews:20]

DIR holds `<set>.jsonl.gz` of rouge.py; of each set the first so many articles without a repeated
sentence. Both get the same document, stems and stop words, and pick three. "same": the same three;
"ties": others, but rated equally by our method. What is neither is printed, and ends it with 1.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from summarizer import stop_words
from summarizer.document import build
from summarizer.languages import recognize
from summarizer.methods import load as ours
from summarizer.sentences import split
from summarizer.tokens import stemmer
from tests.benchmarks.rouge import SUMY
from tests.benchmarks.rouge_scores import load

NAMES = ("lexrank", "textrank", "lsa", "luhn")
PICKS = 3


def compare(name: str, text: str) -> str:
    """What our method of that name picks, compared with Sumy's: "same", "ties" or "other"."""
    language = recognize(text)
    rows = [(n, span.of(text)) for n, span in enumerate(split(text, language))]
    document = build(rows, "", language)
    module, kind = SUMY[f"sumy-{name}"]
    theirs = getattr(import_module(f"sumy.summarizers.{module}"), kind)(stemmer(language))
    theirs.stop_words = stop_words(language)
    mine = ours(name)(stemmer(language), stop_words(language))
    one, two = mine(document, PICKS), theirs(document, PICKS)
    if one == two:
        return "same"
    sentences = map(str, document.sentences)
    rated = dict(zip(sentences, mine.rate(document), strict=True))
    levels = [sorted(round(rated[str(s)], 6) for s in picked) for picked in (one, two)]
    return "ties" if levels[0] == levels[1] else "other"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=["cnn:200", "orangesum:100", "multinews:20"])
    options = parser.parse_args()
    texts = []
    for name, _, most in (one.partition(":") for one in options.sets):
        rows = load(options.data / f"{name}.jsonl.gz")[: int(most)]
        for text in (row["text"] for row in rows):
            sentences = [span.of(text) for span in split(text, recognize(text))]
            if len(sentences) == len(set(sentences)):
                texts.append(text)
    print(f"{len(texts)} articles\n{'method':<10}{'same':>6}{'ties':>6}{'other':>6}")
    others = 0
    for name in NAMES:
        found = [compare(name, text) for text in texts]
        others += found.count("other")
        print(f"{name:<10}" + "".join(f"{found.count(w):>6}" for w in ("same", "ties", "other")))
    sys.exit(others > 0)


if __name__ == "__main__":
    main()
