"""The site: settings, addresses, the pages that need both the dictionary and the guide."""
