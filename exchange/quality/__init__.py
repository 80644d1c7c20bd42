"""Quality: rules on stored documents, and the care list of findings."""
