"""What holds for the whole house: templates used, catalogues complete, no inline code, both dark blocks alike."""

import ast
import gettext
import re
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
SOURCES = sorted((ROOT / "registry").rglob("*.py"))
CATALOGUE = ROOT / "registry/locale/vi/LC_MESSAGES/django.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
CONTEXT_CALLS = {"pgettext", "pgettext_lazy"}
PLURAL_CALLS = {"ngettext", "ngettext_lazy"}
# Names that Django or a library looks for by itself.
FOUND_BY_NAME = re.compile(r"^(admin/|bootstrap5/|django/forms/|registration/|(400|403|403_csrf|404|500)\.html$)")


def strings_of_python(source: str):
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in CALLS and texts:
            yield None, texts[0]
        elif name in CONTEXT_CALLS and len(texts) == 2:
            yield texts[0], texts[1]
        elif name in PLURAL_CALLS and texts:
            yield None, texts[0]


def strings_of_template(source: str):
    """What Django itself would hand to xgettext for this template."""
    code = templatize(source)
    literal = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|'''.*?'''|\"\"\".*?\"\"\")"
    for found in re.finditer(rf"(?:pgettext\({literal}, {literal}\)|(?:gettext|ngettext|_)\({literal})", code, re.DOTALL):
        context, in_context, plain = found.groups()
        if plain is not None:
            yield None, ast.literal_eval(plain)
        else:
            yield ast.literal_eval(context), ast.literal_eval(in_context)


def test_every_sentence_of_the_sources_is_in_the_vietnamese_catalogue():
    wanted = {pair for path in SOURCES for pair in strings_of_python(path.read_text())}
    wanted |= {pair for path in TEMPLATES for pair in strings_of_template(path.read_text())}
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(CATALOGUE) if not entry.obsolete}
    assert sorted(wanted - known, key=str) == []


def test_every_sentence_of_the_catalogue_is_translated():
    catalogue = polib.pofile(CATALOGUE)
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_placeholders_survive_translation():
    holder = re.compile(r"%\(\w+\)[sd]|%%")
    wrong = [
        entry.msgid
        for entry in polib.pofile(CATALOGUE).translated_entries()
        for translated in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if set(holder.findall(translated)) - set(holder.findall(entry.msgid + (entry.msgid_plural or "")))
        or set(holder.findall(entry.msgid)) - set(holder.findall(translated)) - {"%(count)s", "%(counter)s"}
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_text():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    differing = []
    for entry in polib.pofile(CATALOGUE).translated_entries():
        if entry.msgid_plural:
            found = compiled.ngettext(entry.msgid, entry.msgid_plural, 1)
            wanted = entry.msgstr_plural[0]
        elif entry.msgctxt:
            found, wanted = compiled.pgettext(entry.msgctxt, entry.msgid), entry.msgstr
        else:
            found, wanted = compiled.gettext(entry.msgid), entry.msgstr
        if found != wanted:
            differing.append(entry.msgid)
    assert differing == []


def test_every_template_is_used():
    written = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES, *sorted((ROOT / "mobilization").glob("*.py"))])
    names = [path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES]
    assert [name for name in names if not FOUND_BY_NAME.match(name) and f'"{name}"' not in written] == []


def test_no_template_holds_inline_script_style_or_handler():
    inline = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|<[a-z][^>]*\son[a-z]+=|javascript:|data:image", re.IGNORECASE)
    assert [(path.name, found[0]) for path in TEMPLATES if (found := inline.search(path.read_text()))] == []


def test_the_two_dark_blocks_of_the_tokens_are_equal():
    css = (ROOT / "static/css/tokens.css").read_text()
    blocks = re.findall(r"color-scheme: dark;(.*?)}", css, re.DOTALL)
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


def test_colours_stand_in_the_tokens_only():
    written = (ROOT / "static/css/pages.css").read_text()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*})|rgba?\(", re.sub(r"#(000|fff)\b", "", written)) == []


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models():
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()
