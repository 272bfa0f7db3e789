"""What else happens when something moves from one state to another. The app that owns the model says it, in its `apps.py`."""

_followers = {}


def follow(model, act):
    """Call `act(thing=…, before=…, by=…)` inside the transaction of each move of a `model`; `thing.state` is the new state."""
    acts = _followers.setdefault(model, [])
    if act not in acts:
        acts.append(act)


def tell(thing, *, before, by):
    """Tell those who follow that `thing` moved from `before`."""
    for act in _followers.get(type(thing), []):
        act(thing=thing, before=before, by=by)
