"""Documents: addressed lines of text, and everything that is done to them without files or tables. Pure."""
