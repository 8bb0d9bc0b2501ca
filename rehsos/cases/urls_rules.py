"""The rules behind the clocks."""

from django.urls import path

from .pages import rules

urlpatterns = [
    path("", rules.all_rules, name="rules"),
    path("<str:code>/", rules.one_rule, name="rule"),
]
