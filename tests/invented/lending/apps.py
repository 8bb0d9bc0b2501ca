from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "rehsos.lending"
    default_auto_field = "django.db.models.BigAutoField"
