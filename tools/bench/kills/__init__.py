"""An operator types, saves and promises calls while window, phone engine and server are killed at random: nothing may be lost."""
