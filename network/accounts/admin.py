"""Accounts on the team's desk: open, correct, give a role, help somebody who lost their phone. No password is ever seen or set here."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from network.accounts import erasing, services
from network.accounts.models import User
from network.audit.history import LockedAdmin
from network.audit.parts import PartForm
from network.audit.services import record

# Log-in and password have one door, django-allauth's; its tables hold secrets and sessions that nobody needs to read.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.password_change = lambda request, extra_context=None: redirect("account_change_password")
for model in (EmailAddress, Authenticator, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

ROLES = ("is_active", "is_staff", "is_superuser")


class AddressInline(admin.TabularInline):
    """Which addresses are confirmed."""

    model = EmailAddress
    fields = readonly_fields = ("email", "verified", "primary")
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        """Addresses are added by their owner."""
        return False


@admin.register(User)
class UserAdmin(LockedAdmin):
    """The accounts."""

    form = PartForm
    list_display = ("email", "first_name", "last_name", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups", "is_demo")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email", "pk")
    filter_horizontal = ("groups", "user_permissions")
    readonly_fields = ("last_login", "date_joined", "is_demo")
    inlines = (AddressInline,)
    actions = ("remove_second_factor", "end_sessions", "erase_selected")
    fieldsets = (
        (None, {"fields": ("email", "first_name", "last_name")}),
        ("Rôles", {"fields": (*ROLES, "groups", "user_permissions")}),
        ("Dates", {"fields": ("last_login", "date_joined", "is_demo")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "first_name", "last_name", "is_staff", "groups")}),)

    def get_fieldsets(self, request, obj=None):
        """Fewer questions for a new account."""
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_readonly_fields(self, request, obj=None):
        """Only somebody who may do everything gives roles."""
        given = () if request.user.is_superuser else (*ROLES, "groups", "user_permissions")
        return (*self.readonly_fields, *given)

    def get_inlines(self, request, obj):
        """No address to show before the account is there."""
        return self.inlines if obj else ()

    def has_change_permission(self, request, obj=None):
        """An account that may do everything is changed by its equals."""
        equal = obj is None or request.user.is_superuser or not obj.is_superuser
        return super().has_change_permission(request, obj) and equal and not (obj and obj.erased_at)

    def has_delete_permission(self, request, obj=None):
        """Accounts are closed (« actif ») or erased by their own procedure, never deleted from a list."""
        return False

    def save_model(self, request, obj, form, change):
        """A new account opens by a letter; a corrected address is to be confirmed; a change of role is recorded."""
        address = obj.email = obj.email.strip().lower()
        if change and "email" in form.changed_data:
            obj.email = form.initial["email"]
        super().save_model(request, obj, form, change)
        if not change:
            services.open_account(user=obj, by=request.user)
            return
        if "email" in form.changed_data:
            services.change_address(user=obj, address=address, by=request.user)
        roles = {name: [form.initial[name], form.cleaned_data[name]] for name in ROLES if name in form.changed_data}
        if "groups" in form.changed_data:
            roles["groups"] = [[group.name for group in form.initial["groups"]], [group.name for group in form.cleaned_data["groups"]]]
        if roles:
            record(by=request.user, verb="changer les rôles", target=obj, changes=roles)

    @admin.action(description="Retirer le second facteur", permissions=["change"])
    def remove_second_factor(self, request, queryset):
        """For people who lost their phone and their recovery codes."""
        self._each(request, queryset, services.remove_second_factor, "Second facteur retiré")

    @admin.action(description="Fermer toutes les sessions", permissions=["change"])
    def end_sessions(self, request, queryset):
        """Log people out everywhere."""
        self._each(request, queryset, services.end_sessions, "Sessions fermées")

    @admin.action(description="Effacer, à la demande de la personne…", permissions=["change"])
    def erase_selected(self, request, queryset):
        """For people who ask by letter: says who would go and what stands in the way, then does it."""
        if "confirmed" in request.POST:
            self._each(request, queryset, erasing.erase, "Personne effacée")
            return None
        waiting = [(user, erasing.refusals(user)) for user in queryset.filter(erased_at=None)]
        context = {
            **self.admin_site.each_context(request),
            "title": "Effacer des personnes",
            "opts": self.opts,
            "people": [user for user, refusals in waiting if not refusals],
            "refused": [(user, refusals) for user, refusals in waiting if refusals],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "accounts/erase.html", context)

    def _each(self, request, queryset, service, done):
        for user in queryset:
            if not self.has_change_permission(request, user):
                messages.error(request, f"« {user} » : réservé à qui peut tout faire.")
                continue
            try:
                service(user=user, by=request.user)
                messages.success(request, f"{done} : {user}.")
            except services.AccountError as error:
                messages.error(request, str(error))


@admin.register(Group)
class TeamGroupAdmin(LockedAdmin, GroupAdmin):
    """What a group of people of the team may do."""

    form = PartForm
