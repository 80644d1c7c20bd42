"""Files that are laid out otherwise: kept while they ask, answered on a page, accounted for line by line."""
