"""The rooms of this house, bottom to top, and what each of them has under one name.

    for module in every("actions"):      # rehsos.directory.actions, rehsos.access.actions, …

A door of the house asks every room so, and names none of them.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from types import ModuleType

from django.apps import apps

HOUSE = "rehsos."


def rooms() -> tuple[str, ...]:
    """The packages of the installed rooms, bottom to top: `rehsos.vault`, `rehsos.audit` and so on."""
    return tuple(config.name for config in apps.get_app_configs() if config.name.startswith(HOUSE))


def every(name: str) -> Iterator[ModuleType]:
    """The module `name` of each room that has one, read with all that lies in it when it is a package."""
    for room in rooms():
        if find_spec(path := f"{room}.{name}") is not None:
            module = import_module(path)
            for part in walk_packages(getattr(module, "__path__", ()), f"{path}."):
                import_module(part.name)
            yield module
