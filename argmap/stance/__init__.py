"""Stance: which passages bear on a claim, which way, and how sure one may be.

A source is cut into units, candidates for a claim are retrieved, a scorer judges each pair, the
figures are calibrated, and what is left are proposals for a person to accept or reject.
"""
