"""The site: settings, addresses, and the pages that need both the dictionary and the guide."""

#: The release, as the changelog names it.
__version__ = "1.0.0"
