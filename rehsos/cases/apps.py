from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "rehsos.cases"

    def ready(self) -> None:
        """Say how this room takes back what was recorded wrongly."""
        from .actions import withdrawing  # noqa: F401 - its functions enter themselves
