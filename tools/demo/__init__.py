"""`make demo`: a call centre on one machine, with customers who call."""
