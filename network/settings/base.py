"""Settings that every run shares. What differs comes from the environment: see the README's table."""

from pathlib import Path

from csp.constants import NONE, SELF
from redis.backoff import NoBackoff
from redis.retry import Retry

from network.settings.env import broker, database, env, env_bool, env_list
from network.settings.fees import fees
from network.settings.logs import LOGGING  # noqa: F401
from network.settings.retention import kept_years
from network.settings.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var")))

# The network that runs this portal: nothing in code or templates names it.
NETWORK = {
    "name": env("NETWORK_NAME", "Pays de la Loire Coopération Internationale"),
    "name_lines": env_list("NETWORK_NAME_LINES", ["Pays de la Loire", "Coopération", "internationale"]),
    "region": env("NETWORK_REGION", "Pays de la Loire"),
    "from_region": env("NETWORK_FROM_REGION", "depuis les Pays de la Loire"),
    "email": env("NETWORK_EMAIL", "contact@demo.example"),
    "publisher": env("NETWORK_PUBLISHER", ""),
    "seat": env("NETWORK_SEAT", ""),
    "phone": env("NETWORK_PHONE", ""),
    "host": env("NETWORK_HOST", ""),
}
ACCESSIBILITY = env("ACCESSIBILITY", "non conforme")  # the law's words; « non conforme » until somebody has audited the site
ACCESSIBILITY_AUDIT = env("ACCESSIBILITY_AUDIT", "")  # who audited it, when, how many criteria are met
# Under which licence what is published may be used again; said by the open data and their page.
OPEN_DATA = {
    "licence": env("OPEN_DATA_LICENCE", "Licence Ouverte 2.0"),
    "url": env("OPEN_DATA_LICENCE_URL", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
}
SITE_URL = env("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "network.ui.admin_site.NetworkAdminConfig",  # django.contrib.admin, by mission
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    "network.taxonomy",
    "network.ui",
    "network.accounts",
    "network.audit",
    "network.notifications",
    "network.documents",
    "network.imports",
    "network.moderation",
    "network.directory",
    "network.backup",
    "actors",
    "crm",
    "memberships",
    "projects",
    "events",
    "trainings",
    "observatory",
    "portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "network.ui.compression.PageCompression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "network.accounts.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "network.ui.throttle.ThrottleMiddleware",
]

ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["network.ui.templatetags.french", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.ui.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# Redis: Celery's broker, and the cache of public pages. What must work without Redis
# (sessions, rate limits) is kept in PostgreSQL.
REDIS_URL = env("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "network_cache", "OPTIONS": {"MAX_ENTRIES": 20000}},
    "pages": {
        "BACKEND": "network.directory.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "TIMEOUT": 86400,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 0)},
    },
    # The last pages asked for, in the worker itself: their keys say all that they depend on.
    "nearby": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 40}},
}
CELERY_BROKER_URL = broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_connect_timeout": 2, "socket_timeout": 5}

EMAIL_TIMEOUT = 10
EMAILS_KEPT_DAYS = 365
KEPT_YEARS = kept_years()
DEFAULT_FROM_EMAIL = f"{NETWORK['name']} <{NETWORK['email']}>"

# Documents: where chapters and typefaces are kept; how many are printed side by side; what one may take, in megabytes and
# seconds; how long a worker may be silent (seconds) and how often a document is tried; when an e-mail says that it is
# ready (after so many seconds); how long a file is kept after it was last asked for (days).
DOCUMENTS = {
    "folder": Path(env("DOCUMENTS_DIR", str(VAR_DIR / "documents"))),
    "processes": int(env("DOCUMENTS_PROCESSES", "2")),
    "memory": 400,
    "seconds": 120,
    "lease": 20,
    "attempts": 3,
    "mail_after": 20,
    "keep_days": 30,
}

# Imports: how long a worker may be silent (seconds) and how often one is tried; when an e-mail says that it moved (after so many
# seconds); how long the file and its lines are kept (days).
IMPORTS = {"lease": 20, "attempts": 3, "mail_after": 20, "keep_days": 30}

