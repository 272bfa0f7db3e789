"""One task does what an import waits for; periodic jobs take up what was lost and clear away what is old."""

from celery import shared_task

from network.imports import services


@shared_task(name=services.WORK_TASK, acks_late=True, reject_on_worker_lost=True, ignore_result=True, time_limit=3600)
def work(batch_id):
    """Check or write the import `batch_id`, if nobody else does."""
    services.work(batch_id=batch_id)


@shared_task(name="imports.call_overlooked", ignore_result=True, time_limit=60)
def call_overlooked():
    """Every 20 s: imports whose worker is dead or whose message was lost go to a worker again."""
    services.call_overlooked()


@shared_task(name="imports.clear_away", ignore_result=True, time_limit=600)
def clear_away():
    """Every day: files and lines of old imports go."""
    services.clear_away()
