"""Django's way to whoever a session names, here in the one statement that also finds who acts and sets the scope."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .models import User
from .queries import signed_in


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """A password is checked as allauth does it; a session's user comes with their posting of today."""

    def get_user(self, user_id: Any) -> User | None:
        """The sign-in, with `acts`: its Actor at this moment, for the request that asks and no longer."""
        found = signed_in(user_id)
        if found is None or not self.user_can_authenticate(found[0]):
            return None
        user, user.acts = found[0], found[1]
        return user
