from importlib import import_module

from django.apps import AppConfig

ACTIONS = [
    "rehsos.people.actions",
    "rehsos.intake.actions",
    "rehsos.cases.clockwork",
    "rehsos.cases.actions.opening",
    "rehsos.cases.actions.stages",
    "rehsos.cases.actions.facts",
    "rehsos.cases.actions.work",
    "rehsos.cases.actions.plan",
    "rehsos.cases.actions.letters",
    "rehsos.cases.actions.closing",
    "rehsos.justice.actions.matter",
    "rehsos.justice.actions.steps",
]


class DeskConfig(AppConfig):
    """The timeline says every action in words, so all of them must be known."""

    name = "rehsos.desk"

    def ready(self) -> None:
        for module in ACTIONS:
            import_module(module)
