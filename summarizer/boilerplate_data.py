"""The phrases by which `boilerplate.py` tells what is no part of an article; all case folded."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A sentence of ordinary length that starts so is never part of the article.
STARTS = (
    "read more", "read also", "read the full", "read this", "read next", "see also:", "click here",
    "click to ", "click on ", "tap here", "sign up", "subscribe", "log in to", "login to",
    "newsletter", "newsletters", "join our", "all rights reserved", "copyright 1", "copyright 2",
    "copyright ©", "follow us", "follow me on", "follow him on", "follow her on", "follow @",
    "like us on", "join us on", "join the conversation", "share this", "share on ", "advertisement",
    "story continues", "article continues", "continue reading", "related:", "related story",
    "related stories", "related article", "related articles", "related topic", "related topics",
    "related content", "more on this", "more from ", "most read", "most popular",
    "you may also like", "you might also like", "you might like", "recommended for you",
    "comments are closed", "leave a comment", "leave a reply", "post a comment", "contact us",
    "email us", "e-mail us", "download the", "please enable", "your browser", "we use cookies",
    "this site uses cookies", "this website uses cookies", "by continuing to use", "accept cookies",
    "accept all cookies", "cookie policy", "privacy policy", "terms of use", "terms of service",
    "this is a developing", "this is a breaking", "this story has been",
    "this story was originally", "this story was first published", "this story was updated",
    "this story was written", "this story was produced", "this story was reported by",
    "this article has been", "this article was", "this report was written",
    "this report was compiled", "this report was produced", "this report was originally",
    "the opinions expressed", "the views expressed", "for more information", "visit our",
    "not for distribution", "watch:", "video:", "photos:", "in pictures:", "listen:", "live:",
    "exclusive:", "transcript .", "full coverage:", "highlights:", "what you need to know:",
    "have your say", "send us your", "javascript is", "javascript must", "javascript seems",
    "javascript required", "by . ", "published:", "updated:", "last updated", "editor's note",
    "correction:", "lire aussi", "à lire", "lisez aussi", "voir aussi", "abonnez-vous",
    "en savoir plus", "inscrivez-vous", "tous droits réservés", "cliquez ici", "retrouvez ",
    "partager ", "lesen sie auch", "lesen sie hier", "lesen sie mehr", "mehr zum thema",
    "mehr dazu", "auch interessant", "weiterlesen", "zum thema", "jetzt abonnieren", "klicken sie",
    "hier klicken", "alle rechte vorbehalten", "mit material von", "dieser artikel", "lee también",
    "lea también", "leer más", "le puede interesar", "te puede interesar", "suscríbete",
    "suscríbase", "suscríbanse", "haga clic", "haz clic", "todos los derechos", "síguenos",
    "más información", "leia também", "leia mais", "saiba mais", "assine ", "clique aqui",
    "siga-nos", "veja também", "leggi anche", "leggi tutto", "continua a leggere", "iscriviti",
    "clicca qui", "© riproduzione", "lees ook", "lees meer", "lees verder", "bekijk ook", "läs mer",
    "läs också", "läs även", "les også", "les mer", "læs også", "læs mere", "lue myös", "lue lisää",
    "katso myös", "czytaj też", "czytaj także", "czytaj więcej", "zobacz też", "zobacz także",
    "čtěte také", "čtěte více", "přečtěte si", "prečítajte si", "читайте также", "читайте також",
    "читайте нас", "подписывайтесь", "підписуйтесь", "подробнее", "докладніше", "смотрите также",
    "дивіться також", "devamını oku", "devamını okuyun", "ayrıca okuyun", "haberin devamı",
    "abone ol", "abone olun", "διαβάστε επίσης", "διαβάστε ακόμη", "διαβάστε περισσότερα",
    "اقرأ أيض", "اقرأ المزيد", "قد يهمك", "بیشتر بخوانید", "קראו גם", "קראו עוד", "यह भी पढ़ें",
    "और पढ़ें", "আরও পড়ুন", "আরো পড়ুন", "อ่านเพิ่มเติม", "อ่านต่อ", "baca juga", "simak juga",
    "selengkapnya", "xem thêm", "đọc thêm", "点击", "點擊", "阅读原文", "延伸阅读", "延伸閱讀",
    "相关阅读", "更多内容", "扫描二维码", "关注我们", "版权所有", "未经授权", "あわせて読みたい",
    "続きを読む", "関連記事", "無断転載", "会員登録", "무단 전재", "무단전재", "재배포 금지",
    "관련 기사", "관련기사", "구독하기", "기사 제보", "if you have a picture",
    "if you have pictures", "if you have been affected", "if you or someone you know",
    "have you been affected", "have you got a story", "got a story", "got a tip",
    "do you have a story", "tell us what you", "let us know", "tweet us", "send your",
    "share your ", "email your", "you can follow", "you can contact", "you can also follow",
    "to contact the", "reach the reporter", "get the latest", "get in touch", "get our",
    "stay up to date", "stay informed", "download our", "check out his", "check out her",
    "check out our", "check out the full", "for the latest news", "for more stories",
    "for more news", "for more on this", "for confidential support", "for more coverage",
    "for more from", "find out more", "learn more about", "watch more", "watch the full",
    "watch live", "tune in to", "terms and conditions", "with files from", "with reporting by",
    "additional reporting by", "reporting by", "writing by", "editing by", "originally published",
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
    "folgt uns", "zur startseite", "teilen sie", "schreiben sie uns", "das könnte sie",
    "das könnte dich", "das könnte ihnen", "weitere informationen zu", "weitere informationen zum",
    "weitere informationen zur", "weitere nachrichten", "melden sie sich", "jetzt anmelden",
    "jetzt lesen", "jetzt testen", "sie möchten mehr wissen", "sie möchten weiterlesen",
    "sie möchten diesen artikel", "sie möchten unseren", "bild vergrößern", "artikel teilen",
    "externer inhalt", "wir benötigen ihre", "an dieser stelle finden", "hier finden sie",
    "hier geht es", "hier lesen sie", "alles zum thema", "transparenzhinweis", "lesetipp",
    "lesetipps", "quelle:", "suivez-nous", "suivez tous", "suivez toute", "suivez toutes",
    "rejoignez-nous", "partagez ", "voir la vidéo", "la suite après", "la rédaction vous",
    "vous souhaitez", "recevez toute", "recevez toutes", "recevez chaque", "recevez gratuitement",
    "recevez nos", "recevez notre", "recevez les", "recevez l'essentiel", "téléchargez ",
    "article réservé", "contenu réservé", "il vous reste", "pour aller plus loin", "crédits photo",
    "re)voir", "revivez ", "découvrez aussi", "sigue leyendo", "vea también", "ver también",
    "lea además", "lee además", "mira también", "no te pierdas", "archivado en", "regístrate",
    "suscribirse", "recibe nuestra", "recibe nuestras", "recibe nuestros", "recibe las noticias",
    "recibe las últimas", "recibe en tu", "recibe cada", "recibe gratis", "recibe todas",
    "consulta aquí", "sigue toda", "sigue todas", "sigue la actualidad", "sigue la información",
    "sigue la última", "sigue la cobertura", "seguici", "guarda anche", "guarda il video",
    "leggi l'articolo", "vedi anche", "scopri di più", "condividi ", "articolo riservato",
    "receba as", "receba nossa", "receba nossas", "receba notícias", "receba no seu",
    "receba em seu", "receba gratuitamente", "receba todas", "compartilhe", "continua após",
    "clique para", "veja mais", "inscreva-se", "volg ons", "meld je aan", "schrijf je in",
    "deel dit", "abonneer", "luister ook", "følg oss", "følg os", "se også", "hør også", "tips oss",
    "les hele", "les om saken", "abonner på", "tilmeld ", "följ oss", "prenumerera", "missa inte",
    "dela artikeln", "lyssna på", "seuraa meitä", "tilaa ", "lue koko", "jaa artikkeli",
    "śledź nas", "obserwuj nas", "polub nas", "udostępnij", "dalsza część", "dowiedz się więcej",
    "zapisz się", "zobacz więcej", "sledujte nás", "odebírejte", "číst dále", "čtěte dále",
    "přihlaste se", "související články", "související článek",
    "подпишитесь", "следите за", "присоединяйтесь",
    "читать далее", "читать полностью", "полный текст", "по теме:", "підпишіться", "стежте за",
    "долучайтесь", "приєднуйтесь", "читати далі", "поділитися", "takip edin", "ilgili haber",
    "ilgili haberler", "haberin tamamı", "detaylar için", "ακολουθήστε", "δείτε επίσης",
    "δείτε ακόμη", "εγγραφείτε", "تابعونا", "اشترك ", "انقر هنا", "لمزيد من التفاصيل", "شاهد أيض",
    "اقرأ ايض", "مطالب مرتبط", "انتهای پیام", "עקבו אחרינו", "הירשמו", "לחצו כאן", "ये भी पढ़ें",
    "यहां क्लिक", "हमें फॉलो", "यह भी देखें", "सब्सक्राइब करें", "আরও দেখুন", "সাবস্ক্রাইব",
    "更多精彩", "请关注", "敬请关注", "转载请", "责任编辑", "查看更多", "推荐阅读", "推薦閱讀",
    "原标题", "图片来源", "相关新闻", "相關新聞", "分享到", "【関連記事】", "【写真", "【動画】",
    "【画像", "関連キーワード", "詳しくはこちら", "記事全文", "저작권자", "제보는", "공유하기",
    "อ่านข่าว", "ข่าวที่เกี่ยวข้อง", "ติดตามข่าว", "คลิกที่นี่", "baca selengkapnya",
    "lihat juga", "ikuti kami", "saksikan video", "gambas:", "mời bạn đọc", "bấm vào", "xem tiếp",
    "tin liên quan",
)  # fmt: skip

# A line of a few words that starts so is none either; a longer one may be prose.
LABELS = (
    "updated", "comments", "share", "print", "email", "advert", "sponsored", "tags", "topics",
    "trending", "anzeige", "werbung", "kommentare", "publicité", "commentaires", "partager",
    "publicidad", "compartir", "comentarios", "pubblicità", "commenti", "publicidade",
    "comentários", "advertentie", "reageer", "annons", "annonse", "annonce", "mainos", "reklama",
    "reklam", "реклама", "комментарии", "поделиться", "коментарі", "джерело", "источник", "إعلان",
    "المصدر", "منبع", "פרסומת", "विज्ञापन", "বিজ্ঞাপন", "广告", "廣告", "広告", "광고", "โฆษณา",
    "bagikan", "quảng cáo", "chia sẻ", "nguồn", "ảnh:", "latest on",
)  # fmt: skip

# A short sentence with one of these in it is none either.
ANYWHERE = (
    "read more", "click here", "all rights reserved", "sign up for our", "sign up to our",
    "subscribe to our", "sign up for the newsletter", "our newsletter", "follow us on",
    "on twitter at", "cookie policy", "read our privacy policy", "see our privacy policy",
    "contributed to this report", "contributed to this story", "contributed to this article",
    "contributed to this guide", "contributed to this piece", "contributed to this post",
    "only newsletters", "email newsletters or", "may not be published", "not be reproduced",
    "rewritten or redistributed", "is a staff writer", "staff writer for", "wire services",
    "the associated press contributed", "scroll down for", "scroll to", "watch the video",
    "see photos", "continued below", "story below", "turn on desktop", "student news",
    "cette vidéo ", "cliquez ici", "todos los derechos reservados", "clique aqui",
    "alle rechte vorbehalten", "appeared first on", "pic.twitter.com",
    "contributing to this report", "email us at", "follow him @", "follow her @",
    "share this article", "share this story", "tap here", "on instagram @", "download the app",
    "for more information visit", "notre application", "nuestro boletín", "nuestro canal",
    "nosso canal", "il nostro canale", "onze nieuwsbrief", "vårt nyhetsbrev", "vores nyhedsbrev",
    "naszego newslettera", "наш телеграм", "наш telegram", "нашем канале", "нашому каналі",
    "bültenimize", "için tıklayın", "saluran whatsapp", "tous droits réservés",
    "все права защищены", "无断转载", "未经许可", "무단 전재", "無断転載",
)  # fmt: skip

# The starts of captions.
CAPTIONS = (
    "ap photo", "ap photos", "photo by", "photo:", "photos:", "photo credit", "photo credits",
    "photo courtesy", "photos by", "image:", "image credit", "image credits", "image copyright",
    "image caption", "image source", "media caption", "media playback", "file -", "file –",
    "file photo", "file photos", "file picture", "pictured:", "picture:", "hide caption",
    "enlarge this image", "enlarge image", "foto:", "foto /", "fotos:", "bild:", "bilder:",
    "bildunterschrift", "crédit photo", "photo d'illustration", "legenda:", "фото:", "фото /",
    "图:", "图：", "图片", "資料圖", "资料图", "写真：", "写真:", "写真は", "사진=", "사진:",
    "사진 =", "illustration:", "photograph:", "graphic:", "caption:", "slideshow:", "gallery:",
    "undated handout", "a file photo", "in this file photo", "this file photo", "in this photo",
    "in this image", "in this photograph", "this photo taken", "this photo shows",
    "this photo provided", "this photo released", "this photo combination", "this photo made",
    "this image made", "this image taken", "this image provided", "this image released",
    "photograph by", "this undated", "in this undated", "für dieses bild", "symbolbild",
    "symbolbilder", "archivbild", "archivbilder", "archivfoto", "archivfotos", "en esta foto",
    "imagen de archivo", "foto de archivo", "foto d'archivio", "une photo d'archive", "photo prise",
    "arkivfoto", "arkivbild", "arkivbilder", "kuvituskuva", "zdjęcie ilustracyjne", "fot.",
    "ilustrační foto", "ilustrační snímek", "архивное фото", "фото из архива", "архівне фото",
    "temsili fotoğraf", "φωτογραφία:", "φωτο:", "الصورة:", "صورة أرشيفية", "عکس:", "צילום:",
    "תמונה:", "फोटो:", "ছবি:", "（写真", "자료사진", "ภาพ:", "ภาพจาก", "foto ilustrasi",
    "ilustrasi", "ảnh minh họa", "ảnh:", "pictured above", "pictured here", "above:", "below:",
    "left:", "right:", "from left,", "from left:", "from left to right", "screengrab",
    "screenshot:", "screenshot from", "screenshot by", "screenshot via", "stock image",
    "stock images", "stock photo", "stock photos", "artist's impression",
)  # fmt: skip

# Credits that stand anywhere in a caption.
CREDITS = (
    " is shown in this ", " are shown in this ", " is seen in this ", " are seen in this ",
    " is pictured on ", " are pictured on ", "pictured in this", "seen in this photo", "(getty",
    "getty images)", "/ getty images", "(ap photo", "(afp photo", "(reuters photo", "(photo:",
    "(photo by", "(image:", "(foto:", "(фото:", "/shutterstock", "(shutterstock", "shutterstock)",
    "(photograph by", "(file photo", "/ap photo", "(ap/", "©", "ⓒ", "(c) 2", "(xinhua/", "（新华社",
    "新华社发", "/getty", "/afp via", "(quelle:", "(bild:", "(dpa/", "photo credit:",
    "images via getty", "(handout", "image credit", "foto: dpa",
    "supplied by the press association", "/press association",
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
