"""Django's settings, all of them. What an operator may change comes from `environment.SETTINGS`."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.csp import CSP

from counterpoint.config import environment

DATA = environment.data_folder()
ADDRESS = environment.address()  # goes before the path of every link in a mail or a text message
DEMO = environment.switched_on("COUNTERPOINT_DEMO")
DEBUG = environment.switched_on("COUNTERPOINT_DEBUG")
SECRET_KEY = environment.secret(DATA)

_secure = ADDRESS.startswith("https://")
_host = urlsplit(ADDRESS).hostname or "localhost"

ALLOWED_HOSTS = sorted({_host, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [ADDRESS]
ROOT_URLCONF = "counterpoint.config.urls"
WSGI_APPLICATION = "counterpoint.config.wsgi.application"

INSTALLED_APPS = [
    "counterpoint.web",
    "counterpoint.ledger",
    "counterpoint.partnership",
    "counterpoint.claims",
    "counterpoint.promises",
    "counterpoint.barriers",
    "counterpoint.offers",
    "counterpoint.stories",
    "counterpoint.goals",
    "counterpoint.experiments",
    "counterpoint.mirror",
    "counterpoint.threads",
    "counterpoint.programme",
    "counterpoint.hour",
    "counterpoint.work",
    "counterpoint.demo",
    "counterpoint.bundle",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "counterpoint.web.middleware.cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "counterpoint.web.middleware.clock",  # request.now
    "counterpoint.partnership.middleware.membership",  # request.place and request.member
    "counterpoint.web.middleware.refusals",  # a refusal becomes a page
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "counterpoint.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.csp",
                "counterpoint.threads.middleware.threads",  # a record's thread lies above its room
                "counterpoint.goals.middleware.charts",  # so do the charts of what a claim says of a goal
            ],
        },
    },
]

# Data

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Which words were erased, by digest. Beside the database, not in it: a restore brings words back, and this says which.
ERASURES = DATA / "erasures.jsonl"
CACHES = {
    # Each process has its own: only for what may differ between them.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # For what they must agree on, limits above all.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# People

AUTH_USER_MODEL = "partnership.Account"
LOGIN_URL = "/"
SESSION_ENGINE = "counterpoint.partnership.models.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # "Strict" would sign people out who arrive from their mail
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _secure
CSRF_FAILURE_VIEW = "counterpoint.web.refusals.csrf_failure"

# Ways out

OUTBOX = DATA / "outbox"
MAIL_FROM = environment.read("MAIL_FROM", f"Counterpoint <counterpoint@{_host}>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
SENDS_MAIL = bool(environment.read("MAIL_URL"))  # else mail goes to the outbox folder
MAILERS = {"default": environment.mail() if SENDS_MAIL else environment.mail_to_files(OUTBOX)}
NOTIFY_KEY = environment.read("NOTIFY_KEY")
NOTIFY_TEXT_TEMPLATE = environment.read("NOTIFY_TEXT_TEMPLATE")
NOTIFY_MAIL_TEMPLATE = environment.read("NOTIFY_MAIL_TEMPLATE")

# What a browser may do

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
# An address can be a secret: a ticket's is. Only the origin is sent, which is all that guarding forms needs, so that
# no log holds the address as the Referer of the style sheet that its page loads.
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
X_FRAME_OPTIONS = "DENY"

# Styles and scripts

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Words and time

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"  # each place has its own; this is for pages that belong to none

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"discreet": {"()": "counterpoint.config.discretion.Discreet"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django would mail errors to administrators; a page's error may hold somebody's words.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a page that is not there is no fault of ours
    },
}
