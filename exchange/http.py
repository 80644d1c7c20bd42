"""HTTP headers that several rooms send."""

#: Content security policy of downloads. A browser that shows one nevertheless runs and loads nothing.
SANDBOX = "default-src 'none'; sandbox"
