"""The performance benchmark; README.md says what it measures and how."""
