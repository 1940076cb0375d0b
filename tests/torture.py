"""The torture set: every kind of file that an upload has to survive, built in code. No real person or place is in it."""

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

# What must never be found in a stored photo.
SECRETS = (b"VinaPhone X9", b"Nguyen Van Thu", b"20,57", b"ghi chu rieng", b"http://ns.adobe.com/xap", b"Exif", b"GPS")
MEGABYTE = bytes(1024 * 1024)
WEB_PAGE = b"<html><script>alert(document.cookie)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'


# ---- photos ----


def picture(width=640, height=480, mode="RGB"):
    """A scene of which one can tell where up is: the upper half is blue, the lower one green."""
    scene = Image.new("RGB", (width, height), (20, 140, 60))
    ImageDraw.Draw(scene).rectangle((0, 0, width, height // 2), fill=(40, 90, 220))
    return scene.convert(mode)


def saved(image, form="JPEG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(width=640, height=480, **options) -> bytes:
    return saved(picture(width, height), **options)


def png(width=64, height=48, mode="RGB", **options) -> bytes:
    return saved(picture(width, height, mode), "PNG", **options)


def webp(width=64, height=48, **options) -> bytes:
    return saved(picture(width, height), "WEBP", **options)


def phone_photo(width=640, height=480) -> bytes:
    """A photo as a phone writes it: lying on its side with a note how to turn it, camera, owner, place, comment, XMP.

    Upright it is `width` wide and `height` high, and blue above.
    """
    exif = Image.Exif()
    exif[Base.Make] = "VinaPhone X9"
    exif[Base.Artist] = "Nguyen Van Thu"
    exif[Base.Orientation] = 6  # turn by 90 degrees, clockwise
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (20.0, 57.0, 3.5),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (107.0, 5.0, 1.0),
        }
    )
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" place="20,57"><a b="http://ns.adobe.com/xap/1.0/"/></x:xmpmeta>'
    lying = picture(width, height).transpose(Image.Transpose.ROTATE_90)
    return saved(lying, exif=exif, comment=b"ghi chu rieng", xmp=xmp, dpi=(72, 72))


def animation(form: str) -> bytes:
    """Two pictures; the first is the scene, the second is red."""
    second = Image.new("RGB", (64, 48), "red")
    return saved(picture(64, 48), form, save_all=True, append_images=[second], duration=100)


def zeros(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed, without ever holding them."""
    packer = zlib.compressobj()
    return b"".join([*(packer.compress(MEGABYTE) for _one in range(megabytes)), packer.flush()])


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pixel_bomb(width=60_000, height=60_000) -> bytes:
    """A PNG of a few hundred bytes that claims billions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(1000))) + _chunk(b"IEND", b"")


@cache
def text_bomb() -> bytes:
    """A PNG whose compressed note unpacks to a hundred megabytes."""
    whole = png()
    note = _chunk(b"zTXt", b"note\x00\x00" + zeros(100))
    return whole[:33] + note + whole[33:]


# ---- PDF ----


def pdf(extra=b"", trailer=b"", tail=b"", title=b"Bien ban nghiem thu") -> bytes:
    """A small, whole PDF; `extra` are further objects, `trailer` further entries of it, `tail` follows its end."""
    body = (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
        b"4 0 obj\n<< /Title (" + title + b") >>\nendobj\n" + extra
    )
    end = b"trailer\n<< /Root 1 0 R /Info 4 0 R /Size 5 " + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 1\n0000000000 65535 f \n" + end + tail


