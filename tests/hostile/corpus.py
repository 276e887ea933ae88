"""Documents that are meant to crash, stall or fill whoever reads them, and what is said of each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.hostile.samples import WORD, assembled, docx, epub, page, pdf, text, zipped

SCRIPT = "This page shows no article without JavaScript."
ROBOT = "This page wants proof that no program is reading it."
PAYWALL = "This page shows its article only to subscribers."
CONSENT = "This page asks for consent to cookies before it shows an article."
NOTHING = "This page holds no article."
ENTITIES = "It declares entities of its own, as no office program does."
NO_TEXT = "There is no text in it."
PARTS = "The page has too many parts to be read."

READ = ""  # it is read as an article: what was meant to harm did not


@dataclass(frozen=True)
class Case:
    """One document: its name, how it is made, and what is said of it, or of the parts of it."""

    name: str
    make: Callable[[], bytes]
    said: tuple[str, ...]


def case(name: str, make: Callable[[], bytes], *said: str) -> Case:
    return Case(name, make, said)


def shell(words: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{words}</body></html>".encode()


def html(prefix: str, middle: str, count: int, suffix: str = "") -> Callable[[], bytes]:
    return lambda: (prefix + middle * count + suffix).encode()  # noqa: PLW0108 -- made late


PAID = '<script type="application/ld+json">{"@type":["NewsArticle"],"isAccessibleForFree":"False"}'
TEASER = "<p>" + "The council met on Sunday to talk about the bridge. " * 8 + "</p>"

PAGES = [
    case("empty.html", lambda: b"", "It is empty."),
    case("blank.html", lambda: b" \n ", "The page is empty."),
    case("nul.html", lambda: b"<html>" + bytes(100_000), NOTHING),
    case("shell.html", lambda: shell('<div id="root"></div><script src="a.js"></script>'), SCRIPT),
    case("noscript.html", lambda: shell("<noscript>You need to enable JavaScript to run this app."
         "</noscript><div>Loading</div>"), SCRIPT),
    case("noscript-ru.html", lambda: shell("<p>Для работы сайта включите JavaScript</p>"), SCRIPT),
    case("robot.html", lambda: shell("<h1>Just a moment...</h1><p>Checking your browser</p>"),
         ROBOT),
    case("consent.html", lambda: shell("<p>Before you continue to Site. We use cookies and data to"
         " measure audience. <button>Accept all cookies</button></p>"), CONSENT),
    case("consent-de.html", lambda: shell("<p>Wir verwenden auf dieser Seite Cookies. Alle"
         " akzeptieren oder Einstellungen.</p>"), CONSENT),
    case("paid.html", lambda: shell(TEASER, PAID + "</script>"), PAYWALL),
    case("paid-words.html", lambda: shell(TEASER + "<p>Subscribe to continue reading.</p>"),
         PAYWALL),
    case("paid-fr.html", lambda: shell(TEASER + "<p>Article réservé aux abonnés.</p>"), PAYWALL),
    case("front.html", lambda: shell("<a href=/a>News</a> <a href=/b>Sport</a>"), NOTHING),
    case("deep.html", html("<html><body>", "<div>", 140_000, "words"), NOTHING),
    case("paragraphs.html", html("<html><body>", "<p>", 2_500_000), PARTS),
    case("table.html", html("<table>", "<tr><td>a", 320_000), PARTS),
    case("attributes.html", html("<html><body><p ", "a{} ", 500_000, ">words</p>"), NOTHING),
    case("attribute.html", html("<html><body><p title='", "x", 50_000_000, "'>words</p>"), NOTHING),
    case("scripts.html", lambda: b"<html><script>" * 200_000 + page(), PARTS),
    case("heavy.html", lambda: page(head="<script>" + "x" * 6_000_000 + "</script>"), READ),
    case("comments.html", html("<html>", "<!--", 1_000_000), PARTS),
    case("doctypes.html", html("", "<!doctype html ", 300_000), "The page is empty."),
    case("entities.html", html("<html><body><p>", "&#x41;&amp;", 300_000), NOTHING),
    case("lol.xhtml", lambda: LOL.replace(b"ROOT", b"html"), NOTHING),
    case("bytes.html", lambda: b"<html><body>" + bytes(range(1, 256)) * 4_000, READ),
    case("utf7.html", lambda: b"<meta charset=utf-7>+ADw-script+AD4-alert(1)", NOTHING),
    case("codec.html", lambda: b"<meta charset=unicode_escape>\\N{LATIN SMALL LETTER A}", NOTHING),
    case("bomb-codec.html", lambda: b"<meta charset=bz2><html>words", NOTHING),
    case("json.html", lambda: page(head='<script type="application/ld+json">' + "[" * 200_000
         + "</script>"), READ),
    case("inputs.html", html("<html><body>", "<input name=a>", 30_000, "<p>words"), NOTHING),
    case("links.html", html("<html><body>", "<a href=//x>", 20_000, "<p>words"), NOTHING),
    case("bold.html", html("<html><body>", "<b><i>", 20_000, "<p>words"), NOTHING),
]  # fmt: skip

LOL = b"<?xml version='1.0'?><!DOCTYPE ROOT [<!ENTITY a0 'lol'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 12)
) + b"]><ROOT>&a11;</ROOT>"  # fmt: skip
XXE = (
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    b"<w:document xmlns:w='%s'><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>" % WORD.encode()
)

OFFICE = [
    case("lol.docx", lambda: docx(LOL), ENTITIES),
    case("xxe.docx", lambda: docx(XXE), ENTITIES),
    case("deep.docx", lambda: docx(b"<w:p>" * 300_000), NO_TEXT),
    case("empty.docx", lambda: docx(b""), "It is damaged: its XML cannot be read."),
    case("bomb.docx", lambda: docx(b" " * 40_000_000), "Unpacked, it is larger than 15 MB."),
    case("noise.docx", lambda: docx(bytes(range(256)) * 100),
         "It is damaged: its XML cannot be read."),
    case("table.xlsx.zip", lambda: zipped({"[Content_Types].xml": "<a/>"}),
         "It is a table or presentation, or of an office program not read here."),
    case("empty.epub", lambda: epub(0), NO_TEXT),
    case("lol.epub", lambda: epub(package=LOL.decode()), ENTITIES),
    case("long.epub", lambda: epub(1_000), READ),
    case("same.epub", lambda: epub(package="<package><manifest><item id='a' href='c0.xhtml'"
         " media-type='text/html'/></manifest><spine>" + "<itemref idref='a'/>" * 100_000
         + "</spine></package>"), READ),
    case("out.epub", lambda: epub(package="<package><manifest><item id='a' media-type='text/html'"
         " href='../../../../etc/passwd'/></manifest><spine><itemref idref='a'/></spine>"
         "</package>"), NO_TEXT),
    case("lost.epub", lambda: zipped({"META-INF/container.xml": "<container/>"}),
         "It is a damaged e-book: its table of contents is missing."),
    case("bomb.epub", lambda: epub(8, b"<html><body>" + b"x " * 2_400_000),
         "Unpacked, the archive is larger than 20 MB."),
]  # fmt: skip


def pdf_of_stream(stream: bytes, more: bytes = b"") -> bytes:
    return assembled([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <<"
         b" /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"),
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), more, stream),
    ])  # fmt: skip


def zeros(millions: int) -> bytes:
    """Return so many zeros, packed: a million of them is, and repeated."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    million = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    adler = (millions * 1_000_000 % 65_521) << 16 | 1  # what zlib.adler32 says of zeros
    return b"\x78\xda" + million * millions + packer.flush() + struct.pack(">I", adler)


