"""Pictures of a map: laid out by an engine that sees boxes only, drawn by argmap itself.

Light to import: Graphviz, resvg and typst are loaded when a picture needs them.
"""

from argmap.pictures.draw import draw, render
from argmap.pictures.options import FORMATS, DrawOptions, Picture, PictureRefused

__all__ = ["FORMATS", "DrawOptions", "Picture", "PictureRefused", "draw", "render"]
