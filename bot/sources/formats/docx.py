"""Word documents (.docx): their paragraphs, and what their properties say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from bot.sources.formats.draft import Draft, read_moment
from bot.sources.formats.xml import first_text, local, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped, unused-ignore]

    from bot.sources.formats.archive import Archive

_MOST_XML: Final = 15_000_000
_BREAKS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(archive: Archive) -> Draft:
    """Return a Word document; a first paragraph in the style "Title" is its title."""
    root = parse_xml(archive.read("word/document.xml", _MOST_XML) or b"")
    paragraphs = [one for one in _paragraphs(root) if one.words]
    title = ""
    if paragraphs and paragraphs[0].style in {"title", "heading1"}:
        title = paragraphs.pop(0).words
    blocks = [one.words for one in paragraphs]
    core = archive.read("docProps/core.xml", 1_000_000)
    about = parse_xml(core) if core else None
    if about is None:
        return Draft(body="\n\n".join(blocks), title=title)
    made = first_text(about, "created") or first_text(about, "modified")
    return Draft(
        body="\n\n".join(blocks),
        title=title or first_text(about, "title"),
        author=first_text(about, "creator") or None,
        published_at=read_moment(made) if made else None,
        language=first_text(about, "language") or None,
    )


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str = ""

    @property
    def words(self) -> str:
        return "".join(self.pieces).strip()


def _paragraphs(root: _Element) -> Iterator[_Paragraph]:
    """Yield the paragraphs; one in another (of a text box) comes before it."""
    open_ones: list[_Paragraph] = []
    copies = 0  # elements that we are in which say the same again for old programs
    for event, one in etree.iterwalk(root, events=("start", "end")):
        name = local(one)
        begins = event == "start"
        if name == "Fallback":
            copies += 1 if begins else -1
        elif name == "p" and begins:
            open_ones.append(_Paragraph())
        elif name == "p":
            yield open_ones.pop()
        elif begins and open_ones and not copies:
            here = open_ones[-1]
            if name == "t":
                here.pieces.append(one.text or "")
            elif name in _BREAKS:
                here.pieces.append(_BREAKS[name])
            elif name == "pStyle":
                here.style = "".join(map(str, one.attrib.values())).lower().replace(" ", "")
