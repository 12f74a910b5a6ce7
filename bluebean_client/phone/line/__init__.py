"""When to register, and what answers and changes of the network mean."""
