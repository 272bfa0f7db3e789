"""One task makes one document; periodic jobs take up what was lost and clear away what is old."""

from celery import shared_task
from celery.signals import worker_process_shutdown, worker_ready

from network.documents import services
from network.documents.making import make
from network.documents.press import press, typefaces
from network.publishing import publish


@shared_task(name=services.RENDER_TASK, acks_late=True, reject_on_worker_lost=True, ignore_result=True, time_limit=3600)
def render(document_id):
    """Make the document `document_id`, if nobody else does."""
    make(document_id)


@shared_task(name="documents.call_overlooked", ignore_result=True, time_limit=60)
def call_overlooked():
    """Every 20 s: documents whose worker is dead or whose message was lost go to a worker again."""
    services.call_overlooked()


@shared_task(name="documents.clear_away", ignore_result=True, time_limit=600)
def clear_away():
    """Every hour: old documents and their files go."""
    services.clear_away()


@shared_task(name="documents.warm_up", ignore_result=True, time_limit=120)
def warm_up():
    """Make the typefaces before the first document waits for them."""
    typefaces()


@worker_ready.connect
def take_up(**_):
    """A worker that starts looks at once for what the last one left."""
    publish(warm_up.name)
    services.call_overlooked()


@worker_process_shutdown.connect
def close_press(**_):
    """A worker that ends well ends its printer."""
    press.stop()
