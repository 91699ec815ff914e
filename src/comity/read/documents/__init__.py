"""Documents: a file, bytes or an address made plain text that knows where it came from."""
