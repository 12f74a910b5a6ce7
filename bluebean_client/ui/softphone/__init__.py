"""The window of mode softphone, part by part."""
