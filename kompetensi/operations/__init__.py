"""Running the site: databases and what is said when they do not answer, health, schema, logs."""
