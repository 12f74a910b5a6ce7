"""What stands around a client on one machine: a server with its switch, customers that call in, what they say."""
