"""The only settings file. Everything a deployment chooses comes from the environment; README lists it."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from . import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# ---- which kind of installation this is ----
PRODUCTION = env.truth("PRODUCTION", default=False)
DEMO = env.truth("DEMO", default=not PRODUCTION and not env.given("DATABASE_URL"))
if DEMO and PRODUCTION:
    raise env.Nonsense("DEMO and PRODUCTION exclude each other: the demo's passwords are public.")
DEBUG = env.truth("DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise env.Nonsense("DEBUG must not be on where PRODUCTION is.")

if DEMO:
    SECRET_KEY = env.text("SECRET_KEY", "demo-only-" + "0123456789abcdef" * 4)
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "*")
else:
    SECRET_KEY = env.required("SECRET_KEY", "at least 50 random characters, kept secret")
    if len(SECRET_KEY) < 50:
        raise env.Nonsense("SECRET_KEY is too short: at least 50 random characters are needed.")
    env.required("ALLOWED_HOSTS", "the names under which the registry is reached, parted by commas")
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

# ---- database ----
if env.given("DATABASE_URL"):
    DATABASES = {
        "default": env.parsed(
            "DATABASE_URL", "", dj_database_url.parse, "Example: postgresql://registry:secret@localhost/registry"
        )
    }
    if DATABASES["default"]["ENGINE"] not in ("django.db.backends.postgresql", "django.db.backends.sqlite3"):
        raise env.Nonsense("DATABASE_URL must name a PostgreSQL or an SQLite database.")
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "registry.sqlite3"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000",
    }
else:
    # Connections live in a pool of each server process; threads borrow them.
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8, 1, 200), "timeout": 10},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- application ----
INSTALLED_APPS = [
    "registry.apps.RegistryConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "registry.middleware.CompressionMiddleware",
    "registry.middleware.NulMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "registry.middleware.ActingMiddleware",
    "registry.middleware.EntranceMiddleware",
]
ROOT_URLCONF = "mobilization.urls"
WSGI_APPLICATION = "mobilization.wsgi.application"
AUTH_USER_MODEL = "registry.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "showcase"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "registry.views.frame.frame",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = None

# ---- the place of this installation ----
PROVINCE_NAME = env.text("PROVINCE_NAME", "Quảng Ninh")
SUPPORT_CONTACT = env.text("SUPPORT_CONTACT", "0203 000 0000" if DEMO else "")

# ---- open data: under which licence the public models and figures may be used, and who publishes them ----
OPEN_DATA_LICENCE = env.text("OPEN_DATA_LICENCE", "CC BY 4.0")
OPEN_DATA_LICENCE_URL = env.text("OPEN_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/deed.vi")
OPEN_FILES_PER_MINUTE = env.number("OPEN_FILES_PER_MINUTE", 30, 1, 100_000)  # from one address, in each server process
OPEN_DATA_PUBLISHER = env.text("OPEN_DATA_PUBLISHER", "")  # the body that runs the registry; else the name of the province

# ---- people ----
AUTHENTICATION_BACKENDS = ["registry.queries.accounts.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 14 * 24 * 3600
PASSWORD_RESET_TIMEOUT = 24 * 3600

# Failed logins of one user name from one address, and of any names from it, within so many minutes: then it has to wait.
LOGIN_FAILURES, LOGIN_FAILURES_OF_ADDRESS, LOGIN_MINUTES = 5, 50, 15

# ---- language and time ----
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# The second one holds what Django's own Vietnamese lacks; `make messages` leaves it alone.
LOCALE_PATHS = [BASE_DIR / "registry" / "locale", BASE_DIR / "mobilization" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["registry.formats"]

# ---- files ----
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"  # private: no address leads here but a view that asks for the right
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LARGEST_DOCUMENT = env.number("LARGEST_DOCUMENT_MB", 20, 1, 500) * 1024 * 1024  # bytes of a photo or paper of a model
MOST_DOCUMENTS = env.number("MOST_DOCUMENTS", 20, 1, 500)  # of one model
LONGEST_PHOTO_SIDE = env.number("LONGEST_PHOTO_SIDE", 2048, 320, 8192)  # pixels to which photos are scaled
LARGEST_SCAN = env.number("LARGEST_SCAN_MB", 20, 1, 500) * 1024 * 1024  # bytes of a scanned decision

# ---- mail ----
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "dan-van-kheo@localhost")
if env.given("MAIL_HOST"):
    EMAIL_HOST = env.text("MAIL_HOST")
    EMAIL_PORT = env.number("MAIL_PORT", 587, 1, 65535)
    EMAIL_HOST_USER = env.text("MAIL_USER")
    EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD")
    EMAIL_USE_TLS = env.truth("MAIL_TLS", default=True)
    EMAIL_TIMEOUT = 10
else:
    # Without a mail server every mail becomes a file, so that a password can be reset in the demo too.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

# ---- work that outlives a request: one queue in the database; `manage.py worker` takes from it ----
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKER = env.truth("WORKER", default=True)  # gunicorn starts one beside itself

# ---- certificates: how often the public check is asked from one address, counted in the memory of each process ----
CERTIFICATE_CHECKS_PER_MINUTE = env.number("CERTIFICATE_CHECKS_PER_MINUTE", 30, 1, 100_000)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}}

# ---- other systems: what one key may ask a minute, and how often a wrong key may come from one address, in each process ----
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 120, 1, 100_000)
API_FAILURES_PER_MINUTE = 30

# ---- safety ----
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
HTTPS = env.truth("HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# Where the links in mails lead: the first address that is known of the site, if none is named.
_KNOWN = [address for address in CSRF_TRUSTED_ORIGINS if "*" not in address]
_KNOWN += [f"http{'s' if HTTPS else ''}://{host.removeprefix('.')}" for host in ALLOWED_HOSTS if "*" not in host]
_KNOWN += [f"http://127.0.0.1:{env.number('PORT', 8000, 1, 65535)}"]
SITE_URL = env.parsed("SITE_URL", _KNOWN[0], env.origin, "Example: https://registry.example.org")
BEHIND_PROXY = env.truth("BEHIND_PROXY", default=False)  # also says whose word counts for the address of a visitor
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "registry.views.errors.forbidden_post"

# ---- the proof of the trail ----
SEAL_ROOT = VAR_DIR / "seals"  # copied to another machine, they hold even against whoever owns this one
SEAL_KEY = env.text("SEAL_KEY", SECRET_KEY)
if len(SEAL_KEY) < 32:
    raise env.Nonsense("SEAL_KEY is too short: at least 32 random characters are needed.")

# ---- what the server says ----
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING").upper()},
}
