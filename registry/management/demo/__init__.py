"""The invented text of the demo registry: no Django, no real persons, the same text for the same seed."""
