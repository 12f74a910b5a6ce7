"""What the services need from outside, one protocol for each neighbour; submodules hold them, this file imports nothing."""
