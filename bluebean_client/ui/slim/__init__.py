"""The slim bar: status, call and help at an edge of the screen, above all windows, where the customer data lives elsewhere."""
