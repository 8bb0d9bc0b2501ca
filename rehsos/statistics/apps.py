from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StatisticsConfig(AppConfig):
    name = "rehsos.statistics"

    def ready(self) -> None:
        post_migrate.connect(_sums, sender=self)


def _sums(**_given: Any) -> None:
    """After the guard, whose triggers keep what is made here true."""
    from .source_sums import bring_in_step

    bring_in_step()
