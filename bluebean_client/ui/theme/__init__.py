"""Colours, fonts, icons and the generated style sheet."""
