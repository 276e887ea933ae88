"""How a browser reads what was rendered for it: strictly, and with nothing but our own tags."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from bot.domain.deliveries import Body

TURNING = {"h3", "h4", "p", "li", "dt", "dd"}  # each finds its own direction
BARE = {"ul", "dl", "div", "article", "blockquote", "small", "mark", "strong", "code"}
ATTRIBUTES = (
    {"a": {"href", "rel"}} | {tag: {"dir"} for tag in TURNING} | {tag: set() for tag in BARE}
)
BREAKS = {"h3", "h4", "p", "li", "dt", "dd", "blockquote", "article"}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.problems: list[str] = []
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ATTRIBUTES or not {name for name, _ in attrs} <= ATTRIBUTES[tag]:
            self.problems.append(f"<{tag} {attrs}>")
        values = dict(attrs)
        if values.get("dir", "auto") != "auto":
            self.problems.append(f"dir={values['dir']}")
        href = values.get("href") or ""
        if tag == "a":
            self.links.append(href)
            if not href.startswith(("https://", "http://", "/")) or "noreferrer" not in str(
                values.get("rel")
            ):
                self.problems.append(f"a link to {href}")
        self._open.append((tag, href))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.problems.append(f"</{tag}>")
            return
        _, href = self._open.pop()
        self.text += f" ({href})" if tag == "a" else "\n" if tag in BREAKS else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.problems.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"<?{data}>")


def _read(body: Body) -> Reader:
    reader = Reader()
    reader.feed(body.get("html", ""))
    reader.close()
    reader.problems += [f"<{tag}> stays open" for tag, _ in reader._open]
    return reader


def web_words(body: Body, *, links: bool = True) -> str:
    """Return what is read: the text, each address behind its link, and what can be tapped."""
    reader = _read(body)
    text = reader.text
    if not links:
        for href in reader.links:
            text = text.replace(f" ({href})", "", 1)
    return "\n".join([text.strip("\n"), *(one["label"] for one in body.get("buttons", ()))])


def web_refuses(body: Body) -> Iterator[str]:
    """Say what is not well-formed, or not of ours."""
    yield from _read(body).problems
    for button in body.get("buttons", ()):
        if set(button) != {"label", "say"} or not button["label"].strip():
            yield f"the button {button}"
