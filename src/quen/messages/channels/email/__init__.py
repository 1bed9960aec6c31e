"""E-mail: any SMTP server, or a provider through django-anymail."""
