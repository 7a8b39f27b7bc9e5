"""Excel's door: what its buttons and worksheet functions call."""
