"""What other systems read: JSON under /api/v1/, described by /api/v1/openapi.json, with keys instead of sessions.

A module for each noun; `answers` says what every answer has in common, `problems` how a refusal is told.
"""
