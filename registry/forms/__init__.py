"""Forms: what people type, checked and cleaned, handed to one service."""
