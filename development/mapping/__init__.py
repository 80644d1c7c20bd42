"""The map between sub-aspects and competencies."""
