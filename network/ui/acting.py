"""What the pages of an act have in common: the words, the form, the way back; and what is said afterwards."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse

from network.ui.bulk import each


class ActingAdmin:
    """Mix into an admin whose objects are acted upon: pages for one act, bulk acts with their refusals in words.

    `errors`: what its services raise, whose message is for the person.
    """

    errors = ()

    def address(self, name, *args):
        """The address of a page of this admin: `list`, `change` or one of its own."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args, current_app=self.admin_site.name)

    def held(self, request, object_id):
        """The object to act upon; 404 when it is not there, 403 without the right to change it."""
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        return thing

    def delete_queryset(self, request, queryset):
        """One by one, each through its service."""
        self.do_all(request, queryset, lambda thing: self.delete_model(request, thing), "ligne supprimée|lignes supprimées")

    def act_page(self, request, title, form, label, **context):
        """The page of an act: what it will do (`lead`, `things`), its form, its button."""
        shown = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "label": label,
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": self.address("changelist"),
            **context,
        }
        return TemplateResponse(request, "ui/admin/act.html", shown)

    def do(self, request, act, done):
        """Run an act; say what it did, or why it could not. Returns whether it did."""
        try:
            act()
        except self.errors as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        if done:
            self.message_user(request, done, messages.SUCCESS)
        return True

    def do_all(self, request, things, verb, words, **fields):
        """Run a service on each of `things`; `words` is « adhésion exonérée|adhésions exonérées »."""
        each(request, things, verb, words=words, errors=self.errors)
