"""What an operator changes of himself: dialogs for password and picture."""
