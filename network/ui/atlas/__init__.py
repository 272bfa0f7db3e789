"""Drawing of maps as SVG on the server: outlines from `data/`, plates, arcs, the region's loupe, the locator.

Presentation attributes and classes only: the drawings pass a strict Content-Security-Policy, keep their colours in a
PDF, and follow `portal.css` on screen. `world.py` draws the picture of the arcs, `locator.py` a place in the region.
"""
