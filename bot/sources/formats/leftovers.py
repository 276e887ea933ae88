"""Lines that stand on every page and belong to no article: invitations, pointers, notices.

Only whole lines, only short ones, and only where the wording leaves no doubt: a sentence of an
article that is lost is worse than one such line that stays.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 220

_POINTERS: Final = re.compile(
    r"(?:read (?:also|more|next|on)|see also|also read|related(?: (?:articles?|stories|topics"
    r"|news))?"
    r"|more (?:on this|stories|news|from)|recommended(?: for you)?|most (?:read|popular)"
    r"|don'?t miss"
    r"|lire aussi|à lire (?:aussi|également)|voir aussi|lesen sie (?:auch|mehr)|mehr zum thema"
    r"|lee también|leer más|te puede interesar|vea también|leia (?:também|mais)|leggi anche"
    r"|lees ook|läs (?:också|mer)|læs også|les også|lue myös|czytaj (?:też|także|więcej)"
    r"|zobacz (?:też|także)|čtěte (?:také|více)|citește și|ayrıca (?:bkz|okuyun)"
    r"|читайте (?:также|ещё|еще)|смотрите также|по теме|материалы по теме|читайте також"
    r"|читай(?:те)? далее|相关(?:阅读|新闻|报道|文章)|延伸阅读|相關(?:閱讀|新聞)"
    r"|関連(?:記事|ニュース)"
    r"|あわせて読みたい|관련\s?(?:기사|뉴스)|اقرأ أيضا|اقرأ أيضًا|यह भी पढ़ें|ये भी पढ़ें|อ่านเพิ่มเติม)"
    r"(?:\s*[:：>»|–—-].*|[\s.:…!]*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTICES: Final = re.compile(
    r"(?:advertisement|sponsored(?: content)?|ad feedback|anzeige|werbung|publicité|publicidad"
    r"|publicidade|pubblicità|реклама|广告|廣告|広告|광고|إعلان|विज्ञापन)[\s.:…]*"
    r"|(?:share|print|email|e-mail|comments?|tweet|copy link|save|listen|follow us|loading)[\s.:…]*"
    r"|(?:share (?:this|on)|follow us on|sign up (?:for|to) (?:our|the)|subscribe (?:to"
    r"|for) (?:our|the)"
    r"|get (?:our|the) (?:free )?newsletter|download (?:our|the) app|join our (?:telegram|whatsapp)"
    r"|this (?:site|website) uses cookies|we use cookies|by (?:clicking"
    r"|continuing)[^.]{0,60}cookies?"
    r"|all rights reserved|copyright ©|© ?(?:19|20)\d\d|(?:click|tap) here to"
    r"|wir verwenden cookies|diese (?:web)?seite verwendet cookies|abonnieren sie (?:unseren|den)"
    r"|nous utilisons des cookies|ce site utilise des cookies|inscrivez-vous à (?:notre"
    r"|la) newsletter"
    r"|abonnez-vous à|utilizamos cookies|este sitio (?:web )?(?:usa|utiliza) cookies|suscríbete a"
    r"|suscríbase a|assine (?:a|nossa|o)|inscreva-se|usiamo i cookie|iscriviti alla newsletter"
    r"|подпис(?:ывайтесь|аться|ывайся) на (?:наш|telegram|нас|канал|рассылку)"
    r"|(?:мы используем|сайт использует) (?:файлы )?cookie|все права защищены"
    r"|підписуйтесь на|版权所有|著作権|無断転載|무단\s?전재|본 기사는).*",
    re.IGNORECASE | re.DOTALL,
)


def is_leftover(line: str) -> bool:
    """Whether a line is nothing but such a notice or pointer."""
    line = line.strip(" \t•*·-–—|[]()>»→")
    if not line or len(line) > _LONGEST:
        return False
    return bool(_POINTERS.fullmatch(line) or _NOTICES.fullmatch(line))
