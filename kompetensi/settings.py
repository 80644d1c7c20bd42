"""Settings from the environment. docs/settings.md lists the variables; no change is needed here to run the site."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kompetensi.operations import databases

#: Django's stubs give type parameters to classes; this makes the classes accept them at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
#: A variable without a value counts as not set: an empty line of an example keeps the default.
env.ENVIRON = {name: value for name, value in os.environ.items() if value.strip()}


def switch(name: str, *, default: bool = False) -> bool:
    """Return a setting that is on or off. Raise ImproperlyConfigured for another word, which would count as off."""
    if env.str(name, default="0").strip().lower() not in SWITCHES:
        raise ImproperlyConfigured(f"{name}={env.str(name)} tidak dikenal. Tulis 1, atau hapus barisnya: {name}=1")
    return bool(env.bool(name, default=default))


#: Words for on and off.
SWITCHES = (*environ.Env.BOOLEAN_TRUE_STRINGS, "0", "false", "off", "no", "n")


#: Demonstration on one's own machine: a key of its own, plain HTTP, no collectstatic. Not for a server.
DEMO = switch("KOMPETENSI_DEMO", default=False)
DEBUG = switch("DEBUG", default=False)
#: Folder of the SQLite database.
DATA_DIR = Path(env.str("KOMPETENSI_DATA", default="") or BASE_DIR / "var").expanduser().resolve()
#: Cache of PDF files and of large files of other kinds, at most 400 MB. Every file in it may be deleted.
PDF_DIR = DATA_DIR / "pdf"
#: Counts of log-ins, uploads and letters, one file a machine; it may be deleted.
ATTEMPTS_FILE = DATA_DIR / "attempts.sqlite3"

#: Folder in which `manage.py backup` writes by default, and whose newest backup `manage.py doctor` checks.
BACKUPS = Path(folder).expanduser().resolve() if (folder := env.str("KOMPETENSI_BACKUPS", default="")) else None


def demo_key(folder: Path) -> str:
    """Return the secret key of a demonstration: made once, stored beside its database, readable by its owner only.

    Raise ImproperlyConfigured when the folder cannot be used.
    """
    path = folder / "secret-key.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists() or not path.read_text().strip():
            descriptor, unfinished = tempfile.mkstemp(dir=folder)
            os.write(descriptor, secrets.token_urlsafe(50).encode())
            os.close(descriptor)
            Path(unfinished).replace(path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"Folder {folder} tidak dapat dipakai ({error.strerror}).") from error


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY and (DEMO or DEBUG):
    SECRET_KEY = demo_key(DATA_DIR)
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY belum diatur. Buat satu dengan: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(50))" '
        "lalu jalankan dengan SECRET_KEY=… "
        "(untuk mencoba: python3 run.py, yang juga meneruskan perintah seperti importfile)."
    )

#: A demonstration that is served to the whole network (HOST=0.0.0.0) answers to every name.
HOST = env.str("HOST", default="") or "127.0.0.1"
OWN_NAMES = ["*"] if HOST in ("0.0.0.0", "::") else ["localhost", "127.0.0.1", "[::1]", HOST]  # noqa: S104
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=OWN_NAMES if DEMO or DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
#: An intranet without TLS turns HSTS, Secure and __Host- cookies off together.
PLAIN_HTTP = switch("KOMPETENSI_PLAIN_HTTP", default=DEMO or DEBUG)
#: Whether reading needs an account as well.
REQUIRE_LOGIN = switch("KOMPETENSI_REQUIRE_LOGIN", default=False)
#: Owner of the dictionary, for the covers of books; "" omits it.
ORGANISATION = env.str("KOMPETENSI_ORGANISATION", default="").strip()
#: The organisation's own template of Word documents; without one, that of `files.writers.docx_template`.
WORD_TEMPLATE = Path(path).expanduser().resolve() if (path := env.str("KOMPETENSI_WORD_TEMPLATE", default="")) else None
#: Scheme, host and port of the site in letters about proposals; without it, those of another setting.
SITE_ADDRESS = env.str("KOMPETENSI_ADDRESS", default="").strip().rstrip("/")
if SITE_ADDRESS and not SITE_ADDRESS.startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"KOMPETENSI_ADDRESS={SITE_ADDRESS} bukan alamat. Tulis dengan skemanya: https://{SITE_ADDRESS}"
    )
#: Whether a proxy in front reports the protocol and the network address of each request.
BEHIND_PROXY = switch("BEHIND_PROXY", default=False)

INSTALLED_APPS = [
    "kompetensi",
    "development",
    "dictionary",
    "exchange",
    "search",
    "kompetensi.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "import_export",
]
FORM_RENDERER = "kompetensi.forms.SiteRenderer"
MIDDLEWARE = [
    # Outermost, so that errors further in get the same headers.
    "kompetensi.middleware.security_headers",
    "kompetensi.middleware.cache_headers",
    "kompetensi.operations.request_log.log_requests",
    "csp.middleware.CSPMiddleware",
    "kompetensi.operations.health.health_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of everything that touches the database.
    "kompetensi.operations.unavailable.refuse_while_away",
    "kompetensi.operations.write_gate.limit_writers",
    "kompetensi.login_attempts.refuse_at_once",
    # Outside of everything that makes or compresses a page: a copy is stored as it was sent.
    "kompetensi.page_cache.cache_pages",
    "kompetensi.middleware.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Before any middleware that reads a body, and after the language is known.
    "kompetensi.middleware.body_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *(["django.contrib.auth.middleware.LoginRequiredMiddleware"] if REQUIRE_LOGIN else []),
    "django_htmx.middleware.HtmxMiddleware",
    "kompetensi.operations.unavailable.damaged_rows",
]
ROOT_URLCONF = "kompetensi.urls"
WSGI_APPLICATION = "kompetensi.wsgi.application"
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
                "kompetensi.context.site",
            ],
            "builtins": ["kompetensi.templatetags.text"],
        },
    }
]

#: Document types, in the order of the site.
DOCUMENT_TYPES = ["dictionary.documents.DICTIONARY", "development.documents.GUIDE"]
DOCUMENT_RELATIONS = ["development.mapping.relations.MAP"]
QUALITY_RULES = ["dictionary.quality.RULES", "development.quality.RULES"]
#: Largest file to import, in bytes. Uploads are held in memory, never in a folder.
UPLOAD_LIMIT = env.str("KOMPETENSI_UPLOAD_LIMIT_MB", default="10").strip()
if not UPLOAD_LIMIT.isdecimal() or int(UPLOAD_LIMIT) < 1:
    raise ImproperlyConfigured(f"KOMPETENSI_UPLOAD_LIMIT_MB={UPLOAD_LIMIT} bukan bilangan bulat mulai dari 1 (MB).")
EXCHANGE_BYTE_LIMIT = int(UPLOAD_LIMIT) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["exchange.imports.upload_handler.CappedUploadHandler"]
#: A review shows up to 200 documents, with a checkbox for each change.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000


#: Remedy for an address that cannot be read. The error itself may hold a piece of a password.
ADDRESS = "Porta adalah bilangan; tanda @ / : # % dalam kata sandi ditulis %40 %2F %3A %23 %25."
try:
    DATABASES = {"default": databases.from_url(env.str("DATABASE_URL", default=""), DATA_DIR)}
except ValueError as error:
    raise ImproperlyConfigured(f"DATABASE_URL tidak dapat dibaca. {ADDRESS}") from error

#: Copies of public pages have a cache of their own, so that they do not displace other entries: at most 64 MB a
#: process, usually a tenth of that.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}

# The admin's export pages need the right to view, and its import button the right to change.
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
# Django's own backend is for the sessions of earlier versions: the first one lets nobody through to it.
AUTHENTICATION_BACKENDS = ["kompetensi.login_attempts.CountedBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_RESET_TIMEOUT = 3600

#: E-mail is discarded unless EMAIL_URL names a server (smtp+tls://nama:sandi@surat.example:587). Printing it would
#: write the link to a new password into the journal. A demonstration prints it, since nobody else reads its output.
try:
    EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if DEMO or DEBUG else "dummymail://")
except (ValueError, ImproperlyConfigured) as error:
    raise ImproperlyConfigured(
        f"EMAIL_URL tidak dapat dibaca. Contoh: smtp+tls://nama:sandi@surat.example:587. {ADDRESS}"
    ) from error
vars().update(EMAIL_CONFIG)
#: Seconds that the mail server may take for one step.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="kamus-kompetensi@localhost")

#: The content and the sentences in the source are Indonesian. Browsers that prefer English get English pages.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
#: Catalogues: English for every sentence; Indonesian for sentences that Django words differently, and for those that
#: packages leave in English.
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Jakarta")
try:
    ZoneInfo(TIME_ZONE)
except (KeyError, ValueError, OSError) as error:
    message = f"TIME_ZONE={TIME_ZONE} tidak dikenal. Contoh: Asia/Jakarta, Asia/Makassar, UTC"
    raise ImproperlyConfigured(message) from error
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEMO or DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

#: Format of the log ("text" or "json"; "off" for errors alone), and whether every request is logged.
LOG = env.str("KOMPETENSI_LOG", default="off" if DEMO or DEBUG else "text")
LOG_REQUESTS = switch("KOMPETENSI_LOG_REQUESTS", default=False)
if LOG not in ("text", "json", "off"):
    raise ImproperlyConfigured(f"KOMPETENSI_LOG={LOG} tidak dikenal. Pilih: text, json, off.")
# Errors go to standard error with a traceback, under any server; so do events.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "kompetensi.operations.logging.RequestFilter"}},
    "formatters": {
        "text": {"()": "kompetensi.operations.logging.TextFormatter"},
        "json": {"()": "kompetensi.operations.logging.JsonFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if LOG == "json" else "text",
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "ERROR"},
    "loggers": {"exchange.events": {"level": "ERROR" if LOG == "off" else "INFO"}},
}

# Security headers, the same on every response; see also kompetensi.middleware.
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
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SESSION_ENGINE = "kompetensi.sessions"
SESSION_COOKIE_NAME = "sessionid" if PLAIN_HTTP else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if PLAIN_HTTP else "__Host-csrftoken"
MESSAGE_COOKIE_NAME = "messages" if PLAIN_HTTP else "__Host-messages"
CSRF_FAILURE_VIEW = "kompetensi.accounts.form_refused"
MESSAGE_STORAGE = "kompetensi.message_storage.MessageStorage"
DEVICE_COOKIE_NAME = "perangkat" if PLAIN_HTTP else "__Host-perangkat"
LANGUAGE_COOKIE_NAME = "bahasa" if PLAIN_HTTP else "__Host-bahasa"
LANGUAGE_COOKIE_AGE = 31_536_000
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
