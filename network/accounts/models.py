"""People who log in, by e-mail address."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

models.EmailField.register_lookup(Lower)  # `email__lower__in`: one address, whatever the capitals it was typed with
BOARD_GROUP = "Conseil d’administration"


class UserManager(BaseUserManager):
    """Makes accounts from an e-mail address, always kept in lower case."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """A new account; without `password`, it can only log in by code or after a reset."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """An account that may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person's account (compte). Never shared between people."""

    username = None
    email = models.EmailField("adresse électronique", unique=True, error_messages={"unique": "Cette adresse a déjà un compte."})
    erased_at = models.DateTimeField("effacé le", null=True, blank=True, editable=False)
    is_demo = models.BooleanField("démonstration", default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="accounts_user_email_any_case", violation_error_message="Cette adresse a déjà un compte."
            )
        ]

    def __str__(self):
        return "Personne effacée" if self.erased_at else self.get_full_name() or self.email

    @cached_property
    def sits_on_board(self):
        """A member of the board; read once a request."""
        return self.groups.filter(name=BOARD_GROUP).exists()
