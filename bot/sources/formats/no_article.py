"""Pages that show something instead of an article, and what that is."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement  # type: ignore[import-untyped, unused-ignore]

from bot.sources.formats.markup import words_of

SCRIPT: Final = "This page shows no article without JavaScript."
CONSENT: Final = "This page asks for consent to cookies before it shows an article."
PAYWALL: Final = "This page shows its article only to subscribers."
ROBOT: Final = "This page wants proof that no program is reading it."
NOTHING: Final = "This page holds no article."

LITTLE: Final = 120  # words; less than that is no article if the page also says why
_FEW: Final = 25  # words; less than that is none at all
_BARE: Final = 60  # words; less than that is no report, and what stands around it counts
_TEASER: Final = 250  # words; a page that says it is paid for shows less than that of it
_CJK: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGNS_A_WORD: Final = 2  # in scripts without spaces
_HEAD: Final = 6_000  # characters of a page's words that are looked through

_ROBOT: Final = re.compile(
    r"just a moment|checking (?:if the site|your browser)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|are you a robot|unusual traffic|captcha|press (?:&|and) hold|ddos protection|access denied"
    r"|please enable cookies and reload",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(
    r"before you continue|we value your privacy|we (?:and our partners )?(?:use"
    r"|store) [^.]{0,60}cookies"
    r"|accept (?:all )?cookies|cookie (?:consent|settings|policy)|manage (?:my )?(?:cookies"
    r"|choices)"
    r"|wir verwenden [^.]{0,40}cookies|cookies? (?:zustimmen|akzeptieren)|alle akzeptieren"
    r"|nous utilisons [^.]{0,40}cookies|accepter (?:les cookies|et continuer)|tout accepter"
    r"|utilizamos [^.]{0,40}cookies|aceptar (?:todas|cookies)|usamos cookies|aceitar cookies"
    r"|utilizziamo [^.]{0,40}cookie|accetta (?:tutti|i cookie)|используем [^.]{0,40}(?:cookie|куки)"
    r"|використовуємо [^.]{0,40}cookie|çerez|plików cookie|soubory cookie"
    r"|同意.{0,10}cookie|クッキー|쿠키",
    re.IGNORECASE,
)
_PAYWALL: Final = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|for subscribers"
    r"|already a subscriber"
    r"|(?:continue|keep) reading with|this (?:article|story|content) is (?:for|reserved|only)"
    r"|sign (?:in|up) to (?:continue|read)|log ?in to (?:continue|read)|create a free account to"
    r"|you(?:'|’)?ve (?:reached|read) [^.]{0,40}(?:limit|free)|unlock (?:this|the) (?:article"
    r"|story)"
    r"|jetzt (?:weiterlesen|abonnieren)|nur für abonnenten|mit .{0,20}plus.{0,20} weiterlesen"
    r"|réservé aux abonnés|il vous reste [^.]{0,30} à lire|abonnez-vous pour (?:lire|continuer)"
    r"|(?:solo|exclusivo) para suscriptores|suscríbete para (?:seguir )?leyendo"
    r"|(?:conteúdo )?exclusivo para assinantes|riservato agli abbonati|abbonati per (?:leggere"
    r"|continuare)"
    r"|(?:только )?для подписчиков|доступ[а-я]* (?:только )?по подписке|оформите подписку"
    r"|tylko dla subskrybentów|voor abonnees|för prenumeranter|abonelere özel"
    r"|会员(?:专享|可见)|订阅.{0,6}(?:继续|后).{0,4}阅读"
    r"|有料会員|会員限定|この記事は有料|구독자 전용",
    re.IGNORECASE,
)
_SCRIPT: Final = re.compile(
    r"(?:enable|turn on|activate|requires?|need(?:s)?|without|activer|aktivieren|active|attiva"
    r"|включите"
    r"|ativar|habilit[ae]r?|启用|有効に|활성화)[^.]{0,60}javascript|javascript[^.]{0,60}"
    r"(?:enabled?|required|disabled|turned off|désactivé|deaktiviert|aktivieren|отключен|включ|启用"
    r"|有効|활성)",
    re.IGNORECASE,
)
_ROOTS: Final = frozenset({"root", "app", "__next", "__nuxt", "react-root", "svelte", "main-app"})


def why_none(root: HtmlElement, body: str, *, paid: bool) -> str | None:
    """Return the sentence for a page that shows no article, or None where `body` is one.

    Args:
        root: The page.
        body: What was found as its article.
        paid: Whether it says that the article is not free.
    """
    count = word_count(body)
    if count >= _TEASER or (count >= LITTLE and not paid):
        return None
    words = words_of(root)[:_HEAD]
    if count < _FEW and _ROBOT.search(words):
        return ROBOT
    if paid or _PAYWALL.search(body) or (count < _BARE and _PAYWALL.search(words)):
        return PAYWALL
    if _CONSENT.search(words) and (count < _FEW or _CONSENT.search(body)):
        return CONSENT
    asks = _SCRIPT.search(body) or (count < _FEW and _SCRIPT.search(_noscript(root)))
    if asks or (count < _FEW and _is_shell(root, words)):
        return SCRIPT
    return NOTHING if count < _FEW else None


def word_count(text: str) -> int:
    """Return about how many words a text has, in scripts with spaces or without."""
    signs = len(_CJK.findall(text))
    return len(_CJK.sub(" ", text).split()) + signs // _SIGNS_A_WORD


def _noscript(root: HtmlElement) -> str:
    return " ".join(" ".join(one.itertext()) for one in root.iter("noscript"))[:_HEAD]


def _is_shell(root: HtmlElement, words: str) -> bool:
    """Whether a page is only the place that a script fills."""
    scripts = sum(1 for _ in root.iter("script"))
    hollow = any(one.get("id") in _ROOTS for one in root.iter("div"))
    return bool(scripts) and (hollow or word_count(words) < _FEW)
