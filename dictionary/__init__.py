"""The dictionary: competencies with their key behaviours, levels and behavioural indicators."""
