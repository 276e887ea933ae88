"""Ten articles of our own writing, and the page `summarizer/EXAMPLES.md` that is made of them.

    python tests/summarizer/examples.py        writes the page anew

None of this ever happened.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from summarizer import LANGUAGES, summarize

PAGE = Path(__file__).resolve().parents[2] / "summarizer" / "EXAMPLES.md"

EXAMPLES = {
    "en": (
        "Lighthouse to be moved before the cliff gives way",
        """The lighthouse of Carrow Point, which has stood at the edge of the sea since 1861, \
will be \
moved 90 meters inland before next winter, the county announced on Tuesday.
Storms in January tore four meters from the chalk cliff, and the tower now stands only eleven \
meters from the drop. "One more winter like that and we would be fishing it out of the water," \
said county engineer Martha Pell.
The tower will be lifted on steel beams and rolled on rails at about a meter an hour. A firm from \
Norhaven, which has moved two churches in the same way, will do the work for 3.4 million pounds.
She added that the lamp would burn all the while.
Some villagers had wanted to let the tower fall. They argued that the money was needed for the sea \
wall that protects 60 houses below the point.
Work begins in May, and the county hopes to open the tower to visitors again in October.
Read more: five lighthouses that moved""",
    ),
    "de": (
        "Kleinstadt schaltet nachts die Ampeln ab",
        """Die Stadt Wiesental schaltet ab kommendem Montag alle 14 Ampeln zwischen 23 und 5 Uhr \
ab. \
Das hat der Stadtrat am Donnerstagabend mit 17 gegen 8 Stimmen beschlossen.
Wiesental will damit jährlich rund 22.000 Euro Strom und Wartung sparen, sagte Bürgermeisterin \
Karin Abel. Nach Angaben der Polizei fahren nachts kaum 30 Autos pro Stunde durch den Ort.
Der Versuch ist auf ein Jahr befristet. Danach soll ein Gutachten klären, ob es häufiger kracht \
als zuvor.
„Wir haben hier Schichtarbeiter, die um vier Uhr mit dem Rad fahren. An die denkt niemand“, sagte \
Stadtrat Jens Vogt, der gegen den Antrag stimmte.
Er fordert, wenigstens die Ampel vor dem Krankenhaus in Betrieb zu lassen. Die Stadt will das bis \
Ende der Woche prüfen.""",
    ),
    "fr": (
        "Un village rachète sa dernière boulangerie",
        """Les habitants de Saint-Aubin-le-Vieux ont réuni 84 000 euros en six semaines pour \
racheter \
la boulangerie de la place, fermée depuis le départ à la retraite de M. Carrel en novembre.
Quelque 310 familles ont pris une part dans la coopérative, qui a signé l'acte de vente mercredi \
chez le notaire. Un jeune couple de boulangers s'installera dans le logement au-dessus du magasin \
et paiera un loyer modéré.
« Sans pain, un village devient un dortoir. Nous ne voulions pas de cela », explique Hélène Morin, \
présidente de la coopérative.
Le four, vieux de quarante ans, devra toutefois être remplacé avant l'ouverture. La région a \
promis \
une aide de 15 000 euros, mais le dossier n'est pas encore bouclé.
La première fournée est annoncée pour le 2 mai.
Lire aussi : ces villages qui sauvent leur café""",
    ),
    "es": (
        "Un colegio de la sierra tendrá su primer autobús eléctrico",
        """El colegio público de Valdehierro estrenará en septiembre un autobús eléctrico que \
recogerá \
a 46 alumnos de siete aldeas de la sierra, según anunció ayer el Ayuntamiento.
El vehículo sustituye a un autobús de 1998 que se averió doce veces durante el último curso. En \
febrero, los niños esperaron casi dos horas bajo la nieve hasta que llegó una grúa.
La compra cuesta 280.000 euros, de los que el Gobierno regional paga dos tercios. El resto saldrá \
de la venta de madera del monte comunal.
«Mi hija sale de casa a las siete. Solo pido que llegue seca», dijo Pilar Otero, madre de una \
alumna.
Los técnicos advierten de que la batería pierde un tercio de su carga con el frío, por lo que se \
instalará un cargador en la última parada.""",
    ),
    "it": (
        "Ritrovato in soffitta l'organo del maestro Bellandi",
        """Un organo del 1742, che si credeva distrutto da un incendio, è stato ritrovato smontato \
nella soffitta del municipio di Rocca San Piero. Lo ha annunciato sabato la soprintendenza.
Le 612 canne erano avvolte in giornali del 1911 e chiuse in casse senza scritte. A scoprirle sono \
stati due operai che riparavano il tetto dopo la grandinata di agosto.
«È come ritrovare un libro di cui avevamo soltanto il titolo», ha detto la storica Lucia Ferri, \
che \
ha riconosciuto la firma del maestro Bellandi su una canna di legno.
Per il restauro serviranno almeno quattro anni e 390 mila euro. Il comune, che ha 1.900 abitanti, \
cerca uno sponsor e aprirà le casse al pubblico ogni domenica.""",
    ),
    "pt": (
        "Pescadores trocam redes por câmaras para proteger golfinhos",
        """Vinte e três barcos do porto de Areal vão usar, a partir de abril, câmaras e sinais \
