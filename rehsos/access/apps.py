from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .threads import keep_in_threads


class AccessConfig(AppConfig):
    name = "rehsos.access"

    def ready(self) -> None:
        keep_in_threads()
        post_migrate.connect(_guard, sender=self)


def _guard(**_given: Any) -> None:
    from .guard import apply

    apply()
