"""allauth, told that nobody registers alone: sign-ins are made by an administrator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed for sign-up; staff accounts come from `rehsos user add`."""

    def is_open_for_signup(self, request: Any) -> bool:
        del request
        return False