# How often one person (or one address) may ask, as "times/seconds"; an empty table turns it off.
THROTTLE = {
    "api": "120/60", "search": "120/60", "export": "20/60", "document": "10/60", "autocomplete": "240/60", "upload": "20/60",
    "invite": "30/3600", "contact": "6/3600", "register": "20/3600", "claim": "10/3600", "enrol": "40/3600",
    "calendar": "60/60", "check": "60/3600",
}  # fmt: skip

# After how many days without a confirmation its managers are asked for one, then the sheet is shown « à confirmer », then « à revoir ».
ACTORS = {"ask_after_days": 180, "stale_after_days": 240, "outdated_after_days": 365}

MEMBERSHIPS = fees()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:space"
LOGOUT_REDIRECT_URL = "portal:home"
PASSWORD_RESET_TIMEOUT = 2 * 3600
SESSION_COOKIE_AGE = 14 * 24 * 3600

ACCOUNT_ADAPTER = "network.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "network.accounts.names.NameForm"
ACCOUNT_FORMS = {
    "login": "network.accounts.forms.LoginForm",
    "signup": "network.accounts.forms.SignupForm",
    "add_email": "network.accounts.forms.ChangeEmailForm",
    "change_password": "network.accounts.forms.ChangePasswordForm",
    "set_password": "network.accounts.forms.SetPasswordForm",
    "reset_password": "network.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "network.accounts.forms.NewPasswordForm",
    "request_login_code": "network.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "network.accounts.forms.LoginCodeForm",
    "reauthenticate": "network.accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Counted in PostgreSQL (the default cache), so that they hold while Redis is away. `key` is the address.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,5/900s/key",
    "reset_password": "20/m/ip,5/900s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXIES", "0"))  # proxies in front of us that add to X-Forwarded-For
MFA_ADAPTER = "network.accounts.mfa.Adapter"
MFA_FORMS = {
    "authenticate": "network.accounts.forms.SecondFactorForm",
    "reauthenticate": "network.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "network.accounts.forms.ActivateForm",
}
MFA_TOTP_ISSUER = NETWORK["name"]
MFA_TOTP_TOLERANCE = 1
# The second factor is offered to everybody, and demanded of the team and of the board when this is on.
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR", True)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
NODE = BASE_DIR / "node_modules"
STATICFILES_DIRS = [BASE_DIR / "static"]
PACKAGE_FILES = {  # of each front-end package, what pages load (and the maps that these files name)
    "vendor/bootstrap": (NODE / "bootstrap/dist", ["css/bootstrap.min.css*"]),
    "vendor/htmx": (NODE / "htmx.org/dist", ["htmx.min.js"]),
    "vendor/leaflet": (NODE / "leaflet/dist", ["leaflet.css", "leaflet.js*", "images/*.png"]),
    "vendor/markercluster": (NODE / "leaflet.markercluster/dist", ["MarkerCluster.css", "leaflet.markercluster.js*"]),
    "vendor/fonts/source-sans-3": (NODE / "@fontsource-variable/source-sans-3/files", ["*.woff2"]),
    "vendor/fonts/ysabeau-office": (NODE / "@fontsource-variable/ysabeau-office/files", ["*.woff2"]),
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "network.ui.packages.PackageFiles",
    "network.ui.drawn.DrawnFiles",  # the sprite and the map's outlines
]
DRAWN_ROOT = VAR_DIR / "drawn"
OUTLINES = {
    "departements": BASE_DIR / "data/territoire/departements_pdl.geojson",
    "epci": BASE_DIR / "data/territoire/epci_pdl.geojson",
    "territoire": BASE_DIR / "data/territoire/pdl_communes_epci_dep.topojson",
    "monde": BASE_DIR / "data/monde/monde_50m_simplifie.topojson",
}
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR_DIR / "media")))
MAP_TILES = env("MAP_TILES", "")  # address of a tile server, `https://…/{z}/{x}/{y}.png`; empty: our own outlines alone
MEDIA_URL = "/media/"  # never served by path: every file leaves through a view that checks

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "network.ui.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
