from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "rehsos.desk"

    def ready(self) -> None:
        from .labels import tell

        tell()
