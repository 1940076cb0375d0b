"""What an uploaded file really is, judged by its own bytes. Bytes in, verdict out: nothing is stored, no name is believed.

Photos are never kept as they came: they are decoded and written anew from their pixels, upright, so that place, camera,
comments and whatever else was packed into the file stay behind. Papers are kept byte for byte, so they are looked through:
a PDF begins with its head, ends with its tail and runs nothing; Word and Excel files unpack within bounds and hold no macro.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

MOST_PIXELS = 65_000_000  # a phone of 64 megapixels; decoded, no picture takes more than 260 MB
MOST_UNPACKED = 150 * 1024 * 1024  # bytes of everything in a Word or Excel file
MOST_PARTS = 5_000  # files in a Word or Excel file
LONGEST_PART_LIST = 1024 * 1024  # bytes of [Content_Types].xml
THUMBNAIL_SIDE = 480  # pixels
CHUNK = 64 * 1024


class Unfit(Exception):
    """The file cannot be attached; `sentence` says why, and what can be done."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return str(self.sentence)


@dataclass(frozen=True)
class Verdict:
    """What the content is. The extension follows the content, whatever the file was called."""

    extension: str
    content_type: str
    is_photo: bool = False


JPEG = Verdict("jpg", "image/jpeg", is_photo=True)
PNG = Verdict("png", "image/png", is_photo=True)
WEBP = Verdict("webp", "image/webp", is_photo=True)
PDF = Verdict("pdf", "application/pdf")
DOCX = Verdict("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Verdict("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
KINDS = {kind.extension: kind for kind in (JPEG, PNG, WEBP, PDF, DOCX, XLSX)}
_PILLOW = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}


@dataclass(frozen=True)
class Photo:
    """A photo written anew from its pixels: upright, not longer than asked for, with a small JPEG of it."""

    content: bytes
    width: int
    height: int
    thumbnail: bytes


def inspect(data: bytes) -> Verdict:
    """Say what this is, or raise Unfit. Of a photo only the head is read here; `photo` decodes it."""
    if not data:
        raise Unfit(_("The file is empty. Choose it again; if it is still empty, take the photo or save the paper anew."))
    if data.startswith(b"\xff\xd8\xff"):
        return _photo_head(data, JPEG)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _photo_head(data, PNG)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _photo_head(data, WEBP)
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise Unfit(_why_unknown(data))


def _why_unknown(data: bytes):
    head = data[:1024]
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"):
        return _(
            "This photo is in a format that not every computer can show (HEIC or AVIF). Set the camera to “most compatible” "
            "(JPG), or send yourself the photo as JPG, and attach that."
        )
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _(
            "This file is protected by a password or in the old format of Word or Excel. Open it, save it without a password "
            "as .docx or .xlsx, and attach that."
        )
    if b"%PDF-" in head:
        return _("Something stands before the beginning of this PDF. Open it, print it to a new PDF, and attach that.")
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return _("This is a web page or a drawing, whatever its name says. Attach a photo of it or a PDF.")
    return _("Only photos (JPG, PNG, WebP), PDF, Word (.docx) and Excel (.xlsx) files can be attached; this is none of them.")


# ---- photos ----

_BROKEN_PHOTO = _("The photo is damaged or only a part of it arrived. Choose it again, or take it anew.")


