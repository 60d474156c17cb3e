"""One settings file for every profile: the environment decides.

*Embedded* (no variables at all): SQLite, local files, no broker.
*Production*: ``DATABASE_URL`` and ``REDIS_URL`` name PostgreSQL and Redis.
Unsafe things are opted into, never out of. Every variable is listed in
``.env.example``.
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from govsite.secret_key import read_or_create_secret_key

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("GOVSITE_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"不能建立数据目录 {DATA_DIR}：{error.strerror}。请把 GOVSITE_DATA_DIR 设为可以写入的目录。"
    ) from error

DEMO = env.bool("GOVSITE_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
# public: no admin and no staff login; admin: nothing but them; all: both.
ROLE = env.str("GOVSITE_ROLE", default="all")
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_create_secret_key(DATA_DIR)

# --- Hosts -----------------------------------------------------------------
# Site domains are rows in the database; sites.middleware answers 404 to every
# other host, which is stricter than a list here could be.
ALLOWED_HOSTS = ["*"]
PORT = env.int("PORT", default=8000)
BIND = env.str("GOVSITE_BIND", default="127.0.0.1")  # the address that `manage.py run` listens on
# Hosts that serve the directory page and the admin instead of a site.
PLATFORM_HOSTS = env.list("GOVSITE_PLATFORM_HOSTS", default=["127.0.0.1", "localhost"])
# In the demo a site answers at <its domain>.localhost:PORT.
SITE_HOST_SUFFIX = env.str("GOVSITE_HOST_SUFFIX", default=".localhost" if DEMO else "")
SITE_SCHEME = env.str("GOVSITE_SITE_SCHEME", default="http" if DEMO else "https")
SITE_PORT_SUFFIX = f":{PORT}" if DEMO else ""

# --- Applications ----------------------------------------------------------
INSTALLED_APPS = [
    # BasicAppConfig: unfold's default one replaces admin.site with its own.
    "unfold.apps.BasicAppConfig",
    "govsite.apps.GovsiteConfig",
    "govsite.apps.GovsiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "mptt",
    "guardian",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "two_factor",
    "two_factor.plugins.webauthn",
    "axes",
    "csp",
    "django_prose_editor",
    "js_asset",
    "publishing",
    "audit",
    "sites",
    "accounts",
    "columns",
    "content",
    "interaction",
    "services",
]

MIDDLEWARE = [
    "sites.middleware.SiteMiddleware",
    "govsite.middleware.RoleMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.StaffSessionMiddleware",
    "columns.middleware.StaffMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

# The middleware picks govsite.urls.public for a site's host; a public process
# has no other map, so that no address of the admin even exists there.
ROOT_URLCONF = "govsite.urls.public" if ROLE == "public" else "govsite.urls.platform"
WSGI_APPLICATION = "govsite.wsgi.application"

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
            ],
        },
    },
]

# --- Database and cache ----------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'govsite.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A write transaction takes its lock at BEGIN, so that it can never
        # fail half way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- Tasks -----------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "memory://"
# Without a broker a task that is queued runs at once, and `manage.py scheduler`
# keeps the timetable.
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "publish-due-items": {"task": "content.tasks.publish_due_items", "schedule": timedelta(seconds=5)},
    "forget-expired-sessions": {"task": "accounts.tasks.forget_expired_sessions", "schedule": timedelta(hours=6)},
}

# --- Sign-in ---------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
LOGIN_URL = "two_factor:login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "two_factor:login"
# ORG-05: required for every staff user; the demo may do without and says so.
STAFF_TWO_FACTOR_REQUIRED = env.bool("GOVSITE_TWO_FACTOR", default=not DEMO)
TWO_FACTOR_PATCH_ADMIN = False
TWO_FACTOR_WEBAUTHN_RP_NAME = "GovSite"
PHONENUMBER_DEFAULT_REGION = "CN"
STAFF_IDLE_TIMEOUT = timedelta(minutes=30)
PASSWORD_MAX_AGE = timedelta(days=90)
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.CharacterClassValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# Whom the lockout page names, e.g. a telephone number of the service desk.
PLATFORM_CONTACT = env.str("GOVSITE_CONTACT", default="")
# By itself axes takes our proxy's address for everybody's: whoever knows a name could lock it for all.
AXES_CLIENT_IP_CALLABLE = "sites.client_address.client_address"
AXES_IPWARE_PROXY_COUNT = env.int("GOVSITE_PROXY_COUNT", default=0)

# --- Security --------------------------------------------------------------
SECURE_TRANSPORT = env.bool("GOVSITE_HTTPS", default=not (DEMO or DEBUG))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_TRANSPORT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_TRANSPORT else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TRANSPORT else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "publishing.errors.csrf_failure"
# The strict policy is for public pages; the admin's scripts need eval and get
# their own policy in govsite.admin_site.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}

# --- Uploads ---------------------------------------------------------------
MAX_IMAGE_BYTES = 10 * 1024 * 1024
MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# --- Language and time -----------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Files -----------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

# --- Admin look ------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": _("政府网站集约化平台"),
    "SITE_HEADER": "GovSite",
    "SITE_SUBHEADER": _("政府网站集约化平台"),
    "SITE_SYMBOL": "account_balance",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "/static/public/img/mark.svg"}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "ENVIRONMENT": "govsite.admin_site.environment_banner",
    "DASHBOARD_CALLBACK": "govsite.admin_site.dashboard",
    "SCRIPTS": ["govsite.admin_site.alive_script"],
    "STYLES": ["govsite.admin_site.own_styles"],
    "ACCOUNT": {"navigation": "govsite.admin_site.account_links"},
    "BORDER_RADIUS": "4px",
    "THEME": "light",
    "COLORS": {
        "primary": {
            "50": "#edf4fb",
            "100": "#d8e8f6",
            "200": "#b3d0ee",
            "300": "#82b3e2",
            "400": "#4f92d1",
            "500": "#2574bd",
            "600": "#0b5cad",
            "700": "#084a8c",
            "800": "#073d73",
            "900": "#06315d",
            "950": "#041f3b",
        }
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "govsite.admin_site.navigation",
    },
}

SILENCED_SYSTEM_CHECKS = [
    # TLS is ended by nginx, which also redirects port 80.
    "security.W008",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A page that does not exist is no fault of the platform.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
