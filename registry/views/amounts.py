"""What a number says that somebody is typing, so that three zeros too many are seen before they are saved."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from registry import amounts as quantities
from registry.forms.figures import read_amount
from registry.vocabulary import Dimension


@require_GET
def amounts(request):
    """The number of ?text=…&dimension=…&units=…&qualifier=… as it would be printed and in words, or what is wrong with it.

    `units` are the words that may follow it, the one that is printed first, parted by |. Nothing is asked of the database.
    """
    dimension = request.GET.get("dimension", "")
    if dimension not in Dimension.values:
        return JsonResponse({"sentence": _("Choose one of the list.")}, status=400)
    label, *words = request.GET.get("units", "")[:200].split("|")
    unit = quantities.Unit(Dimension(dimension), label, tuple(words))
    amount, faults = read_amount(request.GET.get("text", "")[:1000], request.GET.get("qualifier", ""), unit)
    if faults:
        return JsonResponse({"sentence": next(iter(faults.values()))})
    shown = quantities.qualified(amount.value, amount.qualifier, unit)
    return JsonResponse({"shown": shown, "words": quantities.in_words(amount.value)})
