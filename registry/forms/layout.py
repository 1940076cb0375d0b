"""Pieces of a crispy layout in the registry's look: a numbered section, two fields beside each other, a table."""

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext


class Pair(LayoutObject):
    """Two fields side by side, with a legend over both if given. A field that is not in the form is left out."""

    def __init__(self, *names, legend="", help_text=""):
        self.names, self.legend, self.help_text = names, legend, help_text

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        fields = [form[name] for name in self.names if name in form.fields]
        form.rendered_fields.update(field.name for field in fields)
        said = {"legend": self.legend, "help_text": self.help_text, "fields": fields}
        return render_to_string("components/form_pair.html", said)


class Table(LayoutObject):
    """A table of figures; left out if it is not in the form."""

    def __init__(self, name):
        self.names = [name]

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        form.rendered_fields.update(self.names)
        return "".join(str(form[name]) for name in self.names if name in form.fields)


class Section(LayoutObject):
    """A numbered section of a long form."""

    number = 1

    def __init__(self, title, *fields):
        self.title, self.fields = title, list(fields)

    @property
    def names(self) -> list[str]:
        return [name for field in self.fields for name in getattr(field, "names", [field])]

    def keep(self, known) -> bool:
        """Drop what is not in the form, and say whether anything is left."""
        self.fields = [field for field in self.fields if set(getattr(field, "names", [field])) & set(known)]
        return bool(self.fields)

    def step(self, errors, empty) -> dict:
        """The line of this section in the list of steps."""
        wrong = len(set(self.names) & set(errors))
        open_ = len(set(self.names) & set(empty))
        if wrong:
            state, icon = "wrong", "exclamation-triangle"
            words = ngettext("%(count)s place to correct", "%(count)s places to correct", wrong) % {"count": wrong}
        elif open_:
            state, icon = "open", "circle"
            words = ngettext("%(count)s part still empty", "%(count)s parts still empty", open_) % {"count": open_}
        else:
            state, icon, words = "done", "check-circle", gettext("complete")
        return {"anchor": f"p{self.number}", "title": self.title, "state": state, "icon": icon, "words": words}

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("components/form_section.html", {"section": self, "inside": inside})
