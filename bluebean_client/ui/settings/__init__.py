"""The settings dialog: one file for each page, and the rows that they are made of."""
