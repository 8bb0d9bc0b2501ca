"""Rehsos as a WSGI application. `config.web` is the door before it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("REHSOS_WORK", "web")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
