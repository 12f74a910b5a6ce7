"""Before and instead of an operator: when a group takes calls, how many may wait how long, and where everybody else goes."""
