"""What goes out of the registry, and later comes in, as files. Reads by queries; writes only through services."""
