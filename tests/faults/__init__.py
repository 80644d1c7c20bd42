"""What goes wrong around the site: `python3 run.py faults` for the long form, the short one with all other tests."""

import os
import time

LONG = os.environ.get("FAULTS") == "long"
#: When the long form must have come to its end, in seconds since 1970.
END = float(os.environ.get("FAULTS_END", "inf"))


def seconds_left():
    """How long a test may still take; what is counted is counted until then."""
    return END - time.time()
