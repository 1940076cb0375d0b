"""What a file is, by its own bytes: the whole torture set, and what is left of a photo."""

import io
from contextlib import suppress
from random import Random

import pytest
from PIL import Image

from registry import files
from tests import torture


def accepted(data: bytes, longest=2048):
    """The verdict, and of a photo what is stored."""
    kind = files.inspect(data)
    return kind, files.photo(data, kind, longest) if kind.is_photo else None


def shown(content: bytes):
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("case", torture.GOOD)
def test_good_file_is_taken_for_what_it_is(case):
    _name, build, kept_as = torture.GOOD[case]
    kind, photo = accepted(build())
    assert kind.extension == kept_as.rsplit(".", 1)[1]
    if photo:
        assert Image.MIME[shown(photo.content).format] == kind.content_type
        assert shown(photo.content).size == (photo.width, photo.height)
        assert shown(photo.thumbnail).format == "JPEG"


@pytest.mark.parametrize("case", torture.BAD)
def test_bad_file_is_refused_with_the_reason(case):
    _name, build, reason = torture.BAD[case]
    with pytest.raises(files.Unfit) as refusal:
        accepted(build())
    assert reason in str(refusal.value)


def test_photo_of_a_phone_is_upright_and_tells_nothing_else():
    data = torture.phone_photo(640, 480)
    assert [secret for secret in torture.SECRETS if secret in data] == [*torture.SECRETS[:2], *torture.SECRETS[2:6]]
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    _kind, photo = accepted(data)
    for content in (photo.content, photo.thumbnail):
        picture = shown(content)
        assert [secret for secret in torture.SECRETS if secret in content] == []
        assert dict(picture.getexif()) == {}
        assert {"exif", "xmp", "comment", "icc_profile"} & set(picture.info) == set()
        assert blue_above(picture)
    assert (photo.width, photo.height) == (640, 480)


def blue_above(picture) -> bool:
    picture = picture.convert("RGB")
    above, below = (picture.getpixel((picture.width // 2, int(picture.height * part))) for part in (0.2, 0.8))
    return above[2] > 150 and below[1] > 100 and below[2] < 120


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_to_hold_a_phone_ends_upright(orientation):
    ways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    scene = torture.picture(300, 200)
    if orientation in ways:
        scene = scene.transpose(ways[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    for form in ("JPEG", "PNG", "WEBP"):
        _kind, photo = accepted(torture.saved(scene, form, exif=exif), longest=150)
        assert (photo.width, photo.height) == (150, 100)
        assert blue_above(shown(photo.content))
        assert dict(shown(photo.content).getexif()) == {}


def test_damaged_note_of_the_camera_does_not_hinder():
    data = torture.phone_photo().replace(b"Exif\x00\x00MM", b"Exif\x00\x00XX").replace(b"Exif\x00\x00II", b"Exif\x00\x00XX")
    _kind, photo = accepted(data)
    assert {photo.width, photo.height} == {640, 480}


def test_photo_is_scaled_and_never_enlarged():
    _kind, photo = accepted(torture.jpeg(3000, 1500), longest=1000)
    assert (photo.width, photo.height) == (1000, 500)
    assert shown(photo.thumbnail).size == (480, 240)
    _kind, photo = accepted(torture.jpeg(300, 150), longest=1000)
    assert (photo.width, photo.height) == (300, 150)
    assert shown(photo.thumbnail).size == (300, 150)


def test_very_long_picture_keeps_at_least_a_pixel():
    _kind, photo = accepted(torture.saved(Image.new("RGB", (20_000, 1)), "PNG"), longest=1000)
    assert (photo.width, photo.height) == (1000, 1)


def test_animation_keeps_its_first_picture():
    for form in ("WEBP", "PNG"):
        _kind, photo = accepted(torture.animation(form))
        assert getattr(shown(photo.content), "n_frames", 1) == 1
        assert blue_above(shown(photo.content))


def test_transparent_picture_stays_so_and_its_thumbnail_is_white():
    holes = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    _kind, photo = accepted(torture.saved(holes, "PNG"))
    assert shown(photo.content).getpixel((5, 5))[3] == 0
    assert shown(photo.thumbnail).getpixel((5, 5)) == (255, 255, 255)


def test_grey_of_16_bits_is_not_burnt_out():
    _kind, photo = accepted(torture.saved(Image.new("I;16", (9, 9), 32_768), "PNG"))
    assert shown(photo.content).getpixel((4, 4)) == 128


def test_what_was_packed_into_a_picture_is_gone():
    for case in torture.GOOD:
        if "behind it" in case or "in its comment" in case:
            _kind, photo = accepted(torture.GOOD[case][1]())
            assert b"script" not in photo.content + photo.thumbnail
            assert b"PK\x03\x04" not in photo.content


def test_thumbnail_made_anew_is_the_first_one_again():
    kind, photo = accepted(torture.phone_photo())
    again = shown(files.small(photo.content, kind))
    assert again.size == shown(photo.thumbnail).size
    assert blue_above(again)
    with pytest.raises(files.Unfit):
        files.small(b"\xff\xd8\xff\xe0nonsense", kind)


@pytest.mark.parametrize("case", ["photo of a phone", "animated webp", "png with holes", "pdf", "docx", "xlsx"])
def test_whatever_happens_to_a_file_on_its_way_it_is_taken_or_refused(case):
    chance = Random(case)
    whole = torture.GOOD[case][1]()
    for _turn in range(60):
        broken = bytearray(whole)
        for _hit in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        del broken[chance.choice([len(broken), chance.randrange(len(broken))]) :]
        with suppress(files.Unfit):
            accepted(bytes(broken))