def flate_bomb() -> bytes:
    return pdf_of_stream(zeros(300), b"/Filter /FlateDecode")


def twice_packed() -> bytes:
    packed = zlib.compress(zeros(200))
    return pdf_of_stream(packed, b"/Filter [/FlateDecode /FlateDecode]")


NO_WORDS = "It holds pictures of pages, but no text."
BAD_PDF = "It is a damaged PDF."
PDFS = [
    case("junk.pdf", lambda: b"%PDF-1.7\n" + b"junk " * 1_000, BAD_PDF),
    case("cut.pdf", lambda: pdf()[:700], BAD_PDF),
    case("pictures.pdf", lambda: pdf(words=False), NO_WORDS),
    case("pages.pdf", lambda: pdf(pages=10_000), READ),
    case("bomb.pdf", flate_bomb, NO_WORDS),
    case("twice.pdf", twice_packed, NO_WORDS),
    case("loop.pdf", lambda: assembled([b"<< /Type /Catalog /Pages 2 0 R >>",
         b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"]), BAD_PDF),
    case("xref-loop.pdf", lambda: pdf().replace(b"/Root", b"/Prev 9 /Root"), READ),
    case("nested.pdf", lambda: pdf_of_stream(b"[" * 200_000), NO_WORDS),
    case("operators.pdf", lambda: pdf_of_stream(b"BT /F1 9 Tf (a) Tj ET " * 30_000), READ),
    case("count.pdf", lambda: pdf().replace(b"/Count 2", b"/Count 999999999"), READ),
    case("length.pdf", lambda: pdf().replace(b"/Length 6", b"/Length 999999999"), READ),
    case("date.pdf", lambda: pdf().replace(b"D:20261120100000+02'00'", b"D:99999999999999+99'99'"),
         READ),
    case("no-date.pdf", lambda: pdf().replace(b"(D:20261120100000+02'00')", b"[ /What 7 0 R ]"),
         READ),
    case("title.pdf", lambda: pdf().replace(b"/Title (", b"/Title [ << >> ] /Other ("), READ),
    case("lang.pdf", lambda: pdf().replace(b"(en-GB)", b"[ 7 0 R ]"), READ),
    case("locked.pdf", lambda: pdf().replace(b"/Root", b"/Encrypt << /Filter /Standard /V 1 /R 2"
         b" /P -4 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") >> /ID [(a)(a)] /Root"),
         "It is protected by a password."),
]  # fmt: skip


def nested_mail(depth: int) -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'
                    for n in range(depth))  # fmt: skip
    return ("Subject: deep\r\n" + parts + "Content-Type: text/plain\r\n\r\nwords").encode()


MAILS = [
    case("none.eml", lambda: b"\r\n\r\nwords", "It is no mail: it has no headers."),
    case("empty.eml", lambda: b"Subject: x\r\n\r\n", "The mail holds no text."),
    case("deep.eml", lambda: nested_mail(1_000), READ),
    case("headers.eml", lambda: b"X: y\r\n" * 200_000 + b"\r\nwords here", READ),
    case("header.eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\nwords", READ),
    case("from.eml", lambda: b"From: " + b"(" * 100_000 + b"\r\n\r\nwords",
         "It is nested too deeply to be read."),
    case("to.eml", lambda: b"From: " + b"a@b.example, " * 50_000 + b"\r\n\r\nwords", READ),
    case("charset.eml", lambda: b"Subject: x\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n"
         b"words \xff", READ),
    case("base64.eml",
         lambda: b"Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 999,
         "The mail holds no text."),
    case("boundary.eml", lambda: b"Subject: x\r\nContent-Type: multipart/mixed\r\n\r\nwords",
         "The mail holds no text."),
    case("date.eml", lambda: b"Date: Thu, 99 Foo " + b"9" * 200_000 + b"\r\n\r\nwords", READ),
]  # fmt: skip

BYTES = (
    "Its encoding was not recognized: byte 1 (0x80) is not UTF-8, and no other encoding makes sense"
    " of all of it. Save it as UTF-8."
)
TEXTS = [
    case("picture.md", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
         "It is a PNG picture, not a text."),
    case("picture.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), NOTHING),
    case("quotes.md", lambda: b">" * 100_000 + b" words", NO_TEXT),
    case("brackets.md", lambda: b"[" * 50_000 + b" words", READ),
    case("stars.md", lambda: b"*a " * 50_000, READ),
    case("links.md", lambda: b"[a](" * 20_000, READ),
    case("backticks.md", lambda: b"".join(b"`" * n + b" " for n in range(1, 700)) + b"words", READ),
    case("lists.md", lambda: b"".join(b" " * n + b"* a\n" for n in range(1_500)), READ),
    case("front.md", lambda: b"---\n" + b"a: b\n" * 30_000 + b"words", READ),
    case("high.txt", lambda: bytes(range(0x80, 0x100)) * 39_000, BYTES),
    case("line.txt", html("", "word ", 990_000), READ),
    case("lines.txt", html("", "a\n", 2_450_000), READ),
    case("dates.txt", html("", "2024-06-03 ", 450_000), NO_TEXT),
    case("quotes.txt", html("", '."', 2_450_000), NO_TEXT),
    case("marks.txt", ("e" + chr(0x301) * 2_400_000).encode, READ),
    case("joiners.txt", (chr(0x200D) * 1_600_000).encode,
         "It holds no text, only white space."),
    case("only-code.md", lambda: b"```\ncode\n```\n", NO_TEXT),
]  # fmt: skip


def protected() -> bytes:
    data = bytearray(zipped({"a.txt": text()}))
    data[6] |= 1
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Return an archive in which thousands of names share one packed member (Fifield's bomb)."""
    packed, crc = zlib.compress(bytes(4_900_000), 9)[2:-4], zlib.crc32(bytes(4_900_000))
    name = b"0000.txt"
    head = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, crc,
                       len(packed), 4_900_000, len(name), 0) + name  # fmt: skip
    body = head + packed
    central = b"".join(
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 33,
                    crc, len(packed), 4_900_000, len(name), 0, 0, 0, 0, 0,
                    0) + (b"%04d.txt" % number)
        for number in range(3_000)
    )  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3_000, 3_000, len(central), len(body), 0)
    return body + central + end


def unsafe_names() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in ("../up.txt", "/etc/passwd.txt", "..\\up.txt", "C:\\a.txt", "a/../../b.txt"):
            archive.writestr(ZipInfo(name), "words")
    return out.getvalue()


OUT = "Its name leads out of the archive."
MANY = "Of an archive, 200 documents are read."
ARCHIVES = [
    case("junk.zip", lambda: b"PK\x03\x04" + b"junk" * 100, "It is a damaged archive."),
    case("cut.zip", lambda: zipped({"a.txt": text()})[:-30], "It is a damaged archive."),
    case("empty.zip", lambda: zipped({}), "The archive holds no documents."),
    case("hidden.zip", lambda: zipped({"__MACOSX/a.txt": "x", ".b.txt": "x"}),
         "The archive holds no documents."),
    case("bomb.zip", lambda: zipped({"a.txt": bytes(100_000_000)}),
         "Unpacked, it is larger than 5 MB."),
    case("overlap.zip", overlapping, "It is damaged.", MANY,
         "It is a binary file, not a text: it holds 4,900,000 NUL characters."),
    case("names.zip", unsafe_names, OUT),
    case("many.zip", lambda: zipped({f"{n:05}.txt": "" for n in range(20_000)}),
         MANY, "It is empty."),
    case("nested.zip", lambda: zipped({"a.zip": zipped({"b.zip": zipped({})})}),
         "An archive or office document inside an archive is not opened."),
    case("film.zip", lambda: zipped({"a.mp4": "x"}), "Documents of this type are not read (.mp4)."),
    case("protected.zip", protected, "It is protected by a password."),
    case("crc.zip", lambda: zipped({"a.txt": text() * 9}).replace(b"\x00\x00a.txt",
         b"\x00\x01a.txt", 1),
         "It is damaged."),
]  # fmt: skip

CASES = [*PAGES, *OFFICE, *PDFS, *MAILS, *TEXTS, *ARCHIVES]
