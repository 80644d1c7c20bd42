"""Checks of the site for its operator, which `manage.py doctor` prints."""
