"""Articles of our own writing, for the tests of the summarizer: none of this ever happened."""

from summarizer import METHODS, fingerprint, summarize, summarize_many

ARTICLE = """Harbor town votes for the long bridge

By Ada Quill, 14:05, March 3, 2021

HOLMSUND, March 3 (Nordwire) -- The council of Holmsund voted on Wednesday to build a bridge of \
1.8 kilometers over the sound, ending an argument that has lasted for forty years.

The bridge will cost 210 million crowns and is to open in 2026, said Mayor Ingrid Dahl. It will \
carry two lanes for cars, one for bicycles and a footpath.

"We have talked about this bridge since I was a child. Now we will walk over it," Dahl said.

But that was not what everybody in the hall wanted to hear.

The two ferries, which carry 3,000 people a day, will stop on the day when the bridge opens, and \
their 62 sailors will lose their work. A retraining fund of 9 million crowns was promised to them.

He added that it was late.

Fishermen fear that the pillars will change the currents in the sound. A study by the harbor \
office found no such effect, but it looked at only one winter.

Opponents have three weeks to appeal against the vote of the council, and a court could then stop \
the building of the bridge for up to a year.

Read more: ten bridges that nobody needed

Photo: Ada Quill/Nordwire
"""

ARTICLES = {
    "en": "The museum of clocks reopened on Monday after a fire that destroyed half of its "
    "collection. About 400 clocks were saved because a neighbor carried them into the street. "
    "The city will pay for the new roof, and the museum hopes to show every clock by the summer.",
    "de": "Das Uhrenmuseum hat am Montag nach einem Brand wieder geöffnet, der die Hälfte der "
    "Sammlung zerstört hatte. Rund 400 Uhren wurden gerettet, weil ein Nachbar sie auf die Straße "
    "trug. Die Stadt bezahlt das neue Dach, und im Sommer sollen alle Uhren zu sehen sein.",
    "fr": "Le musée des horloges a rouvert lundi après un incendie qui avait détruit la moitié de "
    "sa collection. Environ 400 horloges ont été sauvées par un voisin qui les a portées dans la "
    "rue. La ville paiera le nouveau toit, et le musée espère tout montrer avant l'été.",
    "es": "El museo de los relojes reabrió el lunes después de un incendio que destruyó la mitad "
    "de su colección. Unos 400 relojes se salvaron porque un vecino los sacó a la calle. La ciudad "
    "pagará el nuevo tejado y el museo espera mostrar todos los relojes en verano.",
    "it": "Il museo degli orologi ha riaperto lunedì dopo un incendio che aveva distrutto metà "
    "della collezione. Circa 400 orologi sono stati salvati da un vicino che li ha portati in "
    "strada. La città pagherà il nuovo tetto e il museo spera di mostrarli tutti entro l'estate.",
    "pt": "O museu dos relógios reabriu na segunda-feira depois de um incêndio que destruiu metade "
    "da sua coleção. Cerca de 400 relógios foram salvos porque um vizinho os levou para a rua. A "
    "cidade pagará o novo telhado e o museu espera mostrar todos os relógios até ao verão.",
    "nl": "Het klokkenmuseum is maandag weer geopend na een brand die de helft van de verzameling "
    "had verwoest. Ongeveer 400 klokken werden gered doordat een buurman ze naar buiten droeg. De "
    "stad betaalt het nieuwe dak en het museum hoopt in de zomer alle klokken te tonen.",
    "sv": "Klockmuseet öppnade på måndagen igen efter en brand som förstörde hälften av samlingen. "
    "Omkring 400 klockor räddades eftersom en granne bar ut dem på gatan. Staden betalar det nya "
    "taket, och museet hoppas kunna visa alla klockor till sommaren.",
    "no": "Klokkemuseet åpnet igjen mandag etter en brann som ødela halvparten av samlingen. Rundt "
    "400 klokker ble reddet fordi en nabo bar dem ut på gaten. Byen betaler det nye taket, og "
    "museet håper å vise alle klokkene til sommeren, sier lederen.",
    "da": "Urmuseet åbnede igen mandag efter en brand, der ødelagde halvdelen af samlingen. "
    "Omkring "
    "400 ure blev reddet, fordi en nabo bar dem ud på gaden. Byen betaler det nye tag, og museet "
    "håber at vise alle ure til sommer, siger lederen, hvor der også bliver fest.",
    "fi": "Kellomuseo avattiin maanantaina uudelleen tulipalon jälkeen, joka tuhosi puolet sen "
    "kokoelmasta. Noin 400 kelloa pelastui, koska naapuri kantoi ne kadulle. Kaupunki maksaa uuden "
    "katon, ja museo toivoo, että kaikki kellot ovat esillä kesällä.",
    "pl": "Muzeum zegarów zostało w poniedziałek ponownie otwarte po pożarze, który zniszczył "
    "połowę zbiorów. Około 400 zegarów ocalało, ponieważ sąsiad wyniósł je na ulicę. Miasto "
    "zapłaci za nowy dach, a muzeum ma nadzieję pokazać wszystkie zegary do lata.",
    "cs": "Muzeum hodin bylo v pondělí znovu otevřeno po požáru, který zničil polovinu jeho "
    "sbírky. "
    "Asi 400 hodin se podařilo zachránit, protože je soused vynesl na ulici. Město zaplatí novou "
    "střechu a muzeum doufá, že do léta ukáže všechny hodiny.",
    "uk": "Музей годинників у понеділок знову відкрився після пожежі, яка знищила половину його "
    "колекції. Близько 400 годинників урятував сусід, який виніс їх на вулицю. Місто заплатить за "
    "новий дах, і музей сподівається показати всі годинники до літа.",
    "ru": "Музей часов снова открылся в понедельник после пожара, который уничтожил половину его "
    "коллекции. Около 400 часов спас сосед, который вынес их на улицу. Город заплатит за новую "
    "крышу, и музей надеется показать все часы к лету.",
    "tr": "Saat müzesi, koleksiyonunun yarısını yok eden yangından sonra pazartesi günü yeniden "
    "açıldı. Yaklaşık 400 saat, bir komşunun onları sokağa taşıması sayesinde kurtuldu. Yeni "
    "çatının "
    "parasını şehir ödeyecek ve müze yaza kadar bütün saatleri göstermeyi umuyor.",
    "el": "Το μουσείο των ρολογιών άνοιξε ξανά τη Δευτέρα μετά από μια πυρκαγιά που κατέστρεψε τη "
    "μισή συλλογή του. Περίπου 400 ρολόγια σώθηκαν επειδή ένας γείτονας τα έβγαλε στον δρόμο. Η "
    "πόλη θα πληρώσει τη νέα στέγη.",
    "ar": "أعيد افتتاح متحف الساعات يوم الاثنين بعد حريق دمر نصف مجموعته. وتم إنقاذ نحو 400 ساعة "
    "لأن "
    "أحد الجيران حملها إلى الشارع. وستدفع المدينة ثمن السقف الجديد، ويأمل المتحف في عرض كل الساعات "
    "قبل الصيف.",
    "he": "מוזיאון השעונים נפתח מחדש ביום שני לאחר שריפה שהשמידה מחצית מהאוסף שלו. כ-400 שעונים "
    "ניצלו משום ששכן נשא אותם אל הרחוב. העירייה תשלם על הגג החדש.",
    "fa": "موزه ساعت پس از آتش‌سوزی که نیمی از مجموعه آن را نابود کرد، روز دوشنبه دوباره باز شد. "
    "حدود "
    "۴۰۰ ساعت نجات یافت، زیرا یکی از همسایه‌ها آنها را به خیابان برد. شهر هزینه سقف جدید را "
    "می‌پردازد.",
    "hi": "घड़ियों का संग्रहालय सोमवार को उस आग के बाद फिर से खुला जिसने उसका आधा संग्रह नष्ट कर "
    "दिया था। करीब 400 घड़ियां "
    "बच गईं क्योंकि एक पड़ोसी उन्हें सड़क पर ले गया। शहर नई छत का खर्च देगा और संग्रहालय "
    "गर्मियों तक सभी घड़ियां दिखाना चाहता है।",
    "bn": "সংগ্রহের অর্ধেক ধ্বংস করা আগুনের পর সোমবার ঘড়ি জাদুঘর আবার খুলেছে। প্রায় ৪০০ ঘড়ি "
    "বেঁচে গেছে কারণ এক "
    "প্রতিবেশী সেগুলো রাস্তায় নিয়ে গিয়েছিলেন। শহর নতুন ছাদের খরচ দেবে।",
    "zh": "钟表博物馆在一场烧毁了一半藏品的大火之后于星期一重新开放。大约四百座钟得以保存，因为"
    "一位邻居把它们搬到了街上。"
    "市政府将支付新屋顶的费用，博物馆希望在夏天之前展出所有的钟。",
    "ja": "時計博物館は、収蔵品の半分を焼いた火事の後、月曜日に再び開館した。約400の時計は、隣人"
    "が通りに運び出したため無事だった。"
    "市が新しい屋根の費用を払い、博物館は夏までにすべての時計を展示したいとしている。",
    "ko": "소장품의 절반을 태운 화재 이후 시계 박물관이 월요일에 다시 문을 열었다. 이웃이 거리로 "
    "옮긴 덕분에 약 400개의 시계가 "
    "무사했다. 시는 새 지붕의 비용을 내고 박물관은 여름까지 모든 시계를 전시할 계획이다.",
    "th": "พิพิธภัณฑ์นาฬิกาเปิดอีกครั้งเมื่อวันจันทร์หลังจากไฟไหม้ที่ทำลายของสะสมไปครึ่งหนึ่ง นา"
    "ฬิกาประมาณ 400 เรือนรอดมาได้เพราะเพื่อนบ้าน"
    "ช่วยกันขนออกมาที่ถนน เทศบาลเมืองจะจ่ายค่าหลังคาใหม่และพิพิธภัณฑ์หวังว่าจะแสดงนาฬิกาทุกเรือน"
    "ภายในฤดูร้อน",
    "id": "Museum jam dibuka kembali pada hari Senin setelah kebakaran yang menghancurkan setengah "
    "koleksinya. Sekitar 400 jam selamat karena seorang tetangga membawanya ke jalan. Kota akan "
    "membayar atap baru, dan museum berharap dapat memamerkan semua jam sebelum akhir tahun.",
    "vi": "Bảo tàng đồng hồ đã mở cửa trở lại vào thứ Hai sau một vụ cháy phá hủy một nửa bộ sưu "
    "tập. Khoảng 400 chiếc đồng hồ được cứu vì một người hàng xóm đã mang chúng ra đường. Thành "
    "phố "
    "sẽ trả tiền cho mái nhà mới.",
}
"""One story in each language that the summarizer must know."""


def answers() -> list[str]:
    """What every method picks from every article, and their fingerprints."""
    texts = [ARTICLE, *ARTICLES.values()]
    picks = [repr(summarize(one, method=m, sentences=4)) for one in texts for m in METHODS]
    return [*picks, *map(repr, map(fingerprint, texts)), repr(summarize_many(texts, sentences=20))]
