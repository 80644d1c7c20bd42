"""Map between sub-aspects and competencies."""
