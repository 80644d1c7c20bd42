"""Headers that several kinds of answers share."""

#: The content security policy of downloads: shown by a browser all the same, they may do nothing.
SANDBOX = "default-src 'none'; sandbox"
