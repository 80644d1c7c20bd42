"""Documents: addressed lines of text, and the operations on them that need neither files nor tables. Pure."""
