"""Typst at work: a template of this folder and its facts become a PDF with its fonts embedded."""

import json
from base64 import b64encode
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent


def pdf(template: str, facts: dict) -> bytes:
    """The PDF of `<template>.typ`, which reads `facts` (JSON) as its input.

    Only the fonts beside the templates are used, so the paper looks alike on every machine. Everything that people
    typed comes in as data, never as markup.
    """
    import typst  # heavy, and few requests need it

    return typst.compile(
        str(HERE / f"{template}.typ"),
        root=str(HERE),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )


def picture(jpeg: bytes) -> tuple[str, float]:
    """A photo as the facts of a template carry it, and how high it is to its width.

    It is a drawing that holds the photo as it is, for facts are words.

    Raises OSError if it is no JPEG.
    """
    from PIL import Image

    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as opened:
        width, height = opened.size
    data = b64encode(jpeg).decode()
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/></svg>'
    )
    return drawing, height / width
