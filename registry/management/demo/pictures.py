"""Drawn placeholders instead of photos: no real place and no real person is shown, and each says that it is an illustration."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile

from registry import files
from registry.models import Document, Entry
from registry.vocabulary import Action, Entrance, Status

from .life import Made

FONT = Path(__file__).resolve().parents[2] / "papers" / "fonts" / "Tinos-Bold.ttf"
SIZE = (1200, 800)
WORDS = "ảnh minh họa"
# File, what it shows, and how wide the road is drawn at its near end.
SCENES = [
    ("truoc-khi-mo-rong.jpg", "Trước khi mở rộng: mặt đường hẹp (ảnh minh họa)", 260),
    ("nhan-dan-gop-cong.jpg", "Nhân dân góp công mở rộng đường (ảnh minh họa)", 460),
    ("duong-hoan-thanh.jpg", "Đường hoàn thành, đưa vào sử dụng tháng 10/2024 (ảnh minh họa)", 700),
]


def attach(one: Made):
    """Give the three scenes to a model that was reported, half an hour before its report, as its unit would have done.

    The entries stand where they belong in time; the rows follow with `store`, once the model is in the database.
    """
    at = one.row.reported_at - timedelta(minutes=30)
    entries = []
    for name, caption, width in SCENES:
        document = document_of(_drawn(width), name, caption)
        document.added_by, document.added_at = one.author, at
        one.documents.append(document)
        entry = Entry(at=at, actor=one.author, entrance=Entrance.IMPORT, action=Action.ATTACH)
        entry.from_status = entry.to_status = Status.REGISTERED
        entry.data = {"document": [None, str(document.key)], "kind": [None, document.extension]}
        entries.append(entry)
    place = next(place for place, entry in enumerate(one.entries) if entry.action == Action.REPORT)
    one.entries[place:place] = entries


def store(one: Made):
    for document in one.documents:
        document.initiative = one.row
    Document.objects.bulk_create(one.documents)


def document_of(data: bytes, name: str, caption: str) -> Document:
    """The row of a photo, its files already stored."""
    kind = files.inspect(data)
    photo = files.photo(data, kind, settings.LONGEST_PHOTO_SIDE)
    document = Document(
        key=uuid4(),
        name=name,
        caption=caption,
        extension=kind.extension,
        content_type=kind.content_type,
        size=len(photo.content),
        sha256=hashlib.sha256(photo.content).hexdigest(),
        width=photo.width,
        height=photo.height,
        thumbnail_sha256=hashlib.sha256(photo.thumbnail).hexdigest(),
    )
    document.file.save("", ContentFile(photo.content), save=False)
    document.thumbnail.save("", ContentFile(photo.thumbnail), save=False)
    return document


def _drawn(width: int) -> bytes:
    """Sky, hills, fields and a road, as a JPEG."""
    from PIL import Image, ImageDraw, ImageFont

    across, down = SIZE
    horizon, middle = down * 2 // 5, across // 2
    picture = Image.new("RGB", SIZE, "#cfe6ee")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((across - 320, 60, across - 200, 180), fill="#f6dd92")
    draw.ellipse((-200, horizon - 150, middle, horizon + 300), fill="#8fb39a")
    draw.ellipse((middle - 100, horizon - 110, across + 250, horizon + 300), fill="#7ba58b")
    draw.rectangle((0, horizon + 40, across, down), fill="#a9c48b")
    draw.polygon(
        [(middle - 20, horizon + 40), (middle + 20, horizon + 40), (middle + width, down), (middle - width, down)],
        fill="#b9b4ab",
    )
    draw.line([(middle, horizon + 40), (middle, down)], fill="#f4f1ea", width=8)
    font = ImageFont.truetype(str(FONT), 64)
    draw.rectangle((0, 0, across, 110), fill="#14262c")
    draw.text((middle, 55), WORDS, fill="#ffffff", font=font, anchor="mm")
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=85)
    return target.getvalue()
