"""Django settings: one file; everything that differs between places comes from the environment.

What a ministry would change is listed in `docs/settings.md`.
"""

import os
from ipaddress import ip_network
from pathlib import Path

from csp.constants import NONE, SELF

from ops.environment import database, secret_key
from ops.locations import var

BASE = Path(__file__).resolve().parent.parent
ROOMS = [
    "vault",
    "look",
    "audit",
    "directory",
    "access",
    "papers",
    "people",
    "intake",
    "cases",
    "letters",
    "referral",
    "justice",
    "placement",
    "repatriation",
    "statistics",
    "desk",
]

DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("REHSOS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE_URL = os.environ.get("REHSOS_URL", "http://localhost:8000")
SECURE = SITE_URL.startswith("https://")
SECURITY_CONTACT = os.environ.get("REHSOS_SECURITY_CONTACT", "")  # told at /.well-known/security.txt

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    *[f"rehsos.{room}" for room in ROOMS],
]

# The order is the story of a request: static files leave first, then one transaction opens,
# then we learn who is asking, then what they may see.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rehsos.access.health.health",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rehsos.access.content_policy.content_policy",
    "rehsos.access.receipts.receipts",
    "rehsos.access.middleware.one_transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rehsos.access.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "rehsos.access.middleware.keep_typed_text",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rehsos.access.middleware.actor_and_scope",
]

FORM_RENDERER = "django.forms.renderers.Jinja2"  # Django's own engine took half of a form page

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE / "rehsos" / room / "templates" for room in ROOMS],
        "OPTIONS": {
            "environment": "rehsos.look.environment.environment",
            "context_processors": ["rehsos.desk.frame.frame"],
        },
    },
    {  # allauth's own pages that we do not override, and its e-mails
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {
    "default": database("owner" if os.environ.get("REHSOS_DATABASE_ROLE") == "owner" else "app")
    | {"ENGINE": "rehsos.house.postgresql", "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    | ({"NAME": name} if (name := os.environ.get("REHSOS_DATABASE_NAME")) else {})
}
# How long the database works before it gives up, by who asks: a statement, a wait for a lock, a transaction that idles.
# A page that takes longer than this is a fault; a job may take its time; nothing that migrates may block the pages.
PATIENCE = {"web": ("20s", "5s", "30s"), "jobs": ("15min", "10s", "5min"), "console": ("0", "30s", "10min")}
_PATIENT = dict(
    zip(
        ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"),
        PATIENCE[os.environ.get("REHSOS_WORK", "console")],
        strict=True,
    )
)
DATABASES["default"]["OPTIONS"]["options"] = " ".join(
    [DATABASES["default"]["OPTIONS"].get("options", ""), *(f"-c {name}={value}" for name, value in _PATIENT.items())]
).strip()
# PostgreSQL plans a statement once for a connection, not each time: planning was half of what it did for a page.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["rehsos.access.backend.SignIn"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "rehsos.access.passwords.NotTheFirstGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "rehsos.access.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
# Tries of a password are counted by access.doorkeeper; these are the codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
# Addresses or networks of proxies of ours: only from these is X-Forwarded-For believed.
PROXIES = [
    ip_network(one.strip(), strict=False) for one in os.environ.get("REHSOS_PROXY", "").split(",") if one.strip()
]
MFA_ADAPTER = "rehsos.access.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Rehsos"

# A shift is ten hours; a closed browser ends it. What was being typed survives (access.middleware).
SESSION_COOKIE_AGE = int(os.environ.get("REHSOS_SESSION_SECONDS", str(10 * 3600)))
SESSION_ENGINE = "rehsos.access.session_store"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rehsos.desk.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CACHES = {"default": {"BACKEND": "rehsos.access.cache.JsonCache", "LOCATION": "access_cache"}}

SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
# Behind a proxy that ends TLS: it must set this header itself and never pass a client's through.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 400 * 24 * 3600  # the longest a browser keeps one: the choice outlives the session
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Django finds the words of every app by itself; these rooms own no tables and are none.
LOCALE_PATHS = [path for path in sorted((BASE / "rehsos").glob("*/locale")) if path.parent.name not in ROOMS]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = var() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31536000

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["rehsos.papers.uploads.LimitedMemoryHandler"]

SEARCHES_IN_TEN_MINUTES = int(os.environ.get("REHSOS_SEARCHES", "60"))
# Root certificates of issuers that are trusted: files .pem, .crt, .cer, .der; none comes with Rehsos
TRUSTED_ROOTS = Path(os.environ.get("REHSOS_TRUSTED_ROOTS", var() / "trusted-roots"))
VAULT_KEYSET = Path(os.environ.get("REHSOS_KEYSET", var() / "keyset.json"))

# A log line never carries a client: no query strings, no request bodies, no local variables.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"quiet": {"()": "rehsos.desk.errors.WithoutClients"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["quiet"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("REHSOS_LOG_LEVEL", "WARNING")},
}
