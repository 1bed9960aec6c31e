"""What we ask of a password."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext


class LongEnough(MinimumLengthValidator):
    """Django's own rule with a sentence that is translated: its Vietnamese lags behind its English."""

    def get_error_message(self) -> str:
        return gettext("The password needs at least %(length)s characters.") % {"length": self.min_length}
