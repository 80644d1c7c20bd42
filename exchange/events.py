"""What somebody did, told in one line each to whoever runs the site: never what was written, nor any secret."""

from __future__ import annotations

import logging

logger = logging.getLogger(__name__)


def tell(event: str, **facts: object) -> None:
    """Tell of an event, a word in the past tense, with its facts: numbers, names, short texts or None for none.

    Whoever writes the line quotes them, so that no text breaks it or adds to it.
    """
    logger.info(event, extra={"facts": facts})
