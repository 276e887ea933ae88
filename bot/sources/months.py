"""Names of months, and short ones, in the languages that summaries are made in; in small letters.

From the Unicode CLDR, as babel has it, with some more forms. A test compares.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_NAMES: Final = (
    # january
    (
        "ean eanáir ene enero gen gener gennaio ian ianuarie jaan jaanuar jan janar janeiro "
        "januar januari january január januára janv janvier janvāris janúar led leden ledna oca "
        "ocak saus sausio sausis sij siječanj siječnja sty styczeń stycznia tammi tammikuu "
        "tammikuuta urt urtarrila urtarrilaren urtren ιαν ιανουάριοσ ιανουαρίου сту студзень "
        "студзеня січ січень січня янв январь января яну януари јан јануар јануари қаң қаңтар "
        "հնվ հունվար հունվարի בינו בינואר ינו ינואר جنوری يناير ژانویه ژانویهٔ जन जनवरी जाने "
        "जानेवारी জানু জানুয়ারী ਜਨ ਜਨਵਰੀ જાન્યુ જાન્યુઆરી ଜାନୁଆରୀ ஜன ஜனவரி జన జనవరి ಜನ ಜನವರಿ "
        "ജനു ജനുവരി ජන ජනවාරි ม.ค มกราคม ມ.ກ ມັງກອນ ဇန် ဇန်နဝါရီ იან იანვარი ጃን ጃንዋሪ មករា 一月"
    ),
    # february
    (
        "feabh feabhra feb febbraio febr febrer febrero februar februari februarie february "
        "február februára februāris febrúar fev fevereiro févr février helmi helmikuu "
        "helmikuuta lut lutego luty ots otsaila otsailaren otsren peb pebrero shk shkurt vas "
        "vasario vasaris veebr veebruar velj veljača veljače úno únor února şub şubat φεβ "
        "φεβρουάριοσ φεβρουαρίου ақп ақпан лют лютага лютий лютого люты феб фебруар фев февр "
        "февраль февраля февруари փետրվար փետրվարի փտվ בפבר בפברואר פבר פברואר فبراير فروری "
        "فوریه فوریهٔ फ़र फ़रवरी फेब्रु फेब्रुअरी फेब्रुवारी ফেব ফেব্রুয়ারী ਫ਼ਰ ਫ਼ਰਵਰੀ ફેબ્રુ "
        "ફેબ્રુઆરી ଫେବୃଆରୀ பிப் பிப்ரவரி ఫిబ్ర ఫిబ్రవరి ಫೆಬ್ರ ಫೆಬ್ರವರಿ ഫെബ്രു ഫെബ്രുവരി පෙබ "
        "පෙබරවාරි ก.พ กุมภาพันธ์ ກ.ພ ກຸມພາ ဖေ ဖေဖော်ဝါရီ თებ თებერვალი ፌብ ፌብሩዋሪ កុម្ភៈ 二月"
    ),
    # march
    (
        "bře březen března kov kovas kovo maalis maaliskuu maaliskuuta maart mac machi mar "
        "marca march marec maret marren mars marso mart martie marts martxoa martxoaren marzec "
        "marzo març março mrt márc március márta mär märts märz ožu ožujak ožujka μάρ μάρτιοσ "
        "μαρ μαρτίου бер березень березня мар март марта нау наурыз сак сакавік сакавіка մարտ "
        "մարտի մրտ במרץ מרץ مارس مارچ मार्च মার্চ ਮਾਰਚ માર્ચ ମାର୍ଚ୍ଚ மார் மார்ச் మార్చి ಮಾರ್ಚ್ "
        "മാർ മാർച്ച് මාර් මාර්තු มี.ค มีนาคม ມ.ນ ມີນາ မတ် მარ მარტი ማርች មីនា 三月"
    ),
    # april
    (
        "abr abril aib aibreán api apiren apirila apirilaren apr april aprile aprili aprilie "
        "aprill apríl apríla aprīlis avr avril bal balandis balandžio dub duben dubna huhti "
        "huhtikuu huhtikuuta kwi kwiecień kwietnia nis nisan pri prill tra travanj travnja ápr "
        "április απρ απρίλιοσ απριλίου апр апрель апреля април квіт квітень квітня кра красавік "
        "красавіка сәу сәуір ապր ապրիլ ապրիլի אפר אפריל באפר באפריל آوریل أبريل اپریل अप्रिल "
        "अप्रैल एप्रि एप्रिल এপ্রি এপ্রিল ਅਪ੍ਰੈ ਅਪ੍ਰੈਲ એપ્રિલ ଅପ୍ରେଲ ஏப் ஏப்ரல் ఏప్రి ఏప్రిల్ "
        "ಏಪ್ರಿ ಏಪ್ರಿಲ್ ഏപ്രി ഏപ്രിൽ අප්‍රේල් เม.ย เมษายน ມ.ສ ເມສາ ဧပြီ აპრ აპრილი ኤፕሪ ኤፕሪል មេសា "
        "四月"
    ),
    # may
    (
        "beal bealtaine geg gegužė gegužės kvě květen května mag maggio mai maiatza maiatzaren "
        "maig maijs maio mairen maj maja may mayo mayıs maí mei máj mája május svi svibanj "
        "svibnja touko toukokuu toukokuuta μάι μάιοσ μαΐ μαΐου май мам мамыр мая мај трав "
        "травень травня մայիս մայիսի մյս במאי מאי مئی مايو مه مهٔ मई मे মে ਮਈ મે ମଇ மே మే ಮೇ "
        "മേയ് මැයි พ.ค พฤษภาคม ພ.ພ ພຶດສະພາ မေ მაი მაისი ሜይ ឧសភា 五月"
    ),
    # june
    (
        "birž birželio birželis cze czerwca czerwiec eka ekaina ekainaren ekaren giu giugno haz "
        "haziran hun hunyo iun iunie juin jun june junho juni junij junio juny juuni jún júna "
        "június júní jūn jūnijs kesä kesäkuu kesäkuuta lipanj lipnja meith meitheamh qer "
        "qershor červen června čvn ιουν ιουνίου ιούν ιούνιοσ июн июнь июня мау маусым черв "
        "червень червня чэр чэрвень чэрвеня юни јун јуни հնս հունիս հունիսի ביוני יוני جون "
        "يونيو ژوئن जुन जून জুন ਜੂਨ જૂન ଜୁନ ஜூன் జూన్ ಜೂನ್ ജൂൺ ජූනි มิ.ย มิถุนายน ມິ.ຖ ມິຖຸນາ "
        "ဇွန် ივნ ივნისი ጁን មិថុនា 六月"
    ),
    # july
    (
        "heinä heinäkuu heinäkuuta hul hulyo iul iulie iúil juil juillet jul julai julho juli "
        "julij julio juliol july juuli júl júla július júlí jūl jūlijs korr korrik liep liepa "
        "liepos lipca lipiec lug luglio srpanj srpnja tem temmuz uzt uztaila uztailaren uztren "
        "července červenec čvc ιουλ ιουλίου ιούλ ιούλιοσ июл июль июля лип липень липня ліп "
        "ліпень ліпеня шіл шілде юли јул јули հլս հուլիս հուլիսի ביולי יולי جولائی يوليو ژوئیه "
        "ژوئیهٔ जुल जुलाई जुलै জুল জুলাই ਜੁਲਾ ਜੁਲਾਈ જુલાઈ ଜୁଲାଇ ஜூலை జులై ಜುಲೈ ജൂലൈ ජූලි ก.ค "
        "กรกฎาคม ກ.ລ ກໍລະກົດ ဇူ ဇူလိုင် ივლ ივლისი ጁላይ កក្កដា 七月"
    ),
    # august
    (
        "abu aburen abuztua abuztuaren ag ago agost agosti agosto agu agustus aout août aug "
        "august augusta augusti augusts augustus augusztus avg avgust ağu ağustos elo elokuu "
        "elokuuta gush gusht kol kolovoz kolovoza lún lúnasa ogo ogos rugp rugpjūtis rugpjūčio "
        "sie sierpień sierpnia srpen srpna ágú ágúst αυγ αυγούστου αύγ αύγουστοσ авг август "
        "августа жні жнівень жніўня серп серпень серпня там тамыз օգոստոս օգոստոսի օգս אוג "
        "אוגוסט באוג באוגוסט أغسطس اوت اگست अग अगस्ट अगस्त ऑग ऑगस्ट আগ আগস্ট ਅਗ ਅਗਸਤ ઑગસ્ટ "
        "ଅଗଷ୍ଟ ஆக ஆகஸ்ட் ఆగ ఆగస్టు ಆಗ ಆಗಸ್ಟ್ ഓഗ ഓഗസ്റ്റ് අගෝ අගෝස්තු ส.ค สิงหาคม ສ.ຫ ສິງຫາ "
        "ဩဂုတ် აგვ აგვისტო ኦገስ ኦገስት សីហា 八月"
    ),
    # september
    (
        "eyl eylül ira iraila irailaren iraren mfómh rugs rugsėjis rugsėjo ruj rujan rujna sep "
        "sept septemba september septembra septembre septembrie septembris septiembre set "
        "setembre setembro settembre setyembre sht shtator syys syyskuu syyskuuta szept "
        "szeptember wrz wrzesień września zář září σεπ σεπτέμβριοσ σεπτεμβρίου вер верасень "
        "верасня вересень вересня сен сент сентябрь сентября сеп септембар септември қыр "
        "қыркүйек սեպ սեպտեմբեր սեպտեմբերի בספט בספטמבר ספט ספטמבר سبتمبر ستمبر سپتامبر सप्टें "
        "सप्टेंबर सित सितंबर सेप्टेम्बर সেপ সেপ্টেম্বর ਸਤੰ ਸਤੰਬਰ સપ્ટે સપ્ટેમ્બર ସେପ୍ଟେମ୍ବର "
        "செப் செப்டம்பர் సెప్టెం సెప్టెంబర్ ಸೆಪ್ಟೆಂ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റം സെപ്റ്റംബർ සැප් "
        "සැප්තැම්බර් ก.ย กันยายน ກ.ຍ ກັນຍາ စက် စက်တင်ဘာ სექ სექტემბერი ሴፕቴ ሴፕቴምበር កញ្ញា 九月"
    ),
    # october
    (
        "dfómh eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktoba "
        "oktober oktobris oktoober oktubre október októbra ott ottobre out outubro paź "
        "październik października spal spalio spalis tet tetor urr urria urriaren urrren říj "
        "říjen října οκτ οκτωβρίου οκτώβριοσ жовт жовтень жовтня кас кастрычнік кастрычніка окт "
        "октобар октомври октябрь октября қаз қазан հոկ հոկտեմբեր հոկտեմբերի אוק אוקטובר באוק "
        "באוקטובר أكتوبر اکتبر اکتوبر अक्टू अक्टूबर अक्टोबर ऑक्टो ऑक्टोबर অক্টো অক্টোবর ਅਕਤੂ "
        "ਅਕਤੂਬਰ ઑક્ટો ઑક્ટોબર ଅକ୍ଟୋବର அக் அக்டோபர் అక్టో అక్టోబర్ ಅಕ್ಟೋ ಅಕ್ಟೋಬರ್ ഒക്ടോ ഒക്‌ടോബർ "
        "ඔක් ඔක්තෝබර් ต.ค ตุลาคม ຕ.ລ ຕຸລາ အောက် အောက်တိုဘာ ოქტ ოქტომბერი ኦክቶ ኦክቶበር តុលា 十月"
    ),
    # november
    (
        "aza azaren azaroa azaroaren kas kasım lapkr lapkritis lapkričio listopadu marras "
        "marraskuu marraskuuta nob nobyembre noiembrie nov novemba november novembra novembre "
        "novembris novembro noviembre nën nëntor nóv nóvember samh samhain stu studeni "
        "studenoga νοέ νοέμβριοσ νοε νοεμβρίου лист листопад листопада ліс лістапад лістапада "
        "нов новембар ное ноември ноя нояб ноябрь ноября қар қараша նոյ նոյեմբեր նոյեմբերի בנוב "
        "בנובמבר נוב נובמבר نوامبر نوفمبر نومبر नव नवंबर नोभेम्बर नोव्हें नोव्हेंबर নভে নভেম্বর "
        "ਨਵੰ ਨਵੰਬਰ નવે નવેમ્બર ନଭେମ୍ବର நவ நவம்பர் నవం నవంబర్ ನವೆಂ ನವೆಂಬರ್ നവം നവംബർ නොවැ "
        "නොවැම්බර් พ.ย พฤศจิกายน ພ.ຈ ພະຈິກ နို နိုဝင်ဘာ ნოე ნოემბერი ኖቬም ኖቬምበር វិច្ឆិកា 十一月"
    ),
    # december
    (
        "abe abendua abenduaren aberen ara aralık dec december decembra decembrie decembris des "
        "desemba desember desembre dets detsember dez dezember dezembro dhj dhjetor dic "
        "dicembre diciembre dis disember disyembre déc décembre gru grudnia grudzień gruod "
        "gruodis gruodžio joulu joulukuu joulukuuta noll nollaig pro prosinac prosinca prosince "
        "prosinec δεκ δεκέμβριοσ δεκεμβρίου груд грудень грудня дек декабрь декабря декември "
        "дец децембар жел желтоқсан сне снежань снежня դեկ դեկտեմբեր դեկտեմբերի בדצמ בדצמבר דצמ "
        "דצמבר دسامبر دسمبر ديسمبر डिसें डिसेंबर डिसेम्बर दिस दिसंबर ডিসে ডিসেম্বর ਦਸੰ ਦਸੰਬਰ "
        "ડિસે ડિસેમ્બર ଡିସେମ୍ବର டிச டிசம்பர் డిసెం డిసెంబర్ ಡಿಸೆಂ ಡಿಸೆಂಬರ್ ഡിസം ഡിസംബർ දෙසැ "
        "දෙසැම්බර් ธ.ค ธันวาคม ທ.ວ ທັນວາ ဒီ ဒီဇင်ဘာ დეკ დეკემბერი ዲሴም ዲሴምበር ធ្នូ 十二月"
    ),
)
_EITHER: Final = "lip lis listopad listopada srp"  # of one month in some, of another in others

MONTHS: Final = MappingProxyType(
    {
        **{word: number for number, words in enumerate(_NAMES, start=1) for word in words.split()},
        **dict.fromkeys(_EITHER.split(), 0),
        "ဧ": 4,  # of one sign
        "ဩ": 8,
        "meán fómhair": 9,
        "deireadh fómhair": 10,
    }
)
"""Each name with its number; 0 where languages differ."""

AFTER_A_POINT: Final = MappingProxyType({"lip": 6, "lis": 10, "listopada": 10})
"""Of these, what they mean in Croatian, which has a point behind the day."""

AFTER_NO_POINT: Final = MappingProxyType({"lip": 7, "lis": 11, "listopada": 11})
"""Of these, what they mean in Polish, which has none."""
