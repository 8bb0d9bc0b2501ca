from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "rehsos.look"

    def ready(self) -> None:
        from .repeated import say_once

        say_once()
