"""Pages: templates filled in, and the files that they refer to."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.messages.wording import Value, Wording
from bot.render.runs import clean
from bot.render.web import line_html
from bot.web.parts import GATE
from bot.web.speaking import words_for

_HERE = Path(__file__).parent
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"
_NEVER = "no-store"

INSIDE = web.RequestKey("inside", bool)  # whether whoever asks may see everything


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages refer to, under a name that changes with it."""

    address: str
    kind: str
    data: bytes
    packed: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files of `static/` by their names."""
    found = {}
    for path in sorted((_HERE / "static").iterdir()):
        if path.suffix in _KINDS:
            data = path.read_bytes()
            address = f"/static/{hashlib.sha256(data).hexdigest()[:12]}/{path.name}"
            packed = gzip.compress(data, mtime=0)
            found[path.name] = Asset(address, _KINDS[path.suffix], data, packed)
    return found


def asset_response(request: web.Request) -> web.Response:
    """Answer with one of our files.

    Raises:
        HTTPNotFound: there is none of this name and content.
    """
    asset = assets().get(request.match_info["name"])
    if asset is None or asset.address != request.path:
        raise web.HTTPNotFound
    packed = "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "")
    headers = {hdrs.CACHE_CONTROL: _FOREVER, hdrs.VARY: hdrs.ACCEPT_ENCODING}
    if packed:
        headers[hdrs.CONTENT_ENCODING] = "gzip"
    body = asset.packed if packed else asset.data
    return web.Response(body=body, content_type=asset.kind, charset="utf-8", headers=headers)


def page(
    request: web.Request,
    name: str,
    *,
    words: Wording | None = None,
    status: int = 200,
    **values: object,
) -> web.Response:
    """Return the answer that is a page; who may see everything finds the way there on it.

    It speaks with `words`, or else as the browser asks for.
    """
    inside = request.get(INSIDE, False)
    may_leave = inside and request.app[GATE].guarded
    spoken = words or words_for(request)
    text = filled(name, spoken, inside=inside, may_leave=may_leave, **values)
    response = text_response(text, "text/html", status=status)
    response.headers[hdrs.CONTENT_LANGUAGE] = spoken.language
    return response


def filled(name: str, words: Wording, **values: object) -> str:
    """Fill in a template; what it is given is escaped wherever it stands."""

    def line(key: str, /, **inside: Value) -> Markup:
        return Markup(line_html(words.line(key, **inside)))  # noqa: S704 -- a renderer escaped it

    spoken = {
        "say": words.say,
        "line": line,
        "language": words.language,
        "direction": "rtl" if words.is_from_right else "ltr",
    }
    return _templates().get_template(name).render(spoken | values)


def text_response(text: str, kind: str, *, status: int = 200) -> web.Response:
    """Return an answer that nobody keeps."""
    headers = {hdrs.CACHE_CONTROL: _NEVER}
    response = web.Response(text=text, content_type=kind, status=status, headers=headers)
    response.enable_compression()
    return response


def kept_response(request: web.Request, text: str, kind: str) -> web.StreamResponse:
    """Return an answer that whoever has it asks for again in vain until it changes."""
    tag = hashlib.sha256(text.encode()).hexdigest()[:32]
    headers = {hdrs.ETAG: f'"{tag}"', hdrs.CACHE_CONTROL: "no-cache"}
    if any(one.value in {tag, "*"} for one in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    response = web.Response(text=text, content_type=kind, headers=headers)
    response.enable_compression()
    return response


def _harmless(value: object) -> object:
    """Return a text without what steers or hides; what a renderer made is as it should be."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["asset"] = lambda name: assets()[name].address
    return templates
