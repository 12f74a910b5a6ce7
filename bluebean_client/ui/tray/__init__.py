"""The icon in the notification area: what it shows, how it is drawn, its menu."""
