"""How the stance model that argmap ships is trained. Not part of the installed package.

``python -m training --help`` says what to type; ``docs/model-card.md`` what came of it.
"""
