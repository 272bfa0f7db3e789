"""The team's comments as the page and the report show them."""

from observatory.models import Comment
from observatory.scope import scope_of


def comments_of(selection, year):
    """{section: [paragraph]} of what the team says of a selection in the edition of `year`."""
    found = Comment.objects.about(scope_of(selection), year).values_list("section", "text")
    return {
        section: [" ".join(block.split()) for block in text.replace("\r", "").split("\n\n") if block.strip()] for section, text in found
    }