def _opened(data: bytes, kind: Verdict):
    """The picture, its pixels not read yet. Raises Unfit if it has too many of them."""
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data), formats=[_PILLOW[kind]])
        pixels = picture.width * picture.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pixels = MOST_PIXELS + 1
    except Exception as error:  # what a hostile file makes Pillow stumble over is not listed anywhere
        raise Unfit(_BROKEN_PHOTO) from error
    if pixels > MOST_PIXELS:
        raise Unfit(
            _("The picture has more than %(most)s million pixels. Make it smaller and attach it again.")
            % {"most": MOST_PIXELS // 1_000_000}
        )
    return picture


def _photo_head(data: bytes, kind: Verdict) -> Verdict:
    _opened(data, kind)
    return kind


def photo(data: bytes, kind: Verdict, longest: int) -> Photo:
    """Decode a photo and write it anew: turned upright, no side over `longest` pixels, nothing but its pixels kept.

    Of an animation the first picture is kept. Raises Unfit if the pixels cannot be read.
    """
    picture = _opened(data, kind)
    try:
        upright = _upright(picture, longest)
        return Photo(_written(upright, kind), *upright.size, thumbnail_of(upright))
    except Exception as error:
        raise Unfit(_BROKEN_PHOTO) from error


def small(data: bytes, kind: Verdict) -> bytes:
    """The thumbnail of a stored photo, made anew. Raises Unfit if the photo cannot be read."""
    picture = _opened(data, kind)
    try:
        return thumbnail_of(picture)
    except Exception as error:
        raise Unfit(_BROKEN_PHOTO) from error


def _upright(picture, longest: int):
    """The first picture, scaled and turned as it is to be looked at, in the colours of a screen."""
    from PIL import Image, ImageOps

    picture.draft(None, (longest, longest))  # a JPEG is decoded small at once: a quarter of the memory, or less
    picture.load()
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode not in ("L", "RGB", "RGBA", "CMYK") or "transparency" in picture.info:
        has_holes = "A" in picture.getbands() or "transparency" in picture.info
        picture = picture.convert("RGBA" if has_holes else "RGB")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if picture.mode == "CMYK":
        picture = picture.convert("RGB")
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # a damaged note of the camera: the picture stays as it lies
        return picture


def _written(picture, kind: Verdict) -> bytes:
    """The picture as a file of its kind, from a fresh canvas: no metadata can come along."""
    from PIL import Image

    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    if kind == JPEG:
        return _saved(_on_white(clean), "JPEG", quality=85, optimize=True, progressive=True)
    if kind == PNG:
        return _saved(clean, "PNG", optimize=True)
    return _saved(clean, "WEBP", quality=85)


def thumbnail_of(picture) -> bytes:
    """A small JPEG of a picture."""
    from PIL import Image

    tile = picture.copy()
    tile.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _saved(_on_white(tile), "JPEG", quality=78, optimize=True)


def _on_white(picture):
    """The picture without holes: what is transparent becomes white."""
    from PIL import Image

    if picture.mode in ("RGB", "L"):
        return picture
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _saved(picture, form: str, **options) -> bytes:
    picture.info = {}  # Pillow writes the comment, the profile and the resolution that it finds here
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


# ---- PDF ----

_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_LOCK = re.compile(rb"/Encrypt(?![A-Za-z])")
_PDF_RUNS = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z])")
_PDF_PACKED = re.compile(rb"/ObjStm(?![A-Za-z])")


def _pdf(data: bytes) -> Verdict:
    """A PDF from its first byte to its last, that opens without a password and runs nothing."""
    tail = data[-2048:].rstrip(b"\x00 \t\r\n")
    if not tail.endswith(b"%%EOF") or b"startxref" not in tail:
        if b"%%EOF" in data and b"startxref" in data:
            raise Unfit(_("Something was added behind the end of this PDF. Open it, print it to a new PDF, and attach that."))
        raise Unfit(
            _("The PDF ends in the middle: only a part of it arrived, or it was saved badly. Save it anew and attach it.")
        )
    said = _HEX.sub(lambda found: bytes([int(found[1], 16)]), data)  # /J#61vaScript is /JavaScript
    if _PDF_LOCK.search(said):
        raise Unfit(_("This PDF is protected by a password or against copying. Print it to a new PDF and attach that."))
    for words in (said, *_packed_objects(data)):
        if _PDF_RUNS.search(words):
            raise Unfit(_("This PDF carries commands that run by themselves. Print it to a new PDF and attach that."))
    return PDF


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """The objects that a PDF keeps in compressed streams, unpacked one stream at a time."""
    left = MOST_UNPACKED
    for found in _PDF_PACKED.finditer(data):
        start = data.find(b"stream", found.end())
        end = data.find(b"endstream", start)
        if start < 0 or end < 0:
            return
        try:
            words = zlib.decompressobj().decompress(data[start + len(b"stream") : end].lstrip(b"\r\n"), left)
        except zlib.error:
            continue  # not compressed: then it was read as it stands
        left -= len(words)
        if left <= 0:
            raise Unfit(_TOO_MUCH)
        yield _HEX.sub(lambda name: bytes([int(name[1], 16)]), words)


