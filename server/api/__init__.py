"""The server's doors: REST, WebSocket, metrics and health."""
