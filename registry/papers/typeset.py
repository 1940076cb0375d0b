"""Typst at work: a template of this folder and its facts become a PDF with its fonts embedded."""

import json
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
