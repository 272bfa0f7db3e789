"""The admin of what services alone write: to read."""


class ReadOnly:
    """Mix into an admin or an inline before Django's class: nothing is added, changed or deleted there."""

    def has_add_permission(self, request, obj=None):
        """Services write it."""
        return False

    def has_change_permission(self, request, obj=None):
        """What was recorded stays."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What was recorded stays."""
        return False
