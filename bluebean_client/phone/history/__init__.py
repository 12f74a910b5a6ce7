"""The call history that the engine keeps: what is written of each call, the file, and the thread that writes it."""
