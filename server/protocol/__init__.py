"""The wire contract between server, client and web console. Submodules hold it; this file imports nothing."""

PROTOCOL_VERSION = 1
OLDEST_PROTOCOL_VERSION = 1
API_PREFIX = "/api/v1"
