from django.apps import AppConfig


class JusticeConfig(AppConfig):
    name = "rehsos.justice"
