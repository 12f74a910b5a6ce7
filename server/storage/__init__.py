"""The database: SQLite or PostgreSQL behind the ports; one module per subject."""
