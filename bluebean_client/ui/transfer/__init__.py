"""転送: choose a target, talk with it, hand the customer over."""
