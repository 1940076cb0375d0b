"""Pages in a real Chromium. Each is watched: a complaint of the browser or a request to another host fails the test."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's sync API keeps a loop in this thread

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROME = os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text(encoding="utf-8")
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.hookimpl(tryfirst=True)  # before `-m "not browser"` chooses
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROME:
        pytest.skip("no Chromium: install chromium (on Debian: apt-get install chromium) or name it in CHROME")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROME, "args": FLAGS + as_root}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def complaints():
    """What the watched pages complained of so far, in words. Empty at the end, or the test fails.

    A test that provokes a complaint on purpose compares the list with what it expects and clears it.
    """
    return []


@pytest.fixture
def new_page(live_server, new_context, complaints):
    """Open watched pages of the running registry: new_page(width, height, **what a Playwright context takes)."""
    home = urlsplit(live_server.url).netloc

    def on_console(message):
        # A failed load is told by its response, below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme not in ("about", "blob", "data") and address.netloc != home:
            complaints.append(f"request to another host: {request.url}")

    def on_response(response):
        # A page that answers 403 or 404 may be what the test asks for; a missing style sheet never is.
        if response.status >= 400 and not response.request.is_navigation_request():
            complaints.append(f"{response.status}: {response.url}")

    def open_page(width, height, **options):
        context = new_context(base_url=live_server.url, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)  # ms
        context.on("console", on_console)
        context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
        context.on("request", on_request)
        context.on("response", on_response)
        return context.new_page()

    yield open_page
    assert complaints == []


@pytest.fixture
def phone(new_page):
    return new_page(360, 740, has_touch=True)


@pytest.fixture
def desktop(new_page):
    return new_page(1280, 900)


@pytest.fixture
def sign_in(live_server):
    """Give a page the session of a user, without the login form: sign_in(page, user)."""

    def as_user(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return as_user


@pytest.fixture
def axe():
    """Fail on what axe finds against WCAG 2.2 AA: axe(page). `allow` names rules that may fail."""

    def check(page, allow=()):
        page.wait_for_load_state()  # sizes are asked for: style sheets and fonts have to be there
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, preload: false})", WCAG_22_AA)["violations"]
        wrong = [(rule["id"], rule["help"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]
        assert [entry for entry in wrong if entry[0] not in allow] == []

    return check


@pytest.fixture(params=[(360, 740), (1280, 900)], ids=["phone", "desktop"])
def size(request):
    return request.param


@pytest.fixture
def is_sound(axe, complaints):
    """Check the page that is shown, or first go to `address`. `scrolls`: it may be wider than the screen."""

    def check(page, address="", *, status=200, scrolls=False, allow=()):
        if address:
            assert page.goto(address).status == status, address
        where = page.url
        assert page.evaluate("document.documentElement.lang") == "vi", where
        assert page.locator("h1").count() == 1, where
        box = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert scrolls or box[0] <= box[1], (where, box)
        before = len(complaints)
        axe(page, allow)
        # Axe copies style sheets that import others, as the admin's do, into the page, and the policy refuses that.
        del complaints[before:]

    return check
