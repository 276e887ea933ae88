"""What is news although it begins like a notice of a page, and what is such a notice."""

import pytest

from summarizer import summarize
from summarizer.clean import Grade, take_apart
from tests.summarizer.test_picks import BODY

KEPT = [
    "新华社发表评论员文章，呼吁各方保持克制，市长星期一对记者说。",
    "据新华社发布的公报，大桥将于五月开工，市长星期一说。",
    "The World Press Photo prize went on Tuesday to a photograph by John Moore of Getty Images.",
    "Subscribers to Netflix fell by 200,000 in the first quarter, the company said on Tuesday.",
    "Advertisements for junk food will be banned on buses from May, the mayor said.",
    "Screenshots of the minister's messages were published by the newspaper on Monday.",
    "From left-wing activists to bankers, everybody in the town wants the bridge.",
    "JavaScript creator Brendan Eich resigned as head of Mozilla on Thursday after protests.",
    "This photograph by a Syrian boy won the prize of the town on Monday.",
    "Getty Images sued the maker of the model in a London court for copying its pictures.",
    "Facebook changed its privacy policy on Monday after a complaint by regulators.",
    "A warmer ocean contributed to this summer's floods, scientists said on Monday.",
    "More than eight million people sign up for health insurance every year under the law.",
    "He announced the merger in a newsletter to investors on Monday.",
    "This report was the first to say that the bridge would cost 210 million crowns.",
    "This story was told to the court by three witnesses on Monday.",
    "First published in 1911, the novel was banned in Russia for fifty years.",
    "The football club fired its manager on Monday, the Press Association reported.",
    "Les ombres du passé pèsent sur la campagne, a dit le maire lundi soir.",
    "Sie möchten ihre Heimat nicht verlassen, sagte der Bürgermeister am Montag.",
    "Recibe el premio Nobel de la Paz por su lucha contra la violencia sexual.",
    "Sigue la guerra en el este del país, con cientos de muertos cada día.",
    "Contact US officials in Holmsund had with the rebels ended on Monday, the mayor said.",
    "This article was added to the penal code of the country in 1911 and never used.",
    "This story has been told in the valley for as long as anybody can remember.",
    "This is a developing country that will pay for a bridge of its own, the mayor said.",
    "Originally published in 1911, the novel was banned in Russia for fifty years.",
    "Reporting by the Gazette found that the mayor had sold the ferries to a cousin.",
    "Reporting by Reuters showed that the mayor had sold the ferries to a cousin.",
    "Reporting by Reuters staff found that the mayor had sold the ferries to a cousin.",
    "Reporting by Reuters and reporting by the Gazette showed that the ferries were sold.",
    "Writing by hand helps children to learn, a study of the university found on Monday.",
    "Most popular among the visitors of the town is the old ferry house on the sound.",
    "Terms and conditions of the sale of the ferries were not disclosed on Monday.",
    "Advertisement spending fell by a third in the first quarter, the company said.",
    "Share prices fell sharply on Monday.",
    "The report of the council may not be published before the vote in May.",
    "The results could not be reproduced by two other laboratories, the town said.",
    "The student newspaper of the town was the first to report the vote on Monday.",
    "Children who read more at home do better at school, a study found on Monday.",
    "Weitere Informationen zum Unfall auf der Brücke gab es am Montag zunächst nicht.",
    "Zum Thema Brücke sagte der Bürgermeister am Montag im Rat kein einziges Wort.",
    "Hier geht es um Milliarden, sagte der Bürgermeister am Montag im Rat der Stadt.",
    "Dieser Artikel des Grundgesetzes schützt die Presse, sagte die Richterin am Montag.",
    "Das könnte sie den Sieg bei der Wahl kosten, sagte der Bürgermeister am Montag.",
    "Cette vidéo du pont a été vue trois millions de fois depuis lundi soir.",
    "Pour aller plus loin, la maire propose de fermer le pont aux voitures dès lundi.",
    "Tilaa uusille asunnoille on kaupungissa vähän, sanoi pormestari maanantaina.",
    "Dalsza część drogi do mostu zostanie otwarta w maju, powiedział burmistrz.",
    "Полный текст соглашения о мосте опубликован в понедельник на сайте города.",
    "点击量在星期一突破一亿次，市长林秀兰对记者说，这座大桥非常受欢迎。",
    "未经授权的飞机星期一进入了城市上空，市长林秀兰对记者说。",
    "The president lashed out on Twitter at the judge who blocked the ban on Friday.",
    "Millions logged on Twitter at the same time on Sunday to mourn the singer.",
    "A London judge ruled on Tuesday against Getty Images.",
    "The judge in London ruled on Tuesday in favour of Getty Images.",
    "The lawsuit was filed on Tuesday, by lawyers in the pay of Getty Images.",
    "The prize was given on Tuesday to the founder of Shutterstock.",
    "The company agreed on Tuesday to merge with its rival Shutterstock.",
    "Evan Roe, a staff writer for the Nordwire, was freed from prison on Thursday.",
    "The court let the jurors watch the video of the shooting on Monday.",
    "The king is pictured on the new banknotes, which enter circulation on Monday.",
    "The views expressed by the ambassador angered officials in Holmsund on Monday.",
    "The opinions expressed by the judge drew protests in three cities on Monday.",
    "El presidente de Panamá dijo el lunes que nuestro canal no está en venta.",
    "O presidente do Panamá disse na segunda-feira que nosso canal não está à venda.",
    "Il presidente di Panama ha detto lunedì che il nostro canale non è in vendita.",
    "В нашем канале утонули три человека, сообщил мэр города в понедельник.",
    "У нашому каналі втопилися троє людей, повідомив мер міста в понеділок.",
    "写真は爆発の瞬間を捉えており、警察が月曜日に公開した。",
    "Finanzminister Lindner (Foto: dpa) will die Steuern im Mai senken.",
    "Die Zahl der Toten stieg auf 2.400 (Quelle: Ministerium), sagte der Sprecher am Montag.",
    "该公司未经许可在市中心修建了一座大楼，市长星期一说。",
    "警方说，三名男子星期一未经许可进入军事禁区拍照。",
    "条例规定，未经许可不得在机场周围飞行无人机，违者最高罚款五万元。",
    "未经许可，不少商贩在广场上摆摊。",
    "未经许可，不少网站转载了市长星期一的讲话。",
    "该平台未经许可，不应出售证券。",
    "條例規定，未經許可不得在機場周圍飛行無人機，違者最高罰款五萬元。",
    "外交部說，軍艦未經許可請離開。",
    "外交部说，军舰未经许可请离开。",
    "未经授权不得进入机场的跑道，市长星期一对记者说。",
    "未经授权，不少飞机星期一进入了城市上空。",
    "国家版权局星期一表示，网站未经授权不得转载媒体作品。",
    "新规要求，平台未经许可不得使用本人肖像。",
    "他未经许可请人复制了钥匙，警方星期一说。",
    "专家星期一认为，未经授权不得转载他人作品是一条基本原则。",
    "法院星期一指出，平台未经许可不得复制用户的照片。",
    "律师林秀兰说，未经许可不得转载别人的文章。",
    "新法明确，网站未经许可任何人不得转载新闻作品。",
    "學校規定，未經家長同意，任何人不得轉發學生的照片。",
    "家长说，学校星期一未经家长同意就转发了孩子的照片。",
    "这部关于新桥的电影星期一开始在北京拍摄。",
    "這部關於新橋的電影星期一開始在台北拍攝。",
    "小米公司星期一在北京发布新手机，后置徕卡四摄。",
    "电影局星期一宣布，将在全国影院严厉打击盗录盗摄。",
    "记者在现场看到，影院门口张贴告示，严禁盗摄。",
    "法院星期一裁定，未經許可不得轉載他人的文章。",
    "文化庁は月曜日、無断転載を禁じる法改正案を国会に提出した。",
    "作者莫言星期一在斯德哥尔摩领取了诺贝尔文学奖。",
    "来源不明的资金流入该市，市长星期一对记者说。",
    "编辑：他在报社工作了三十年，星期一退休。",
    "作者の村上春樹氏は月曜日に賞を受けた。",
    "اشترك في المؤتمر وزراء من عشرين دولة لبحث بناء الجسر الجديد يوم الاثنين.",
]


