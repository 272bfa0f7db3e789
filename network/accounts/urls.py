"""Log-in, sign-up, second factor and sessions: django-allauth's addresses, ours first where we answer in its place."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path

from network.accounts import views

urlpatterns = [
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", views.ConfirmEmail.as_view(), name="account_confirm_email"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("2fa/", views.SecondFactor.as_view(), name="mfa_index"),
    path("2fa/totp/activate/", login_required(views.Activate.as_view()), name="mfa_activate_totp"),
    path("sessions/", views.Sessions.as_view(), name="usersessions_list"),
    path("", include("allauth.urls")),
]
