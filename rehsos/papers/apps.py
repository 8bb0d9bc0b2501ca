from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "rehsos.papers"
