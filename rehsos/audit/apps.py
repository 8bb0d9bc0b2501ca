from collections import deque

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Every process knows every action of the house: a line of the log is said in words wherever it is read."""

    name = "rehsos.audit"

    def ready(self) -> None:
        """Read the actions of each room; they enter themselves."""
        from rehsos.house.rooms import every

        deque(every("actions"), maxlen=0)
