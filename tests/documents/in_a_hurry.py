"""Workers whose silence is noticed sooner: the same jobs, a quarter of the seconds. Longer than a sign of life takes (`pulse.REST`)."""

from network.settings.dev import *  # noqa: F403
from network.settings.dev import CELERY_BEAT_SCHEDULE, DOCUMENTS

DOCUMENTS = {**DOCUMENTS, "lease": 8}
CELERY_BEAT_SCHEDULE = {
    **CELERY_BEAT_SCHEDULE,
    "call_overlooked": {**CELERY_BEAT_SCHEDULE["call_overlooked"], "schedule": 3, "options": {"expires": 3}},
}
