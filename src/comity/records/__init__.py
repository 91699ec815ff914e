"""The register's files: their shape, reading, checking and writing."""
