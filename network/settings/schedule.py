"""What beat asks for, and when: each application names its own periodic tasks here."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "resend_due": {"task": "notifications.resend_due", "schedule": 30, "options": {"expires": 25}},
    "forget_old_emails": {"task": "notifications.forget_old", "schedule": crontab(hour=3, minute=10)},
    "forget_ended_sessions": {"task": "accounts.forget_ended_sessions", "schedule": crontab(hour=3, minute=20)},
    "forget_old_messages": {"task": "actors.forget_old_messages", "schedule": crontab(hour=3, minute=30)},
    "forget_merges": {"task": "actors.forget_merges", "schedule": crontab(hour=3, minute=40)},
    "gather_strays": {"task": "actors.gather_strays", "schedule": 600, "options": {"expires": 500}},
    "ask_confirmations": {"task": "actors.ask_confirmations", "schedule": crontab(hour=8, minute=10)},
    "remind_of_claims": {"task": "actors.remind_of_claims", "schedule": crontab(hour=8, minute=20)},
    "call_overlooked": {"task": "documents.call_overlooked", "schedule": 20, "options": {"expires": 18}},
    "call_overlooked_imports": {"task": "imports.call_overlooked", "schedule": 20, "options": {"expires": 18}},
    "clear_old_imports": {"task": "imports.clear_away", "schedule": crontab(hour=3, minute=30)},
    "remind_tasks": {"task": "crm.remind", "schedule": crontab(hour=7, minute=0)},
    "remind_of_fees": {"task": "memberships.remind", "schedule": crontab(hour=8, minute=30)},
    "remind_partners": {"task": "projects.remind_partners", "schedule": crontab(hour=8, minute=40)},
    "forget_exchanges": {"task": "crm.forget", "schedule": crontab(hour=3, minute=10)},
    "forget_requests": {"task": "memberships.forget", "schedule": crontab(hour=3, minute=15)},
    "forget_who_acted": {"task": "audit.forget", "schedule": crontab(hour=3, minute=20)},
    "close_year": {"task": "observatory.close_year", "schedule": crontab(month_of_year="12", day_of_month="31", hour="20-23", minute=40)},
    "close_year_late": {"task": "observatory.close_year", "schedule": crontab(month_of_year="1", day_of_month="1-7", hour=5, minute=40)},
    "lapse_offers": {"task": "events.lapse_offers", "schedule": 60, "options": {"expires": 50}},
    "write_announcements": {"task": "events.write_announcements", "schedule": 60, "options": {"expires": 50}},
    "remind_of_events": {"task": "events.remind", "schedule": crontab(hour="8-19", minute=5)},
    "forget_registrations": {"task": "events.forget", "schedule": crontab(minute=25)},
    "forget_certificates": {"task": "trainings.forget", "schedule": crontab(hour=3, minute=35)},
    "send_questionnaires": {"task": "trainings.send_questionnaires", "schedule": crontab(minute=15), "options": {"expires": 3000}},
    "clear_away": {"task": "documents.clear_away", "schedule": 3600, "options": {"expires": 3000}},
}
