"""Tables of the mechanism: proposals, letters about them, and the history of every document."""

from exchange.models.history import FormerKey, FormerKeyQuerySet, Ledger, Page, Revision, RevisionQuerySet
from exchange.models.letters import Letter, LetterChoice
from exchange.models.proposals import RETENTION, Comment, Proposal, ProposalQuerySet, ProposedDocument

__all__ = [
    "RETENTION",
    "Comment",
    "FormerKey",
    "FormerKeyQuerySet",
    "Ledger",
    "Letter",
    "LetterChoice",
    "Page",
    "Proposal",
    "ProposalQuerySet",
    "ProposedDocument",
    "Revision",
    "RevisionQuerySet",
]
