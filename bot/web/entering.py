"""The form that takes the token, for those who look at what is not public."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.web.asked import form_of
from bot.web.gate import own_path
from bot.web.guessing import GUESSED_WITHIN
from bot.web.pages import page
from bot.web.parts import GATE


def ask(request: web.Request) -> web.Response:
    """Ask for the token in the place of what needs it.

    Raises:
        HTTPTooManyRequests: it is being guessed.
    """
    _refuse_to_guess(request)
    response = _form(request, next_path=request.path_qs, status=web.HTTPUnauthorized.status_code)
    response.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"
    return response


async def show(request: web.Request) -> web.Response:
    """Show the form."""
    return _form(request, next_path="/")


async def enter(request: web.Request) -> web.Response:
    """Take the token, and give a cookie for it."""
    form = await form_of(request)
    gate = request.app[GATE]
    next_path = own_path(str(form.get("next", "/")))
    _refuse_to_guess(request)
    if not gate.takes(request, str(form.get("token", ""))):
        return _form(request, next_path=next_path, status=403, wrong=True)
    response = web.Response(status=303, headers={hdrs.LOCATION: next_path})
    gate.admit(response)
    return response


async def leave(request: web.Request) -> web.Response:
    """Take the cookie back."""
    gate = request.app[GATE]
    response = web.Response(status=303, headers={hdrs.LOCATION: "/login"})
    gate.dismiss(response)
    return response


def _refuse_to_guess(request: web.Request) -> None:
    if request.app[GATE].is_guessed_at(request):
        wait = f"{GUESSED_WITHIN.total_seconds():.0f}"
        raise web.HTTPTooManyRequests(headers={hdrs.RETRY_AFTER: wait})


def _form(
    request: web.Request, *, next_path: str, status: int = 200, wrong: bool = False
) -> web.Response:
    return page(
        request,
        "login.html",
        status=status,
        next_path=own_path(next_path),
        wrong=wrong,
        here="",
    )
