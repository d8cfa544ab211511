"""Panes and bars, drawn line by line."""
