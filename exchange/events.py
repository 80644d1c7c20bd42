"""Log of events for operators: one line for each. It never holds the text of documents nor secrets."""

from __future__ import annotations

import logging

logger = logging.getLogger(__name__)


def tell(event: str, **facts: object) -> None:
    """Log an event, named by a word in the past tense, with its facts: numbers, names, short texts, or None.

    The log formatter quotes the facts, so that no text can break a line or add to it.
    """
    logger.info(event, extra={"facts": facts})
