"""Questions that join or count. Nothing here writes."""
