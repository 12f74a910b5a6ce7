"""Who is offered a waiting call: what a group declares, how it ranks its operators, and what follows from it all."""
