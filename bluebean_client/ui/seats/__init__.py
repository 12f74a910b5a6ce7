"""The seat list: the office as it is laid out, and as a table."""
