from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "rehsos.referral"
