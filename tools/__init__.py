"""Programs for those who work on argmap: the lock, the generated documentation."""
