"""What goes wrong around the site: `python3 run.py faults` for the long form, the short one with all other tests."""

import os

LONG = os.environ.get("FAULTS") == "long"