sonoros \
para afastar os golfinhos das redes, num acordo assinado na sexta-feira com a universidade.
No ano passado morreram 71 golfinhos nas redes ao largo da costa, quase o dobro de 2019. Os \
investigadores acreditam que os animais seguem as sardinhas, que se aproximaram de terra com a \
água mais quente.
Cada barco recebe 6 mil euros por ano para cobrir as horas perdidas. “Ninguém quer apanhar um \
golfinho. Estraga a rede e estraga o dia”, disse o mestre Joaquim Lima.
Os dados das câmaras pertencem aos pescadores e só serão publicados sem o nome do barco. Uma \
primeira avaliação está prevista para dezembro.""",
    ),
    "ru": (
        "Старый трамвай вернётся на улицы Верхнереченска",
        """Трамвай 1937 года снова выйдет на улицы Верхнереченска: в субботу его после шести лет \
ремонта передали городскому депо.
Вагон нашли в 2015 г. на даче под городом, где он служил сараем. Добровольцы восстановили его по \
чертежам из архива и собрали на работы 4,2 млн рублей.
По выходным он будет ходить по маршруту № 3 от вокзала до набережной. Проезд будет стоить столько \
же, сколько в обычном трамвае, сообщили в мэрии.
«Я ездила на таком в школу. Он так же звенит», — сказала 84-летняя Анна Крылова, которую \
пригласили \
на первую поездку.
В депо предупреждают, что зимой вагон на линию не выйдет: его деревянный кузов не переносит соли.
Читайте также: как устроено депо""",
    ),
    "zh": (
        "古镇图书馆二十四小时开放",
        """云溪镇图书馆从本周六起全天二十四小时开放，成为全县第一家夜间不关门的图书馆。
馆长林秀兰介绍，夜间馆内不设工作人员，读者刷身份证进门，自助借还图书。试运行的三个月里，每晚平均有六十\
多人来看书，其中大半是附近工厂下夜班的工人。
“以前下班只能回宿舍看手机，现在有个安静的地方。”在电子厂工作的周明说。
镇政府今年为此拨款四十八万元，主要用于照明、空调和安全设备。也有居民担心夜里有人吵闹，镇里答应半年后再\
听取一次意见。
图书馆还计划在二楼开设免费的夜间课程，教授电脑维修和会计。""",
    ),
    "ja": (
        "廃線の駅舎、町民の食堂に",
        """十年前に廃線となった山川線の旧白沢駅の駅舎が四月一日、町民が運営する食堂として生まれ変わ\
る。町が十二日、発表した。
駅舎は昭和三年に建てられた木造平屋で、取り壊しが決まっていた。住民約二百人が署名を集め、町が改修費千八\
百万円のうち半分を負担することになった。
食堂では地元の野菜と川魚を使った定食を出し、一人暮らしの高齢者には配達もする。「ここは昔から人が集まる場\
所だった。明かりがつくだけでうれしい」と、代表の佐伯文子さん（六十八）は話す。
ホームには古い客車一両を置き、子どもの遊び場にする。町は年間一万人の利用を見込んでいる。""",
    ),
    "ar": (
        "قرية جبلية تضيء شوارعها من مياه النبع",
        """بدأت قرية عين الصفا الجبلية يوم الأحد إنارة شوارعها بالكهرباء التي تولدها من مياه \
نبعها، بعد \
عامين من العمل التطوعي.
وركب مهندسون من أبناء القرية توربينا صغيرا على قناة قديمة كانت تسقي البساتين، وهو ينتج ما يكفي \
لنحو 120 مصباحا \
ومضخة واحدة. وبلغت كلفة المشروع 75 ألف دولار جمع المغتربون معظمها.
وقال رئيس البلدية سامر الحداد: "كنا ندفع ثمن الوقود كل شهر والماء يجري أمامنا".
وتعود المياه إلى القناة بعد مرورها بالتوربين، ولذلك لا تنقص حصة المزارعين. لكن بعضهم يخشى أن \
يضعف النبع في \
الصيف كما حدث قبل ثلاث سنوات.
وتدرس قريتان مجاورتان تنفيذ مشروع مماثل في العام المقبل.""",
    ),
}
"""Language to headline and text."""


INTRODUCTION = """Ten short articles of our own writing in ten languages; none of this ever \
happened. In bold: what `summarize(text, title=…)` picks, and in brackets in which order of \
weight. Generated by `python tests/summarizer/examples.py`."""


def page() -> str:
    """Return the page: each article with the three sentences that are picked of it in bold."""
    parts = [
        "# Examples",
        INTRODUCTION,
    ]
    for language, (title, text) in EXAMPLES.items():
        summary = summarize(text, title=title)
        parts.append(f"## {LANGUAGES[summary.language]}: {title}")
        assert summary.language == language
        marked = text
        rank = {index: place for place, index in enumerate(summary.order, 1)}
        for index in reversed(range(len(summary.spans))):
            span = summary.spans[index]
            bold = f"**{marked[span.start : span.end]}** [{rank[index]}]"
            marked = marked[: span.start] + bold + marked[span.end :]
        parts.append(marked.replace("\n", "\n\n"))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} is written.")
