"""Django's settings, made from the city folder and from the table in `workbench.options`.

Read `workbench/options.py` first: everything a host may choose stands there. Without a city the
settings still load, so that type checkers can read them, but nothing can be signed or served.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from workbench import options
from workbench.core import keys
from workbench.core.city import current_city, database_settings

_folder = options.CITY.value(os.environ)
_city = current_city() if _folder else None
_address = urlsplit(options.ADDRESS.value(os.environ))
_loopback = options.is_loopback(_address.hostname or "")
_behind_proxy = options.BEHIND_PROXY.value(os.environ)

DEBUG = False
SECRET_KEY = keys.read_key(_city.keys, keys.SECRET_KEY_FILE).decode() if _city else ""
ROOT_URLCONF = "workbench.urls"
WSGI_APPLICATION = "workbench.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where people reach us
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if _loopback else [_address.hostname or ""]
CSRF_TRUSTED_ORIGINS = [_address.geturl()]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _behind_proxy else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _behind_proxy else 0

# Rows
DATABASES = {
    "default": database_settings(
        _city.folder, options.DATABASE_URL.value(os.environ) or _city.database
    )
    if _city
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
}

INSTALLED_APPS = [
    "workbench.core",
    "workbench.accounts",
    "workbench.listening",
    "workbench.listening.dialogue",
    "workbench.listening.meetings",
    "workbench.mapping",
    "workbench.weighing",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workbench.core.middleware.RequestContext",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "workbench.core.middleware.ErrorsAsAnswers",
    "allauth.account.middleware.AccountMiddleware",
    "workbench.accounts.middleware.SecondFactorRequired",
    "workbench.accounts.middleware.ElevatedSessions",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workbench.core.pages.chrome",
            ],
        },
    }
]
FORM_RENDERER = "workbench.core.forms.FaceRenderer"

# Languages and time
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LANGUAGE_CODE = next(
    (code for code in (_city.languages if _city else ()) if code in dict(LANGUAGES)), "en"
)
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [Path(__file__).parent / "locale"]
FORMAT_MODULE_PATH = ["workbench.formats"]
TIME_ZONE = _city.time_zone if _city else "UTC"
USE_TZ = True

# People and doors
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "workbench.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "workbench.accounts.forms.SignInForm",
    "reauthenticate": "workbench.accounts.forms.ConfirmForm",
    "change_password": "workbench.accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "workbench.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "workbench.accounts.forms.CodeForm",
    "reauthenticate": "workbench.accounts.forms.ConfirmCodeForm",
    "activate_totp": "workbench.accounts.forms.SetUpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = f"Commonweal {_city.name}" if _city else "Commonweal"
# A clock on a phone may run half a minute early or late.
MFA_TOTP_TOLERANCE = 1

# Cookies, headers
SESSION_COOKIE_AGE = int(timedelta(hours=options.SIGNED_IN_HOURS.value(os.environ)).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not _loopback
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not _loopback
SECURE_HSTS_SECONDS = 0 if _loopback else int(timedelta(days=365).total_seconds())
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "workbench.core.views.csrf_failure"

# Files sent through the browser, and the work that follows; `commonweal serve` runs the worker.
FILE_UPLOAD_TEMP_DIR = str(_city.folder / "lake" / "staging") if _city else None
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Style sheets and scripts
STATIC_URL = "/static/"
STATIC_ROOT = options.STATIC.value(os.environ) or (
    _city.folder / ".cache" / "static" if _city else None
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True

# Nothing is sent by post: invitations are links that an operator hands over.
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": options.LOG_LEVEL.value(os.environ).upper()},
}
