"""Tables of the dictionary: competencies, their key behaviours, their levels and the levels' indicators."""

from dictionary.models.competencies import Competency, KeyBehaviour
from dictionary.models.levels import Indicator, Level

__all__ = ["Competency", "Indicator", "KeyBehaviour", "Level"]
