from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "rehsos.letters"
