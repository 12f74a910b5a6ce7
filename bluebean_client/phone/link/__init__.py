"""The local socket between window and engine: where they meet, what goes over it, and its two ends."""
