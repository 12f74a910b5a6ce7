"""What an empty desk shows beside the words: callbacks of today, latest contacts."""
