"""Photos and papers of a model: attach, remove, hand out. Files are private: each is served through the check of its model."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import FileResponse, Http404, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from registry import files
from registry.errors import Refused
from registry.forms.documents import DocumentForm
from registry.queries import documents as questions
from registry.services import documents
from registry.vocabulary import Action

from .initiatives import own_or_403

UNREADABLE = (TooManyFilesSent, TooManyFieldsSent, RequestDataTooBig, MultiPartParserError, UnreadablePostError)


class Bounds(FileUploadHandler):
    """Lets no request fill the disk: of a file that is too large, or one too many, only name and reason are kept."""

    def __init__(self, request):
        super().__init__(request)
        self.left_out: list[tuple[str, str]] = []
        self.count = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.count += 1

    def receive_data_chunk(self, raw_data, start):
        sentence = ""
        if self.count > settings.MOST_DOCUMENTS:
            sentence = documents.too_many()
        elif start + len(raw_data) > settings.LARGEST_DOCUMENT:
            sentence = _("The file has more than %(most)s MB, and no more are possible.") % {
                "most": settings.LARGEST_DOCUMENT // 1024**2
            }
        if sentence:
            self.left_out.append((self.file_name, sentence))
            raise SkipFile  # what else follows of it is read and forgotten
        return raw_data

    def file_complete(self, file_size):
        return None  # the next handler has it


# ---- attach and remove ----


@csrf_exempt  # asked below, once the bounds are set: to ask it means to read the whole request
@require_POST
def attach(request, code):
    """Attach one file or several to a model. What is refused says why, by name; all the rest is attached."""
    bounds = Bounds(request)
    request.upload_handlers.insert(0, bounds)
    return _attach(request, code, bounds)


def _attach(request, code, bounds):
    initiative = own_or_403(request, code, Action.ATTACH)
    try:
        request.POST  # noqa: B018 (now the request is read, file by file)
    except UNREADABLE:
        sentence = _("This was too much at once, or it arrived damaged. Attach fewer files, one after the other.")
        return _answer(request, initiative, [], [{"name": "", "sentence": sentence}])
    return _attach_read(request, initiative, bounds)


@csrf_protect
def _attach_read(request, initiative, bounds):
    form = DocumentForm(request.POST, request.FILES, initiative=initiative)
    wrongs = [{"name": name, "sentence": sentence} for name, sentence in bounds.left_out]
    if bounds.left_out and not request.FILES:
        return _answer(request, initiative, [], wrongs)
    if not form.is_valid():
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return _answer(request, initiative, [], [*wrongs, *({"name": "", "sentence": one} for one in sentences)])
    attached = []
    for upload in form.cleaned_data["files"]:
        try:
            attached.append(documents.attach(initiative, by=request.user, upload=upload, **form.facts()))
        except documents.AlreadyAttached as refusal:
            wrongs.append({"name": upload.name, "sentence": str(refusal), "known": _row(request, refusal.document)})
        except Refused as refusal:
            wrongs.append({"name": upload.name, "sentence": str(refusal)})
    return _answer(request, initiative, attached, wrongs)


def _answer(request, initiative, attached, wrongs):
    """What was attached and what was not: as JSON to the script of the page, else as a page."""
    if _is_fetched(request):
        rows = [{"key": str(row.key), "html": _row(request, row)} for row in attached]
        return JsonResponse({"documents": rows, "errors": wrongs}, status=422 if wrongs else 200)
    if attached:
        said = ngettext("%(count)s document is attached.", "%(count)s documents are attached.", len(attached))
        messages.success(request, said % {"count": len(attached)})
    if not wrongs:
        return redirect(_back(request, initiative))
    context = {"initiative": initiative, "wrongs": wrongs, "back": _back_name(request)}
    return render(request, "registry/documents/attach.html", context)


@require_POST
def remove(request, code, key):
    """Take a document away for good."""
    initiative = own_or_403(request, code, Action.DETACH)
    document = get_object_or_404(questions.evidence_of(initiative), key=key)
    sentence = ""
    try:
        documents.detach(document, by=request.user)
    except Refused as refusal:
        sentence = str(refusal)
    if _is_fetched(request):
        errors = [{"name": document.name, "sentence": sentence}] if sentence else []
        return JsonResponse({"removed": None if sentence else str(key), "errors": errors}, status=422 if sentence else 200)
    if sentence:
        messages.error(request, sentence)
    else:
        messages.success(request, _("“%(name)s” is removed.") % {"name": document.name})
    return redirect(_back(request, initiative))


def _is_fetched(request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _row(request, document) -> str:
    """The row of a document as it stands in the list of the page."""
    context = {"document": document, "initiative": document.initiative, "may_change": True, "back": _back_name(request)}
    return render_to_string("registry/documents/document.html", context, request)


def _back_name(request) -> str:
    """The page on which the form stood: the report, or that of the model."""
    return "report" if request.POST.get("back") == "report" else ""


def _back(request, initiative) -> str:
    name = "initiative-report" if _back_name(request) else "initiative"
    return f"{reverse(name, args=[initiative.code])}#documents"


# ---- hand out ----


@require_safe
def document(request, key):
    """The stored file: a photo is shown, a paper is downloaded."""
    found = _visible(request, key)
    if found.extension not in files.KINDS:  # a row that nothing here has written
        raise Http404
    kind = files.KINDS[found.extension]
    return served(request, found.file, found.sha256, kind, found.name)


@require_safe
def thumbnail(request, key):
    """The small picture of a photo."""
    found = _visible(request, key)
    return served(request, found.thumbnail, found.thumbnail_sha256, files.JPEG, f"{found.key}.jpg")


def _visible(request, key):
    return get_object_or_404(questions.visible_to(request.user), key=key)


def served(request, stored, sha256, kind: files.Verdict, name: str):
    """A stored file under headers that let no browser take it for anything but what it is."""
    etag = f'"{sha256}"'
    if response := get_conditional_response(request, etag=etag):
        return response
    try:
        content = stored.open("rb")
    except (OSError, ValueError):  # not there, not readable, or never stored
        raise Http404 from None
    response = FileResponse(content, as_attachment=not kind.is_photo, filename=name, content_type=kind.content_type)
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"  # kept by the browser, yet asked for again: rights end
    return response
