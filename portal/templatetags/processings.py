"""What is told to a person where data are asked for."""

from django import template

from portal.processings import processings

register = template.Library()


@register.inclusion_tag("portal/includes/processing_notice.html", takes_context=True)
def processing_notice(context, name):
    """The note of one processing, in the words of the page « Données personnelles ». KeyError for one that is not declared there."""
    return {"processing": {one.name: one for one in processings()}[name], "network": context["network"]}
