"""The phrases by which `boilerplate.py` tells what is no part of an article: in small letters."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A sentence of ordinary length that starts so is never part of the article.
STARTS = (
    "read more", "read also", "read the full", "read this", "read next", "see also:", "click here",
    "click to ", "click on ", "tap here", "sign up", "subscribe", "log in to", "login to",
    "newsletter:", "newsletter sign", "newsletter choices", "newsletters:", "join our",
    "all rights reserved", "copyright 1", "copyright 2", "copyright ©", "follow us", "follow me on",
    "follow him on", "follow her on", "follow @", "like us on", "join us on",
    "join the conversation", "share this", "share on ", "advertisement:", "advertisement continue",
    "advertisement -", "advertisement advertisement", "advertisement article",
    "advertisement story", "story continues", "article continues", "continue reading", "related:",
    "related story", "related stories", "related article", "related articles", "related topic",
    "related topics", "related content", "more on this", "more from ", "most read:",
    "most read stories", "most read articles", "most popular:", "most popular stories",
    "most popular articles", "you may also like", "you might also like", "you might like",
    "recommended for you", "comments are closed", "leave a comment", "leave a reply",
    "post a comment", "contact us at", "contact us by", "contact us on", "contact us via",
    "contact us for", "contact us if", "contact us with", "contact us here", "contact us today",
    "contact us through", "contact us using", "contact us directly", "contact us now",
    "contact us:", "contact us.", "email us", "e-mail us", "download the", "please enable",
    "your browser", "we use cookies", "this site uses cookies", "this website uses cookies",
    "by continuing to use", "accept cookies", "accept all cookies", "cookie policy and",
    "cookie policy |", "cookie policy.", "privacy policy and", "privacy policy |",
    "privacy policy.", "terms of use and", "terms of use |", "terms of use.",
    "terms of service and", "terms of service |", "terms of service.", "terms of service apply",
    "this is a developing story", "this is a developing news", "this is a breaking story",
    "this is a breaking news", "this story has been originally", "this story has been first",
    "this story has been last", "this story has been updated", "this story has been published",
    "this story has been republished", "this story has been written", "if you have a picture",
    "this story has been produced", "this story has been amended", "this story has been corrected",
    "this story has been edited", "this story has been translated", "this story has been supplied",
    "this story has been created", "this story has been generated", "this story has been reported",
    "this story has been adapted", "this story has been provided", "this story has been compiled",
    "this story has been made possible", "this story has been prepared",
    "this story has been sponsored", "this story has been posted", "this story has been reviewed",
    "this story has been revised", "this story has been modified", "this story has been archived",
    "this story has been viewed", "this story has been shared", "this story was originally",
    "this story was first published", "this story was updated", "this story was written",
    "this story was produced", "this story was reported by", "this article has been originally",
    "this article has been first", "this article has been last", "this article has been updated",
    "this article has been published", "this article has been republished",
    "this article has been written", "this article has been produced",
    "this article has been amended", "this article has been corrected",
    "this article has been edited", "this article has been translated",
    "this article has been supplied", "this article has been created",
    "this article has been generated", "this article has been reported",
    "this article has been adapted", "this article has been provided",
    "this article has been compiled", "this article has been made possible",
    "this article has been prepared", "this article has been sponsored",
    "this article has been posted", "this article has been reviewed",
    "this article has been revised", "this article has been modified",
    "this article has been archived", "this article has been viewed",
    "this article has been shared", "this article was originally", "this article was first",
    "this article was last", "this article was updated", "this article was published",
    "this article was republished", "this article was written", "this article was produced",
    "this article was amended", "this article was corrected", "this article was edited",
    "this article was translated", "this article was supplied", "this article was created",
    "this article was generated", "this article was reported", "this article was adapted",
    "this article was provided", "this article was compiled", "this article was made possible",
    "this article was prepared", "this article was sponsored", "this article was posted",
    "this article was reviewed", "this article was revised", "this article was modified",
    "this article was archived", "this article was viewed", "this article was shared",
    "this report was written", "this report was compiled", "this report was produced",
    "this report was originally", "the opinions expressed in this",
    "the opinions expressed in the article", "the opinions expressed here",
    "the opinions expressed herein", "the opinions expressed are",
    "the opinions expressed by the author", "the views expressed in this",
    "the views expressed in the article", "the views expressed here", "the views expressed herein",
    "the views expressed are", "the views expressed by the author", "watch the video",
    "for more information", "visit our", "not for distribution", "watch:", "video:", "in pictures:",
    "listen:", "live:", "exclusive:", "transcript .", "full coverage:", "highlights:",
    "what you need to know:", "have your say", "send us your", "javascript is", "javascript must",
    "javascript seems", "javascript required", "by . ", "published:", "updated:", "last updated",
    "editor's note", "correction:", "lire aussi", "à lire aussi", "à lire également",
    "à lire sur le même", "à lire sur notre", "à lire ici", "à lire :", "à lire:", "lisez aussi",
    "voir aussi", "abonnez-vous", "en savoir plus", "inscrivez-vous", "tous droits réservés",
    "cliquez ici", "retrouvez ", "partager sur", "partager cet", "partager l'article",
    "partager ce contenu", "partager via", "partager par", "lesen sie auch", "lesen sie hier",
    "lesen sie mehr", "mehr zum thema", "mehr dazu", "auch interessant:", "weiterlesen",
    "zum thema:", "jetzt abonnieren", "klicken sie", "hier klicken", "alle rechte vorbehalten",
    "mit material von", "dieser artikel erschien", "dieser artikel erscheint",
    "dieser artikel stammt", "dieser artikel entstand", "dieser artikel ist zuerst",
    "dieser artikel ist erstmals", "dieser artikel ist ursprünglich",
    "dieser artikel ist erschienen", "dieser artikel ist teil", "dieser artikel ist exklusiv",
    "dieser artikel ist kostenpflichtig", "dieser artikel ist nur", "dieser artikel ist zunächst",
    "dieser artikel ist am", "dieser artikel ist im", "dieser artikel ist in der",
    "dieser artikel wurde aktualisiert", "dieser artikel wurde zuerst",
    "dieser artikel wurde zuletzt", "dieser artikel wurde ursprünglich",
    "dieser artikel wurde erstmals", "dieser artikel wurde am", "dieser artikel wurde von",
    "dieser artikel wurde mit", "dieser artikel wurde verfasst",
    "dieser artikel wurde veröffentlicht", "dieser artikel wurde überarbeitet",
    "dieser artikel wurde korrigiert", "dieser artikel wurde automatisch",
    "dieser artikel wurde übersetzt", "dieser artikel wurde ergänzt",
    "dieser artikel wurde erstellt", "lee también", "lea también", "leer más", "le puede interesar",
    "te puede interesar", "suscríbete", "suscríbase", "suscríbanse", "haga clic", "haz clic",
    "todos los derechos", "síguenos", "más información", "leia também", "leia mais", "saiba mais",
    "assine ", "clique aqui", "siga-nos", "veja também", "leggi anche", "leggi tutto",
    "continua a leggere", "iscriviti", "clicca qui", "© riproduzione", "lees ook", "lees meer",
    "lees verder", "bekijk ook", "läs mer", "läs också", "läs även", "les også", "les mer",
    "læs også", "læs mere", "lue myös", "lue lisää", "katso myös", "czytaj też", "czytaj także",
    "czytaj więcej", "zobacz też", "zobacz także", "čtěte také", "čtěte více", "přečtěte si",
    "prečítajte si", "читайте также", "читайте також", "читайте нас", "подписывайтесь",
    "підписуйтесь", "подробнее", "докладніше", "смотрите также", "дивіться також", "devamını oku",
    "devamını okuyun", "ayrıca okuyun", "haberin devamı", "abone ol", "abone olun",
    "διαβάστε επίσης", "διαβάστε ακόμη", "διαβάστε περισσότερα", "اقرأ أيض", "اقرأ المزيد",
    "قد يهمك", "بیشتر بخوانید", "קראו גם", "קראו עוד", "यह भी पढ़ें", "और पढ़ें", "আরও পড়ুন",
    "আরো পড়ুন", "อ่านเพิ่มเติม", "อ่านต่อ", "baca juga", "simak juga", "selengkapnya", "xem thêm",
    "đọc thêm", "点击查看", "点击进入", "点击这里", "点击此处", "点击阅读", "点击下载", "点击关注",
    "点击上方", "点击下方", "点击观看", "点击图片", "点击链接", "點擊查看", "點擊進入", "點擊這裡",
    "點擊此處", "點擊閱讀", "點擊觀看", "點擊連結", "阅读原文", "延伸阅读", "延伸閱讀", "相关阅读",
    "更多内容", "扫描二维码", "关注我们", "版权所有", "あわせて読みたい", "続きを読む",
    "関連記事", "無断転載", "会員登録は", "会員登録すると", "会員登録が必要", "会員登録して",
    "무단 전재", "무단전재", "재배포 금지", "관련 기사", "관련기사", "구독하기", "기사 제보",
    "if you have been affected", "if you or someone you know", "have you been affected",
    "have you got a story", "got a story", "got a tip", "do you have a story", "tell us what you",
    "let us know", "tweet us", "send your", "share your ", "email your", "you can follow us",
    "you can follow me", "you can follow him", "you can follow her", "you can follow them",
    "you can follow our", "you can follow all", "you can follow the author",
    "you can follow the writer", "you can follow the conversation", "you can follow bbc",
    "you can follow cnn", "you can follow @", "you can follow his", "you can follow along on",
    "you can contact", "you can also follow", "to contact the reporter", "to contact the reporters",
    "to contact the editor", "to contact the editors", "to contact the author",
    "to contact the authors", "to contact the writer", "to contact the staff", "reach the reporter",
    "get the latest", "get in touch", "get our", "stay up to date", "stay informed", "download our",
    "check out his", "check out her", "check out our", "check out the full", "for the latest news",
    "for more stories", "for more news", "for more on this", "for confidential support",
    "for more coverage", "for more from", "find out more", "learn more about", "watch more",
    "watch the full", "watch live", "tune in to", "terms and conditions apply",
    "terms and conditions.", "with files from", "with reporting by", "additional reporting by",
    "originally published on", "originally published at", "originally published:",
    "you can add location information", "you always have the option to delete your tweet",
    "tweet with a location", "when you tweet with a location", "these crawls are part of",
    "the seed for this crawl", "focused crawls are collections",
    "the interactive transcript could not", "first published:", "first published on",
    "this content was", "this article originally", "this story originally", "sponsored content",
    "paid content", "ad feedback", "skip to", "back to top", "view comments", "view gallery",
    "view image", "view images", "you must select a newsletter", "view all new york times",
    "load more", "show more", "see more", "filed under", "hide this", "image via", "don't miss",
    "scroll down", "jump to", "already a subscriber", "support our journalism", "become a member",
    "enter your email", "thank you for reading", "thanks for reading", "folgen sie uns",
    "folgt uns", "zur startseite", "teilen sie", "schreiben sie uns", "das könnte sie auch",
    "das könnte sie interessieren", "das könnte sie ebenfalls", "das könnte dich auch",
    "das könnte dich interessieren", "das könnte ihnen auch gefallen", "das könnte ihnen gefallen",
    "weitere informationen finden", "weitere informationen gibt es", "weitere informationen unter",
    "weitere informationen auf unserer", "weitere informationen im internet",
    "weitere informationen hier", "weitere informationen zu diesem thema",
    "weitere informationen zu unserem", "weitere informationen zu unseren",
    "weitere informationen:", "weitere nachrichten", "melden sie sich", "jetzt anmelden",
    "jetzt lesen:", "jetzt testen:", "sie möchten mehr wissen", "sie möchten weiterlesen",
    "sie möchten diesen artikel", "sie möchten unseren", "bild vergrößern", "artikel teilen",
    "externer inhalt", "wir benötigen ihre", "an dieser stelle finden", "hier finden sie",
    "hier geht es zu", "hier geht es zum", "hier geht es zur", "hier geht es weiter",
    "hier lesen sie", "alles zum thema", "transparenzhinweis", "lesetipp", "lesetipps", "quelle:",
    "suivez-nous", "suivez tous", "suivez toute", "suivez toutes", "rejoignez-nous", "partagez ",
    "voir la vidéo", "la suite après", "la rédaction vous", "vous souhaitez", "recevez toute",
    "recevez toutes", "recevez chaque", "recevez gratuitement", "recevez nos", "recevez notre",
    "recevez les", "recevez l'essentiel", "téléchargez ", "article réservé", "contenu réservé",
    "il vous reste", "pour aller plus loin :", "pour aller plus loin:", "crédits photo", "re)voir",
    "revivez ", "découvrez aussi", "sigue leyendo", "vea también", "ver también", "lea además",
    "lee además", "mira también", "no te pierdas", "archivado en", "regístrate", "suscribirse",
    "recibe nuestra", "recibe nuestras", "recibe nuestros", "recibe las noticias",
    "recibe las últimas", "recibe en tu", "recibe cada", "recibe gratis", "recibe todas",
    "consulta aquí", "sigue toda", "sigue todas", "sigue la actualidad", "sigue la información",
    "sigue la última", "sigue la cobertura", "seguici", "guarda anche", "guarda il video",
    "leggi l'articolo", "vedi anche", "scopri di più", "condividi ", "articolo riservato",
    "receba as", "receba nossa", "receba nossas", "receba notícias", "receba no seu",
    "receba em seu", "receba gratuitamente", "receba todas", "compartilhe", "continua após",
    "clique para", "veja mais", "inscreva-se", "volg ons", "meld je aan", "schrijf je in",
    "deel dit", "abonneer", "luister ook", "følg oss", "følg os", "se også", "hør også", "tips oss",
    "les hele", "les om saken", "abonner på", "tilmeld ", "följ oss", "prenumerera", "missa inte",
    "dela artikeln", "lyssna på", "seuraa meitä", "tilaa uutiskirje", "tilaa uutiskirjeemme",
    "tilaa lehti", "tilaa ilmoitukset", "tilaa tästä", "tilaa kanavamme", "tilaa hs",
    "tilaa digilehti", "tilaa verkkolehti", "lue koko", "jaa artikkeli", "śledź nas",
    "obserwuj nas", "polub nas", "udostępnij", "dalsza część artykułu", "dalsza część tekstu",
    "dalsza część materiału", "dowiedz się więcej", "zapisz się", "zobacz więcej", "sledujte nás",
    "odebírejte", "číst dále", "čtěte dále", "přihlaste se", "související články",
    "související článek", "подпишитесь", "следите за", "присоединяйтесь", "читать далее",
    "читать полностью", "полный текст читайте", "полный текст интервью", "полный текст статьи",
    "полный текст новости", "полный текст материала", "полный текст:", "по теме:", "підпишіться",
    "стежте за", "долучайтесь", "приєднуйтесь", "читати далі", "поділитися", "takip edin",
    "ilgili haber", "ilgili haberler", "haberin tamamı", "detaylar için", "ακολουθήστε",
    "δείτε επίσης", "δείτε ακόμη", "εγγραφείτε", "تابعونا", "اشترك الآن", "اشترك في نشرتنا",
    "اشترك في النشرة", "اشترك في قناتنا", "اشترك في القناة", "اشترك معنا", "اشترك ليصلك",
    "اشترك مجانا", "انقر هنا", "لمزيد من التفاصيل", "شاهد أيض", "اقرأ ايض", "مطالب مرتبط",
    "انتهای پیام", "עקבו אחרינו", "הירשמו", "לחצו כאן", "ये भी पढ़ें", "यहां क्लिक", "हमें फॉलो",
    "यह भी देखें", "सब्सक्राइब करें", "আরও দেখুন", "সাবস্ক্রাইব", "更多精彩", "请关注", "敬请关注",
    "转载请", "责任编辑", "查看更多", "推荐阅读", "推薦閱讀", "原标题", "相关新闻", "相關新聞",
    "分享到", "【関連記事】", "【写真", "【動画】", "【画像", "関連キーワード", "詳しくはこちら",
    "記事全文", "저작권자", "제보는", "공유하기", "อ่านข่าว", "ข่าวที่เกี่ยวข้อง", "ติดตามข่าว",
    "คลิกที่นี่", "baca selengkapnya", "lihat juga", "ikuti kami", "saksikan video", "gambas:",
    "mời bạn đọc", "bấm vào", "xem tiếp", "tin liên quan", "if you have pictures",
)  # fmt: skip

# A line of a few words that starts so is none either; a longer one may be prose.
LABELS = (
    "updated", "comments", "share", "print", "email", "advert", "sponsored", "tags", "topics",
    "trending", "anzeige", "werbung", "kommentare", "publicité", "commentaires", "partager",
    "publicidad", "compartir", "comentarios", "pubblicità", "commenti", "publicidade",
    "comentários", "advertentie", "reageer", "annons", "annonse", "annonce", "mainos", "reklama",
    "reklam", "реклама", "комментарии", "поделиться", "коментарі", "джерело", "источник", "إعلان",
    "المصدر", "منبع", "פרסומת", "विज्ञापन", "বিজ্ঞাপন", "广告", "廣告", "広告", "광고", "โฆษณา",
    "bagikan", "quảng cáo", "chia sẻ", "nguồn", "latest on", "contact us", "most popular",
    "most read", "newsletter", "newsletters", "advertisement", "privacy policy", "cookie policy",
    "terms of use", "terms of service", "terms and conditions", "zum thema", "auch interessant",
    "jetzt lesen", "jetzt testen", "pour aller plus loin", "à lire",
)  # fmt: skip

# A short sentence with one of these in it is none either.
ANYWHERE = (
    "as an interest to stay up to date", "read more:", "read more here", "read more from",
    "read more »", "read more >", "click here", "all rights reserved", "sign up for our",
    "sign up to our", "subscribe to our", "sign up for the newsletter", "our newsletter",
    "follow us on", "on twitter at @", "on twitter at http", "on twitter at www", "cookie policy",
    "read our privacy policy", "see our privacy policy", "contributed to this report",
    "contributed to this story", "contributed to this article", "contributed to this guide",
    "contributed to this piece", "contributed to this post", "only newsletters",
    "email newsletters or", "may not be published, broadcast", "may not be reproduced",
    "rewritten or redistributed", "is a staff writer", "from wire services",
    "and wire services contributed", "staff and wire services", "the associated press contributed",
    "scroll down for", "scroll to", "watch the video below", "watch the video above",
    "see photos", "continued below", "story below", "turn on desktop",
    "cnn student news", "student news roll call", "student news program",
    "cette vidéo peut également", "cette vidéo pourrait vous", "cette vidéo n'est plus disponible",
    "cette vidéo va vous", "cliquez ici", "todos los derechos reservados", "clique aqui",
    "alle rechte vorbehalten", "pic.twitter.com", "contributing to this report", "email us at",
    "follow him @", "follow her @", "share this article", "share this story", "tap here",
    "on instagram @", "download the app here", "download the app now", "for more information visit",
    "notre application", "nuestro boletín", "onze nieuwsbrief", "vårt nyhetsbrev",
    "vores nyhedsbrev", "naszego newslettera", "наш телеграм", "наш telegram", "нашем телеграм",
    "нашем telegram", "нашому телеграм", "нашому telegram", "bültenimize", "için tıklayın",
    "saluran whatsapp", "tous droits réservés", "все права защищены", "无断转载", "무단 전재",
    "無断転載", "不得轉載", "請勿轉載",
    *(
        f"{unless}{stop}{not_to}"
        for unless in ("未经许可", "未经授权") for stop in ("", "，", ",")
        for not_to in ("不得", "不能", "不可", "不准", "不许", "禁", "严禁", "请勿", "请不", "勿")
    ),
    *(
        f"{our_channel} {app}"  # a channel of Panama, or of Venice, is news
        for our_channel in (
            *("nuestro canal de", "nuestro canal en", "nosso canal do", "nosso canal no"),
            *("nosso canal de", "il nostro canale", "il nostro canale su", "нашем канале в"),
            *("нашем канале на", "нашому каналі в", "нашому каналі у", "нашому каналі на"),
        )
        for app in ("telegram", "whatsapp", "youtube", "телеграм", "ютуб", "вайбер")
    ),
)  # fmt: skip

# How a line begins that says who wrote it.
BYLINES = (
    "by ", "story by", "written by", "reported by", "reporting by", "additional reporting",
    "editing by", "edited by", "compiled by", "words by", "text by", "von ", "par ", "por ", "di ",
    "door ", "av ", "af ", "tekst:", "text:", "texte", "texto:", "redaktion", "redacción",
    "redazione", "autor:", "author:", "автор:", "текст:", "редактор", "source:", "quelle:",
    "fuente:", "fonte:", "источник:", "джерело:", "kaynak:", "来源", "來源", "责任编辑",
    "責任編輯", "编辑：", "编译：", "记者：", "記者：", "文/", "作者", "reporter:", "reporters:",
    "correspondent", "oleh ", "penulis:", "reporter ", "op-ed", "opinion by", "analysis by",
    "from our correspondent",
)  # fmt: skip

MONTHS_AND_DAYS = _set(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december mon monday tue tues tuesday wed wednesday "
    "thu thur thurs thursday fri friday sat saturday sun sunday januar februar märz mai juni "
    "juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag janvier "
    "février mars avril juin juillet août septembre octobre novembre décembre lundi mardi "
    "mercredi jeudi vendredi samedi dimanche enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado "
    "domingo gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì "
    "martedì mercoledì giovedì venerdì sabato domenica janeiro fevereiro março maio junho julho "
    "setembro outubro novembro dezembro января февраля марта апреля мая июня июля августа "
    "сентября октября ноября декабря січня лютого березня квітня травня червня липня серпня "
    "вересня жовтня листопада грудня ocak şubat mart nisan mayıs haziran temmuz ağustos eylül "
    "ekim kasım aralık januari februari maart mei augustus desember stycznia lutego marca "
    "kwietnia maja czerwca lipca sierpnia września października listopada grudnia ledna února "
    "března dubna května června července srpna září října listopadu prosince marts maj jul aug "
    "okt des 年 月 日 年月 月日 年月日 年 월 일"
)

STAMP_WORDS = _set(
    "published updated update posted last modified created on at de del le the st nd rd th a m "
    "p am pm a.m p.m et edt est ct cdt pt pdt gmt utc bst ist msk cet cest hrs hr hour hours "
    "minute minutes min ago read uhr veröffentlicht aktualisiert stand publié mis à jour "
    "publicado actualizado опубликовано обновлено г года р року date time h im um am xinhua "
    "reuters ap afp associated press tass тасс dpa apa ansa efe europa lusa anp belga ritzau "
    "ntb tt pap čtk upi bbc cnn риа новости интерфакс укринформ укрінформ anadolu aa pti ani "
    "ians antara bernama kyodo yonhap dha iha source by 新华社 新華社 共同 時事 연합뉴스 来源 "
    "发布时间 更新"
)
