"""What all forms share: text cleaned as it is stored, and a service tried so that a refusal lands on the form."""

from django import forms
from django.core.exceptions import ValidationError

from registry import text
from registry.errors import Refused


class Line(forms.CharField):
    """One line, in NFC, without invisible characters or doubled spaces."""

    def to_python(self, value):
        return text.clean_line(super().to_python(value))


class Paragraphs(forms.CharField):
    """Running text, in NFC, without invisible characters. `rows` is the height at the start."""

    def __init__(self, *args, rows=4, **kwargs):
        super().__init__(*args, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return text.clean(super().to_python(value))


class Day(forms.DateField):
    """A day as people write it (31/10/2026), shown back the same way; a text field, for phones differ on date pickers."""

    def __init__(self, *args, **kwargs):
        attrs = {"inputmode": "numeric", "placeholder": "31/12/2026", "autocomplete": "off"}
        super().__init__(*args, widget=forms.DateInput(attrs=attrs, format="%d/%m/%Y"), **kwargs)


class ServiceForm(forms.Form):
    """A form that ends in one service. What the service refuses is shown on the bound form, so nothing typed is lost."""

    result = None
    refusal: Refused | None = None

    def tries(self, service, *args, **kwargs) -> bool:
        """Call the service; on `Refused` put its sentence on the form and return False. `result` keeps what it returned."""
        try:
            self.result = service(*args, **kwargs)
        except Refused as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refused):
        """Show a refusal: each field's sentence beside it, the rest above the form."""
        self.refusal = refusal
        known = {field: sentence for field, sentence in refusal.fields.items() if field in self.fields}
        for field, sentence in known.items():
            self.add_error(field, ValidationError(str(sentence), code="refused"))
        if not known:
            self.add_error(None, ValidationError(str(refusal), code="refused"))
