"""Operation of the site: databases, pages shown while they do not answer, health, schema, logs."""
