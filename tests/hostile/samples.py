"""Honest documents of every kind, to be read as they are and to be spoiled."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

SENTENCES = [
    "The bridge across Sorrel Sound opened to traffic on Sunday, nine years after work began.",
    "It is 2,100 meters long and replaces a ferry that ran every half hour.",
    "Some 14,000 people walked across it before the first cars were let on, the council said.",
    "The council expects 20,000 cars a day and takes a toll of three crowns.",
    "Engineers had to move the northern pier twice because of soft ground.",
    "The ferry made its last crossing on Saturday night with a band on board.",
    "Fishermen complained that the lights of the bridge drive away the herring.",
    "A second lane for bicycles is to be built next year if there is money left.",
]
BODY = "\n\n".join(SENTENCES * 2)
TITLE = "Harbor bridge opens after nine years"


def page(
    body: str = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES * 2), head: str = ""
) -> bytes:
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} | Northern Post</title>
<meta property="og:title" content="{TITLE}"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2026-11-20T10:00:00+02:00">
<link rel="canonical" href="https://news.example/bridge?utm_source=feed">{head}</head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{TITLE}</h1>{body}</article>
<footer>All rights reserved</footer></body></html>""".encode()


def mail() -> bytes:
    body = "\r\n".join(SENTENCES)
    return (
        "From: =?utf-8?q?Ren=C3=A9?= <rene@news.example>\r\nTo: you@example.org\r\n"
        f"Subject: {TITLE}\r\nDate: Fri, 20 Nov 2026 10:00:00 +0200\r\n"
        "Archived-At: <https://news.example/bridge?utm_source=mail>\r\n"
        "Content-Language: en\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n-- \r\nRené\r\n"
        f"--b\r\nContent-Type: text/html\r\n\r\n<p>{body}</p>\r\n--b--\r\n"
    ).encode()


def markdown() -> bytes:
    return (
        f"---\ntitle: {TITLE}\nauthor: Jane Doe\ndate: 2026-11-20T10:00:00+02:00\nlang: en\n"
        "url: https://news.example/bridge?utm_source=feed\n---\n\n"
        "# Another heading\n\n" + BODY.replace("bridge", "**bridge**") + "\n\n```\ncode\n```\n"
    ).encode()


def text() -> bytes:
    return f"{TITLE}\n\n{BODY}".encode()


def pdf(*, pages: int = 2, words: bool = True, about: bool = True) -> bytes:
    """Return a PDF, written by hand: one font, the sentences as lines."""
    lines = "".join(f"({sentence}) Tj 0 -14 Td\n" for sentence in SENTENCES) if words else ""
    stream = f"BT /F1 12 Tf 50 780 Td\n{lines}ET".encode()
    info = f"<< /Title ({TITLE}) /Author (Jane Doe) /CreationDate (D:20261120100000+02'00') >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (6 + number) for number in range(pages)), pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        info.encode() if about else b"<< >>",
    ]
    objects += [
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    ] * pages
    return assembled(objects, b"/Info 5 0 R")


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first of which is its catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:dcterms="dcterms">'
    "<dc:title>Untitled</dc:title><dc:creator>Jane Doe</dc:creator><dc:language>en-GB</dc:language>"
    "<dcterms:created>2026-11-20T08:00:00Z</dcterms:created></cp:coreProperties>"
)


def docx(document: str | bytes | None = None, **more: str | bytes) -> bytes:
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>" for sentence in SENTENCES * 2
    )
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
    whole = f'<w:document xmlns:w="{WORD}"><w:body>{title}{paragraphs}</w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": whole if document is None else document,
            "docProps/core.xml": CORE,
            **more,
        }
    )


def epub(chapters: int = 2, chapter: bytes | None = None, package: str | None = None) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(chapters))
    about = (
        f"<dc:title>{TITLE}</dc:title><dc:creator>Jane Doe</dc:creator>"
        "<dc:date>2026-11-20T08:00:00Z</dc:date><dc:language>en</dc:language>"
        "<dc:source>https://news.example/bridge?utm_source=book</dc:source>"
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{about}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/>'
        "</rootfiles></container>",
        "OEBPS/a.opf": package or opf,
    }
    return zipped(files | {f"OEBPS/c{n}.xhtml": chapter or page() for n in range(chapters)})


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def every_kind() -> dict[str, bytes]:
    """Return one honest document of each kind, by its name."""
    return {
        "a.txt": text(),
        "a.md": markdown(),
        "a.html": page(),
        "a.eml": mail(),
        "a.pdf": pdf(),
        "a.docx": docx(),
        "a.epub": epub(),
        "a.zip": zipped({"one.html": page(), "two.md": markdown()}),
    }
