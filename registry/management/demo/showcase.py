"""What the demo publishes: the invented texts of cleared models, a few drawn photos, and who learned from whom."""

import io
from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Adoption, Document, Entry, Initiative, Publication, PublishedPhoto, Unit
from registry.queries import likeness
from registry.services import trail
from registry.services.review import names_without_consent
from registry.vocabulary import Entrance, Status

from .life import Made
from .pictures import FONT, WORDS, document_of

SIZE = (600, 400)
ADOPTIONS = 90
# Word in the name of a model, of each year the first one gets the picture: file, what it shows, colours of sky, hill and
# ground, and of what stands along the way.
_FLOWERS = ("duong-hoa.jpg", "Tuyến đường hoa do các hộ chăm sóc (ảnh minh họa)", ("#d6ebf2", "#84ab8f", "#b5cf97"), "#d9577b")
_LIGHTS = ("duong-dien.jpg", "Đường thôn có đèn chiếu sáng (ảnh minh họa)", ("#2b4456", "#22383f", "#3d4f43"), "#f4d772")
_GARDEN = ("vuon-hoa.jpg", "Khuôn viên xanh do nhân dân chăm sóc (ảnh minh họa)", ("#cfe3ee", "#7f9f78", "#9dbd7b"), "#3f7d4e")
SCENES = {"đường hoa": _FLOWERS, "hắp sáng": _LIGHTS, "vườn hoa": _GARDEN}
NOTES = [
    "Làm theo cách họp dân công khai, chia đoạn cho từng tổ.",
    "Điều chỉnh quy mô cho hợp với địa bàn.",
    "Giao chi hội phụ nữ chủ trì thay cho chi bộ thôn.",
    "",
    "",
]


def entry(one: Made, at: datetime) -> Entry:
    """The entry of editing the public text, shortly before the model was cleared."""
    is_archive = one.author.username.startswith("archive")
    return Entry(
        at=max(at - timedelta(minutes=20), one.row.changed_at + timedelta(minutes=1)),
        actor=one.reviewer,
        entrance=Entrance.IMPORT if is_archive else Entrance.PAGE,
        action="publication.edit",
        from_status=Status.RECOGNISED,
        to_status=Status.RECOGNISED,
        data={"version": [0, 1]},
    )


def write(made: list[Made], papers):
    """Give the cleared models their public texts, and a few of them photos. Six statements or so, and some small files."""
    cleared = [one for one in made if one.row.cleared_at]
    publications = [_publication(one, papers.units[papers.line_of(one.row.unit_id)[-1]]) for one in cleared]
    Publication.objects.bulk_create(publications, batch_size=500)
    photos, documents = [], []
    undrawn = dict(SCENES)
    for one, publication in zip(cleared, publications, strict=True):
        documents_of_it = one.documents
        word = next((word for word in undrawn if word in one.row.title), "")
        if word and not documents_of_it:
            documents_of_it = [_photo(one, *undrawn.pop(word))]
            documents += documents_of_it
        photos += [
            PublishedPhoto(
                publication=publication,
                document=document,
                order=order,
                caption=document.caption,
                checked_by=one.reviewer,
                checked_at=publication.edited_at,
            )
            for order, document in enumerate(documents_of_it)
        ]
    Document.objects.bulk_create(documents)
    PublishedPhoto.objects.bulk_create(photos)


def _publication(one: Made, unit: Unit) -> Publication:
    """The text of the dossier; `unit` carries the unit of the model on today and is asked about it."""
    row, text = one.row, one.text
    words = {
        "situation": text.situation,
        "method": text.method,
        "forces": text.forces,
        "results": row.report or text.results,
        "advice": text.sustainability,
    }
    if names_without_consent(row, words.values()):
        words = {}
    return Publication(
        initiative=row,
        **words,
        contact=f"Bộ phận dân vận, {unit.label}",
        edited_by=one.reviewer,
        edited_at=row.cleared_at - timedelta(minutes=20),
    )


def _photo(one: Made, name: str, caption: str, colours: tuple[str, str, str], beside: str) -> Document:
    document = document_of(_drawn(colours, beside), name, caption)
    document.initiative, document.added_by, document.added_at = one.row, one.author, one.row.reported_at
    return document


def _drawn(colours: tuple[str, str, str], beside: str) -> bytes:
    """Sky, a hill, the ground and a way with something on both sides, as a JPEG."""
    from PIL import Image, ImageDraw, ImageFont

    across, down = SIZE
    horizon, middle = down // 2, across // 2
    sky, hill, ground = colours
    picture = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-120, horizon - 90, across // 2 + 60, horizon + 160), fill=hill)
    draw.ellipse((middle - 40, horizon - 60, across + 160, horizon + 160), fill=hill)
    draw.rectangle((0, horizon + 10, across, down), fill=ground)
    draw.polygon(
        [(middle - 8, horizon + 10), (middle + 8, horizon + 10), (middle + 170, down), (middle - 170, down)], fill="#b9b4ab"
    )
    for step in range(1, 8):
        size, far = 3 * step, step / 8
        for side in (-1, 1):
            x, y = middle + side * int(8 + 190 * far), horizon + 10 + int((down - horizon - 10) * far)
            draw.ellipse((x - size, y - 2 * size, x + size, y), fill=beside)
    draw.rectangle((0, 0, across, 56), fill="#14262c")
    draw.text((middle, 28), WORDS, fill="#ffffff", font=ImageFont.truetype(str(FONT), 32), anchor="mm")
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=85)
    return target.getvalue()


def learn(rng: Random):
    """Say of some models that they were learned from a public one of another unit, alike by its name. Four statements."""
    columns = ("pk", "code", "title_words", "unit", "sector", "continues", "registered_at", "cleared_at", "status")
    rows = Initiative.objects.filter(status__in=REGISTERED_STATUSES, sector__is_public=True, is_restricted=False).order_by("pk")
    alike: dict[tuple, list] = defaultdict(list)
    for row in rows.values_list(*columns, "submitter_type", named=True):
        alike[row.sector, row.submitter_type, *likeness.telling(row.title_words)[:3]].append(row)
    groups = [group for group in alike.values() if len(group) > 5][:30]
    chosen = {}  # (adopter, source) by their ids
    for number in range(ADOPTIONS):
        group = groups[number % len(groups)]
        source = next((row for row in group[: len(group) // 2] if row.cleared_at), None)
        adopter = rng.choice(group[len(group) // 2 :])
        if source and adopter.unit != source.unit and not adopter.continues:
            chosen[adopter.pk, source.pk] = adopter, source
    authors = Initiative.authors.through.objects.filter(initiative__in={pk for pk, _source in chosen}).select_related("user")
    author_of = {link.initiative_id: link.user for link in authors}
    adoptions, entries = [], []
    for adopter, source in chosen.values():
        author, at = author_of[adopter.pk], adopter.registered_at + timedelta(days=2)
        link = {"adopter_id": adopter.pk, "learned_from_id": source.pk}
        adoptions.append(Adoption(**link, note=rng.choice(NOTES), made_by=author, made_at=at))
        entries.append(
            Entry(
                at=at,
                actor=author,
                entrance=Entrance.IMPORT if author.username.startswith("archive") else Entrance.PAGE,
                action="adoption.add",
                initiative_id=adopter.pk,
                subject=adopter.code,
                from_status=adopter.status,
                to_status=adopter.status,
                data={"learned_from": [None, source.code]},
            )
        )
    Adoption.objects.bulk_create(adoptions)
    trail.write(entries)
