from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "rehsos.statistics"
