"""Who may do what with applications in the admin."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ReviewPolicy(ModelPermissionPolicy):
    """Applications come from outside only, and go by the retention of personal data only."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
