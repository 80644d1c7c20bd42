"""The site: settings, addresses, the pages that need both the dictionary and the guide."""

#: Which release this is, as the changelog names it.
__version__ = "1.0.0"