def pdf_with_packed_script() -> bytes:
    """A PDF whose script is not to be seen in its bytes: it lies in a compressed stream of objects."""
    packed = zlib.compress(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>")
    return pdf(b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n")


@cache
def pdf_object_bomb() -> bytes:
    packed = zeros(200)
    return pdf(b"9 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n" + packed + b"\nendstream\nendobj\n")


# ---- Word and Excel ----

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml.document.main+xml"
EXCEL = f"{OFFICE}spreadsheetml.sheet.main+xml"
TYPES = "[Content_Types].xml"


def content_types(main=WORD, part="word/document.xml", more="", head="") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{more}</Types>'
    )


def archive(parts: dict, compression=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(parts: dict | None = None, **changes) -> bytes:
    """A small, whole Word file; `parts` are further ones, the rest changes its list of parts."""
    return archive({TYPES: content_types(**changes), "word/document.xml": "<w:document/>", **(parts or {})})


def xlsx(parts: dict | None = None, **changes) -> bytes:
    changes = {"main": EXCEL, "part": "xl/workbook.xml", **changes}
    return archive({TYPES: content_types(**changes), "xl/workbook.xml": "<workbook/>", **(parts or {})})


@cache
def zip_bomb() -> bytes:
    """A Word file of some 200 KB that unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(TYPES, content_types())
        packed.writestr("word/document.xml", "<w:document/>")
        with packed.open("word/media/image1.bmp", "w") as part:
            for _megabyte in range(200):
                part.write(MEGABYTE)
    return out.getvalue()


@cache
def lying_zip_bomb() -> bytes:
    """The same, but each part claims to be ten bytes long."""
    whole = bytearray(zip_bomb())
    real = struct.pack("<I", 200 * 1024 * 1024)
    at = whole.find(real)
    while at >= 0:
        whole[at : at + 4] = struct.pack("<I", 10)
        at = whole.find(real, at + 1)
    return bytes(whole)


def locked_zip() -> bytes:
    """A Word file whose parts say that they are encrypted."""
    whole = bytearray(docx())
    at = whole.find(b"PK\x01\x02")
    while at >= 0:
        whole[at + 8] |= 1
        at = whole.find(b"PK\x01\x02", at + 1)
    return bytes(whole)


def old_word() -> bytes:
    """The beginning of an OLE file: .doc, .xls, and every .docx with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)


def heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)


# ---- what is good, what is bad ----

# name of the case: (name of the file, content, the name under which it is kept)
GOOD = {
    "jpeg": ("anh.jpg", jpeg, "anh.jpg"),
    "photo of a phone": ("IMG_2026.JPG", phone_photo, "IMG_2026.jpg"),
    "grey jpeg": ("anh.jpeg", lambda: saved(picture(mode="L")), "anh.jpg"),
    "printer's jpeg": ("anh.jpg", lambda: saved(picture(mode="CMYK")), "anh.jpg"),
    "one pixel": ("anh.png", lambda: png(1, 1), "anh.png"),
    "png with holes": ("so do.png", lambda: png(mode="RGBA"), "so do.png"),
    "png of few colours": ("so do.png", lambda: png(mode="P"), "so do.png"),
    "png in black and white": ("so do.png", lambda: png(mode="1"), "so do.png"),
    "png of 16 bits": ("so do.png", lambda: saved(Image.new("I;16", (9, 9), 40_000), "PNG"), "so do.png"),
    "webp": ("anh.webp", webp, "anh.webp"),
    "animated webp": ("anh.webp", lambda: animation("WEBP"), "anh.webp"),
    "animated png": ("anh.png", lambda: animation("PNG"), "anh.png"),
    "jpeg called pdf": ("bien ban.pdf", jpeg, "bien ban.jpg"),
    "jpeg called exe": ("anh.exe", jpeg, "anh.jpg"),
    "png called jpg": ("anh.jpg", png, "anh.png"),
    "pdf": ("bien ban.pdf", pdf, "bien ban.pdf"),
    "pdf called jpg": ("bien ban.jpg", pdf, "bien ban.pdf"),
    "pdf that speaks of encryption": ("a.pdf", lambda: pdf(title=b"/EncryptMetadata, /Launcher"), "a.pdf"),
    "docx": ("bao cao.docx", docx, "bao cao.docx"),
    "xlsx": ("bang ke.XLSX", xlsx, "bang ke.xlsx"),
    "xlsx called docx": ("bang ke.docx", xlsx, "bang ke.xlsx"),
    "docx without name": ("docx", docx, "docx.docx"),
    "jpeg with a zip behind it": ("anh.jpg", lambda: jpeg() + archive({"a.html": WEB_PAGE}), "anh.jpg"),
    "jpeg with a web page behind it": ("anh.html", lambda: jpeg() + WEB_PAGE, "anh.jpg"),
    "jpeg with a web page in its comment": ("anh.svg", lambda: jpeg(comment=WEB_PAGE), "anh.jpg"),
    "png with a web page behind it": ("anh.png", lambda: png() + WEB_PAGE, "anh.png"),
}

