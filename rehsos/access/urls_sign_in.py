"""Signing in and out, passwords and second factors: what of allauth we offer.

Not here, so not there: registering, resetting a password by e-mail and changing the e-mail address. An
administrator does these.
"""

from allauth.account import views
from django.urls import include, path

from .password_page import change_password

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", change_password, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
