"""The words by which `boilerplate.py` tells the caption of a picture; all case folded."""

# The starts of captions.
CAPTIONS = (
    "ap photo", "ap photos", "photo by", "photo:", "photos:", "photo credit", "photo credits",
    "photo courtesy", "photos by", "image:", "image credit", "image credits", "image copyright",
    "image caption", "image source", "media caption", "media playback", "file -", "file –",
    "file photo", "file photos", "file picture", "pictured:", "picture:", "hide caption",
    "enlarge this image", "enlarge image", "foto:", "foto /", "fotos:", "bild:", "bilder:",
    "bildunterschrift", "crédit photo", "photo d'illustration", "legenda:", "фото:", "фото /",
    "图:", "图：", "图片来源", "图片说明", "图片:", "图片：", "图片/", "資料圖", "资料图", "写真：",
    "写真:", "写真はイメージ", "写真は資料", "写真は左から", "사진=", "사진:", "사진 =",
    "illustration:", "photograph:", "graphic:", "caption:", "slideshow:", "gallery:",
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
    "תמונה:", "फोटो:", "ছবি:", "（写真", "자료사진", "ภาพ:", "ภาพจาก:", "ภาพจาก ", "foto ilustrasi",
    "ilustrasi", "ảnh minh họa", "ảnh:", "pictured above", "pictured here", "above:", "below:",
    "left:", "right:", "from left,", "from left:", "from left to right", "screengrab",
    "screenshot:", "screenshot from", "screenshot by", "screenshot via", "stock image",
    "stock images", "stock photo", "stock photos", "artist's impression",
)  # fmt: skip

# Credits that stand anywhere in a caption.
CREDITS = (
    " is shown in this ", " are shown in this ", " is seen in this ", " are seen in this ",
    "pictured in this", "seen in this photo", "(getty",
    "getty images)", "/ getty images", "(ap photo", "(afp photo", "(reuters photo", "(photo:",
    "(photo by", "(image:", "(foto:", "(фото:", "/shutterstock", "(shutterstock", "shutterstock)",
    "(photograph by", "(file photo", "/ap photo", "(ap/", "©", "ⓒ", "(c) 2", "(xinhua/",
    "新华社发（", "新华社发 ", "/getty", "/afp via", "(quelle:", "(bild:", "(dpa/", "photo credit:",
    "images via getty", "(handout", "image credit", "foto: dpa",
    "supplied by the press association", "/press association", "年撮影（",
    "月撮影（", "日撮影（", "月撮影。", "日撮影。",
    *(
        f" {are} pictured on {day}day"
        for are in ("is", "are")
        for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
    ),
)  # fmt: skip
