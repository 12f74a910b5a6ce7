"""The lists beside the rail: waiting calls, abandoned calls, callbacks, customers assigned to me; and the callback's notice."""