# ---- Word and Excel ----

_TOO_MUCH = _("Unpacked, this file is far larger than any paper. Print it to a PDF and attach that.")
_BROKEN_PAPER = _("The file is damaged or only a part of it arrived. Open it, save it anew, and attach that.")
_LOCKED_PAPER = _("This file is protected by a password. Save it without one and attach that.")
_MACRO = _("This file carries macros, small programs. Save it as .docx or .xlsx without macros, or as PDF, and attach that.")
_NO_PAPER = _("This is an archive, neither a Word (.docx) nor an Excel (.xlsx) file. Take out what it holds and attach that.")
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = {
    f"{DOCX.content_type}.main+xml": DOCX,
    f"{XLSX.content_type}.main+xml": XLSX,
}
_RUNS = ("macroenabled", "vbaproject", "macrosheet")


def _office(data: bytes) -> Verdict:
    """A Word or Excel file that unpacks within bounds, holds no macro, and has the main part of its kind."""
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise Unfit(_TOO_MUCH)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _part_names(archive)
            types = _content_types(_unpacked(archive))
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError) as error:
        raise Unfit(_BROKEN_PAPER) from error
    except (EOFError, OSError, ValueError, LookupError, NotImplementedError, RuntimeError) as error:
        raise Unfit(_BROKEN_PAPER) from error  # zipfile says it in all these ways
    if any(word in content_type.lower() for _part, content_type in types for word in _RUNS):
        raise Unfit(_MACRO)
    kinds = {_MAIN[content_type] for part, content_type in types if content_type in _MAIN and part in names}
    if len(kinds) != 1:
        raise Unfit(_NO_PAPER)
    return kinds.pop()


def _part_names(archive: zipfile.ZipFile) -> set[str]:
    """The names of the parts. Raises Unfit where one is locked, leads elsewhere, or is a macro."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unfit(_LOCKED_PAPER)
    if _CONTENT_TYPES not in names:
        raise Unfit(_NO_PAPER)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit(_MACRO)
    leads_elsewhere = any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names)
    is_twofold = len(names) != len(parts) or min(part.header_offset for part in parts) != 0
    if leads_elsewhere or is_twofold or any(part.compress_type not in (0, 8) for part in parts):
        raise Unfit(_BROKEN_PAPER)
    return names


def _unpacked(archive: zipfile.ZipFile) -> bytes:
    """Unpack everything, counting what really comes out; return the list of the parts."""
    left, listed = MOST_UNPACKED, b""
    for part in archive.infolist():
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if part.filename == _CONTENT_TYPES:
                    listed += chunk
                if left < 0 or len(listed) > LONGEST_PART_LIST:
                    raise Unfit(_TOO_MUCH)
    return listed


def _content_types(listed: bytes) -> list[tuple[str, str]]:
    """(part, content type) of everything that [Content_Types].xml names; the part is "" for a whole extension."""
    types = []

    def on_element(name, attributes):
        types.append((attributes.get("PartName", "").removeprefix("/"), attributes.get("ContentType", "")))

    def on_doctype(*_declared):
        raise Unfit(_BROKEN_PAPER)  # no such file declares entities; a hostile one does

    parser = expat.ParserCreate()
    parser.StartElementHandler = on_element
    parser.StartDoctypeDeclHandler = on_doctype
    parser.Parse(listed, True)
    return types
