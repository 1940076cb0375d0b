"""Facts in, bytes out: the papers that the registry prints. Nothing here reads the database or writes anything."""