@pytest.mark.parametrize("sentence", KEPT)
def test_news_that_begins_like_a_notice_is_picked(sentence: str) -> None:
    text = f"{sentence}\n{BODY}\nThe old ferry stops on the same day."
    assert sentence in summarize(text, sentences=9).sentences


def test_thai_news_of_a_picture_is_picked() -> None:
    said = "ภาพจากกล้องวงจรปิดแสดงให้เห็นว่าคนร้ายสามคนเข้าไปในธนาคารเมื่อวันจันทร์"
    assert summarize(said).sentences == (said,)


def test_a_chinese_paragraph_that_ends_with_a_credit_keeps_its_news() -> None:
    said = "工程将于明年完工，市长星期一对记者说。"
    assert summarize(f"{said}照片由记者王小明摄。").sentences == (said,)


def test_a_chinese_brief_may_end_with_its_agency() -> None:
    said = "市长星期一对记者说，新桥将于五月开工，全长三公里。"
    assert summarize(f"{said}（新华社）").sentences == (said,)


OUTSIDE = [
    "图为新桥夜景。新华社发",
    "新华社发 王小明摄",
    "图为新桥夜景。新华社记者 王小明 摄",
    "市长在新桥上讲话，新华社发（王小明摄）",
    "A photo of the bridge, taken by Jane Doe of Getty Images.",
    "未经授权，请不要转载本网站的任何内容。",
    "本網站之文字、圖片及影音，非經授權，不得轉載、公開播送。",
    "Related stories about the bridge over the sound are here.",
    "Copyright 2014 Nordwire, which built the bridge over the sound.",
    "Join our community of readers who talk about bridges every day.",
    "You can subscribe to our newsletter on bridges at any time.",
    "Jane Doe of Nordwire in Holmsund contributed to this report.",
    "Jane Doe to lead the fight for a bridge over the sound Read more The ferry stops.",
    "JavaScript is needed to see the bridge over the sound here.",
    "From left, the mayor, the ferryman and the builder of the bridge.",
    "This photo provided by the town shows the bridge over the sound.",
    "The bridge over the sound at night, by Jane Doe of Getty Images.",
    "The bridge over the sound in a photograph by Ann van der Berg of Shutterstock.",
    "The bridge over the sound at night, courtesy of Getty Images.",
    "This article was supplied by the Press Association, of which we are glad.",
    "You must select a newsletter on bridges to which you subscribe.",
    "Jane Doe and John Roe contributed to this guide to bridges.",
    "Suscríbete y tendrás todas las noticias del puente cada día.",
    "Související články o mostu přes průliv najdete každý den tady.",
    "(Re)voir le débat de la mairie sur le pont au-dessus du détroit.",
    "해협을 건너는 다리에 관한 기사를 쓴 곳은 여기입니다. ⓒ 연합뉴스",
    "Contact us at news@example.com with what you know about the bridge.",
    "This article was updated on Monday with a comment of the mayor.",
    "(Reporting by Jane Doe in Holmsund and John Roe; Editing by Max Moe)",
    "Writing by Jane Doe and John Roe; Additional reporting by Max Moe in Holmsund.",
    "Reporting by Tom Bergin, editing by Jane Roe.",
    "Reporting by Jane Doe and John Roe in Paris, writing by Ann Lee, editing by Bob Day.",
    "Reporting by Tom Bergin and additional reporting by Ann Lee in Paris.",
    "(Reporting by Bangalore newsroom; Editing by Ann Lee.)",
    "(Reporting by Reuters staff in London.)",
    "(Reporting by Jane Doe in New York and John Roe in the West Bank, Editing by Ann Lee.)",
    "(Writing by Jane Doe, with reporting from Kabul.)",
    "(Reporting By Anthony van der Berg and Leila al-Sayed; Editing By Max Moe)",
    "Reporting by Anthony van der Berg in Paris and Leila al-Sayed.",
    "Originally published on Nordwire, a friend of the bridge over the sound.",
    "Most popular stories about the bridge over the sound this week.",
    "Dieser Artikel wurde zuerst am Montag in der Zeitung der Stadt veröffentlicht.",
    "Weitere Informationen finden Sie auf der Seite der Stadt über die Brücke.",
    "点击查看更多关于大桥的新闻和图片以及市长的讲话。",
    "Follow the reporter of the bridge over the sound on Twitter at @janedoe for more.",
    "A picture of the bridge over the sound at night via Getty Images.",
    "Jane Doe is a staff writer for the Nordwire in the town of Holmsund.",
    "You can watch the video below to see the bridge over the sound.",
    "Watch the video of the bridge over the sound at night.",
    "The bridge over the sound is pictured on Tuesday, when nobody was there.",
    "The views expressed in this commentary are solely those of the writer.",
    "The opinions expressed are those of the writer and of nobody else.",
    "Puedes seguir las noticias del puente en nuestro canal de WhatsApp cada día.",
    "Veja as notícias da ponte no nosso canal no Telegram todos os dias.",
    "Tutte le notizie del ponte sono ogni giorno sul nostro canale, il nostro canale Telegram.",
    "Все новости о новом мосте читайте каждый день в нашем Телеграм-канале.",
    "Новини про новий міст читайте щодня в нашому каналі в Telegram.",
    "ภาพจาก กล้องวงจรปิดของธนาคารในเมืองเมื่อวันจันทร์ที่ผ่านมา",
    "写真はイメージで、本文の内容とは関係がありません。",
    "写真は記者会見する市長。市庁舎で２０２３年１１月撮影（２０２３年　ロイター）",
    "Der Bürgermeister am Montag auf der neuen Brücke über den Sund (Foto: dpa).",
    "So viel kostet die Brücke über den Sund jeden einzelnen Bürger (Quelle: Stadt).",
    "本报所有文章和照片，未经许可不得转载或者摘编。",
    "未经许可不得转载。",
    "未经授权不得转载。",
    "本报规定，未经许可不得转载。",
    "根据相关法律规定，未经许可不得转载。",
    "本网站的文章和照片未经授权，请勿复制或者转发。",
    "未经许可，严禁复制或者镜像本网站的任何内容。",
    "未經許可，嚴禁複製本網站的任何內容。",
    "本報所有文章和照片，未經授權請勿複製或者轉發。",
    "未经本网授权，不得转载、摘编。",
    "未经书面授权不得转载。",
    "未经允许不得转载。",
    "特别说明：未经授权不得转载。",
    "凡注明来自本网的作品，未经本网书面授权，任何单位及个人不得转载、摘编。",
    "版權所有，未經作者同意，任何媒體不得轉載。",
    "記者王小明攝",
    "新桥夜景（王小明 摄）",
    "本报记者 李红、约翰·史密斯 摄。",
    "王小明摄",
    "版權所有，不得轉載。",
    "本サイトの記事や写真の無断転載を禁じます。",
    "作者：王小明",
    "来源：新华社。",
    "编辑：李小红 王小明",
    "Bild vergrößern Die alte Fähre unter der neuen Brücke über den Sund.",
    "Διαβάστε επίσης τι λέει ο δήμαρχος της πόλης για τη γέφυρα.",
]


@pytest.mark.parametrize("line", OUTSIDE)
def test_a_notice_is_part_of_no_article(line: str) -> None:
    units = take_apart(f"{BODY}\n{line}\nThe old ferry stops on the same day.", "en").units
    assert [unit.grade is Grade.OUTSIDE for unit in units] == [False, False, True, False]


@pytest.mark.parametrize("tail", [" Read more", " Read more...", "... Read more"])
def test_news_before_a_link_is_picked(tail: str) -> None:
    """As the descriptions of feeds end."""
    said = "The council voted on Monday to build a bridge over the sound."
    assert summarize(f"{said}{tail}").sentences[0].startswith(said[:-1])