# name of the case: (name of the file, content, a part of the sentence that refuses it)
BAD = {
    "nothing": ("anh.jpg", lambda: b"", "The file is empty"),
    "one byte": ("anh.jpg", lambda: b"\xff", "this is none of them"),
    "text": ("anh.jpg", lambda: b"GPS 20,57", "this is none of them"),
    "program": ("anh.jpg", lambda: b"MZ\x90\x00" + bytes(500), "this is none of them"),
    "gif": ("anh.gif", lambda: saved(picture(), "GIF"), "this is none of them"),
    "bmp called jpg": ("anh.jpg", lambda: saved(picture(), "BMP"), "this is none of them"),
    "tiff called jpg": ("anh.jpg", lambda: saved(picture(), "TIFF"), "this is none of them"),
    "heic": ("IMG_1.HEIC", heic, "HEIC or AVIF"),
    "svg": ("anh.svg", lambda: SVG, "a web page or a drawing"),
    "svg called png": ("anh.png", lambda: SVG, "a web page or a drawing"),
    "web page called jpg": ("anh.jpg", lambda: WEB_PAGE, "a web page or a drawing"),
    "web page after a mark and blanks": ("anh.jpg", lambda: b"\xef\xbb\xbf \r\n" + WEB_PAGE, "a web page or a drawing"),
    "web page before a jpeg": ("anh.jpg", lambda: WEB_PAGE + jpeg(), "a web page or a drawing"),
    "half a jpeg": ("anh.jpg", lambda: jpeg()[:3000], "only a part of it arrived"),
    "head of a jpeg": ("anh.jpg", lambda: b"\xff\xd8\xff", "The photo is damaged"),
    "jpeg of nonsense": ("anh.jpg", lambda: b"\xff\xd8\xff\xe0" + b"nonsense" * 99, "The photo is damaged"),
    "half a png": ("anh.png", lambda: png(300, 300)[:200], "The photo is damaged"),
    "webp of nonsense": ("anh.webp", lambda: b"RIFF\x00\x01\x00\x00WEBPVP8 " + bytes(99), "The photo is damaged"),
    "pixel bomb": ("anh.png", pixel_bomb, "more than 65 million pixels"),
    "smaller pixel bomb": ("anh.png", lambda: pixel_bomb(9_000, 9_000), "more than 65 million pixels"),
    "pixels that are not there": ("anh.png", lambda: pixel_bomb(8_000, 8_000), "The photo is damaged"),
    "text bomb": ("anh.png", text_bomb, "The photo is damaged"),
    "half a pdf": ("a.pdf", lambda: pdf()[:120], "The PDF ends in the middle"),
    "pdf of one line": ("a.pdf", lambda: b"%PDF-1.7\n%%EOF", "The PDF ends in the middle"),
    "pdf with a zip behind it": ("a.pdf", lambda: pdf(tail=archive({"a.html": WEB_PAGE})), "behind the end"),
    "pdf with a web page behind it": ("a.pdf", lambda: pdf(tail=WEB_PAGE), "behind the end"),
    "web page before a pdf": ("a.pdf", lambda: WEB_PAGE + pdf(), "before the beginning of this PDF"),
    "locked pdf": ("a.pdf", lambda: pdf(trailer=b"/Encrypt 9 0 R"), "protected by a password"),
    "pdf with a script": ("a.pdf", lambda: pdf(b"9 0 obj\n<< /S /JavaScript /JS (1) >>\nendobj\n"), "run by themselves"),
    "pdf with a hidden script": ("a.pdf", lambda: pdf(b"9 0 obj\n<< /S /J#61vaScript >>\nendobj\n"), "run by themselves"),
    "pdf with a packed script": ("a.pdf", pdf_with_packed_script, "run by themselves"),
    "pdf that starts a program": ("a.pdf", lambda: pdf(b"9 0 obj\n<< /S /Launch /F (a.exe) >>\nendobj\n"), "run by themselves"),
    "pdf bomb": ("a.pdf", pdf_object_bomb, "far larger than any paper"),
    "zip": ("a.docx", lambda: archive({"a.html": WEB_PAGE}), "neither a Word"),
    "empty zip": ("a.docx", lambda: archive({}), "this is none of them"),
    "zip of too many parts": ("a.docx", lambda: docx({f"{n}.xml": "" for n in range(5_001)}), "far larger than any paper"),
    "zip bomb": ("a.docx", zip_bomb, "far larger than any paper"),
    "zip bomb that lies": ("a.docx", lying_zip_bomb, "The file is damaged"),
    "half a docx": ("a.docx", lambda: docx()[:-40], "The file is damaged"),
    "docx without its text": ("a.docx", lambda: archive({TYPES: content_types()}), "neither a Word"),
    "docx that unpacks elsewhere": ("a.docx", lambda: docx({"../../../etc/cron.d/x": "x"}), "The file is damaged"),
    "docx that unpacks to the root": ("a.docx", lambda: docx({"/etc/passwd": "x"}), "The file is damaged"),
    "docx that unpacks to a drive": ("a.docx", lambda: docx({"C:\\x.exe": "x"}), "The file is damaged"),
    "docx behind a web page": ("a.docx", lambda: WEB_PAGE + docx(), "a web page or a drawing"),
    "docx behind another zip": ("a.docx", lambda: archive({"a": "b"}) + docx(), "The file is damaged"),
    "docx packed strangely": ("a.docx", lambda: archive({TYPES: content_types()}, zipfile.ZIP_LZMA), "The file is damaged"),
    "locked docx": ("a.docx", locked_zip, "protected by a password"),
    "docx with a password": ("a.docx", old_word, "protected by a password or in the old format"),
    "old excel": ("a.xls", old_word, "protected by a password or in the old format"),
    "docx with a macro": ("a.docx", lambda: docx({"word/vbaProject.bin": "x"}), "carries macros"),
    "docm called docx": (
        "a.docx",
        lambda: docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "carries macros",
    ),
    "docx with a hidden macro": (
        "a.docx",
        lambda: docx(more='<Override PartName="/m" ContentType="application/vnd.ms-office.vb&#97;Project"/>'),
        "carries macros",
    ),
    "xlsx with a macro sheet": (
        "a.xlsx",
        lambda: xlsx(more='<Override PartName="/xl/m.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'),
        "carries macros",
    ),
    "docx of entities": (
        "a.docx",
        lambda: docx(head='<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
        "The file is damaged",
    ),
    "docx with a broken list": (
        "a.docx",
        lambda: archive({TYPES: "<Types><", "word/document.xml": "x"}),
        "The file is damaged",
    ),
    "docx and xlsx at once": (
        "a.docx",
        lambda: docx({"x.xml": "x"}, more=f'<Override PartName="/x.xml" ContentType="{EXCEL}"/>'),
        "neither a Word",
    ),
    "presentation": ("a.pptx", lambda: docx(main=f"{OFFICE}presentationml.presentation.main+xml"), "neither a Word"),
}

# what somebody called a PDF → the name under which it is kept
NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\Users\\thu\\bien ban.pdf": "bien ban.pdf",
    "/home/thu/b.pdf": "b.pdf",
    "a\x00b\r\nc\x1b[31m.pdf": "ab c[31m.pdf",
    "anh\u202egpj.exe": "anhgpj.pdf",
    "bie\u0302n ba\u0309n.pdf": "biên bản.pdf",
    "a.pdf.exe": "a.pdf",
    "<img src=x onerror=alert(1)>.pdf": "img src=x onerror=alert(1).pdf",
    '"; filename="x.html': "; filename=x.pdf",
    "....pdf": "unnamed.pdf",
    "\u200b": "unnamed.pdf",
    "": "unnamed.pdf",
    ".htaccess": "htaccess.pdf",
    "bao cao 1.2": "bao cao 1.2.pdf",
    "ế" * 300 + ".pdf": "ế" * 146 + ".pdf",
    "a" * 300: "a" * 146 + ".pdf",
}
