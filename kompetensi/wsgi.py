"""Entry point for WSGI servers."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kompetensi.operations import databases, listening, watch

listening.end_with_main()  # first: a worker that is still starting ends as well
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetensi.settings")
application = get_wsgi_application()
databases.for_requests(settings.DATABASES["default"])
watch.start(settings.DATABASES["default"])
