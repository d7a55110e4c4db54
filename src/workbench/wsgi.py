"""The door for a web server: `workbench.wsgi:application`, with COMMONWEAL_CITY set."""

import os

from django.core.wsgi import get_wsgi_application

from workbench.core.city import current_city

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
current_city()
application = get_wsgi_application()
