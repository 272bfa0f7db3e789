"""What leaves with the public records of the actors, and what keeps an actor."""

from projects.demonstration.writing import untouched
from projects.models import Project


def records(actors):
    """The projects to delete before these `actors` (pks), and the pks of those that must stay: they lead what somebody wrote."""
    gone = Project.objects.filter(pk__in=list(untouched().filter(lead__in=actors, is_demo=False).values_list("pk", flat=True)))
    stay = set(Project.objects.filter(lead__in=actors, is_demo=False).exclude(pk__in=gone).values_list("lead", flat=True))
    return [gone.exclude(lead__in=stay)], stay
