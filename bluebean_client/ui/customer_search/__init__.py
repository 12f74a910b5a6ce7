"""Finding a customer by a part of name, code or number, and loading him by hand."""
