"""Django's settings. Everything a shop may set is an environment variable named in docs/reference/settings.md."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from quen.home.database import database_url
from quen.home.keys import secret_key

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("QUEN_DEBUG") == "1"
SECRET_KEY = secret_key() if database_url() else "no database, no sessions: nothing is signed with this"
ALLOWED_HOSTS = os.environ.get("QUEN_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("QUEN_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "quen.console",  # before allauth and the form widgets, whose pages and selects it dresses
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "quen.shops",
    "quen.events",
    "quen.webhooks",
    "quen.people",
    "quen.purchases",
    "quen.enrolment",
    "quen.points",
    "quen.tiers",
    "quen.cards",
    "quen.rewards",
    "quen.vouchers",
    "quen.referrals",
    "quen.draws",
    "quen.tasks",
    "quen.warranty",
    "quen.surveys",
    "quen.tickets",
    "quen.chats",
    "quen.leads",
    "quen.messages",
    "quen.flows",
    "quen.insight",
    "quen.segments",
    "quen.journeys",
    "quen.campaigns",
    "quen.payback",
    "quen.demo",
    "quen.till",
    "quen.member",
    "quen.api",
    "quen.cli",
    "quen.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "quen.api.middleware.Problems",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quen.console.middleware.ShopClock",
    "quen.console.middleware.SetUpFirst",
    "quen.console.middleware.WithoutNul",
    "quen.console.middleware.EngineAnswers",
    "quen.console.middleware.ContentSecurityPolicy",
]

ROOT_URLCONF = "quen.config.urls"
WSGI_APPLICATION = "quen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quen.console.context.console",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that the console's own widgets are found


def _database(url: str) -> dict[str, Any]:
    given = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", ""),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**given, "application_name": "quen"},
    }


# Without an address nothing connects: `quen report` and the checks need no database.
DATABASES = {"default": _database(database_url() or "dbname=quen_not_started")}
if os.environ.get("QUEN_DATABASE_POOL") == "1":
    # Set for the web server by `quen serve`: threads share connections instead of opening one per request.
    # Pages ask many small questions at once: parallel plans for one would only take the cores from the others.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 16, "timeout": 10}
    DATABASES["default"]["OPTIONS"]["options"] = "-c max_parallel_workers_per_gather=0"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "shops.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "quen.console.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "console:today"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "quen.console.sign_in.StaffOnly"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Khách Quen"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = sorted(path for path in PACKAGE.glob("**/locale") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["quen.console.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "assets" / "dist"] if (PACKAGE / "assets" / "dist").is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 31_536_000  # every built file carries a hash in its name

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("QUEN_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("QUEN_HTTPS") == "1" else None
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # a year of daily files at once, twice over

EMAIL_BACKEND = os.environ.get("QUEN_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("QUEN_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("QUEN_SMTP_PORT", "25"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("QUEN_LOG_LEVEL", "WARNING")},
}

# Where browsers find the streams of chats, unless a proxy leads /live/ there: `quen serve` says it.
LIVE_PORT = int(os.environ.get("QUEN_LIVE_PORT", "0"))

# Webhooks never go to a machine inside a network. Tests alone let them go to their own.
WEBHOOKS_MAY_LOOP_BACK = False

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
