"""The same verbs from many processes at once, each with a connection of its own."""

import multiprocessing
import traceback

from django.db import connections

processes = multiprocessing.get_context("fork")


def _work(started, answers, job, arguments):
    connections["default"].settings_dict["OPTIONS"].pop("pool", None)  # its threads stayed with the parent
    started.wait()
    for argument in arguments:
        try:
            answers.put((argument, job(argument)))
        except Exception:  # the test shows whatever a person would have met
            answers.put((argument, traceback.format_exc()))
    connections.close_all()
    answers.close()
    answers.join_thread()


def at_once(job, arguments, *, count=20):
    """Call `job(argument)` for all `arguments`, shared out among `count` processes that start together. Returns `{argument: answer}`.

    An exception is answered as its text: a test that expects none compares the answers.
    """
    connections.close_all()  # a forked process must not speak on its parent's connection
    started, answers = processes.Barrier(count), processes.Queue()
    shares = [arguments[n::count] for n in range(count)]
    workers = [processes.Process(target=_work, args=(started, answers, job, share)) for share in shares]
    for worker in workers:
        worker.start()
    found = dict(answers.get(timeout=120) for _ in arguments)
    for worker in workers:
        worker.join(timeout=30)
    return found
