"""An act on many things at once, and one sentence that says how many it was done to."""

from django.contrib import messages

from network.ui.french import plural

SAID_AT_ONCE = 5  # refusals that are told one by one


def each(request, things, act, *, words, errors):
    """Do `act(thing)` to each, and tell: « 3 fiches publiées. » (`words`: « fiche publiée|fiches publiées »), then why some were refused.

    `errors`: what a service raises, whose message is for the person. Returns how many were done.
    """
    done, refused = 0, []
    for thing in things:
        try:
            act(thing)
        except errors as error:
            refused.append((thing, str(error)))
        else:
            done += 1
    if done:
        messages.success(request, f"{plural(done, words)}.")
    for thing, why in refused[:SAID_AT_ONCE]:
        messages.error(request, why if str(thing) in why else f"{thing} : {why}")
    if len(refused) > SAID_AT_ONCE:
        messages.error(request, f"Et {plural(len(refused) - SAID_AT_ONCE, 'autre')} dans le même cas.")
    return done
