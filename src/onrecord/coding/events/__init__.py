"""From triggers to events: the only room that sees the others."""
