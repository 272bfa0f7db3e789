"""The colours of the drawings, which do not see the stylesheet. The same as the tokens of portal.css."""

INK, INK_2, MUTED = "#16242f", "#3a4852", "#53616b"
RIVER, RIVER_LIGHT = "#0f5e66", "#d9ecec"
SAFFRON, SAFFRON_LIGHT, AMBER = "#d98e04", "#fbeac3", "#e9a83a"
CLAY, CLAY_LIGHT = "#a8452b", "#f7e0d6"
PLUM, OCHRE = "#5d3f6e", "#b97400"
SAND, SAND_2, PAPER = "#faf6ee", "#f3ecdd", "#fffdf8"
LINE, LINE_2 = "#e2dacb", "#857d68"
SEA, LAND, CONCERNED = "#e9f1ee", "#efe6d4", "#e9d3ae"
RAMP = ("#f3ead7", "#cfe3df", "#8fbfbe", "#3f8c90", RIVER)
COLLEGES = {"collectivites": RIVER, "associations": CLAY, "enseignement": PLUM, "economie": OCHRE}
COLLEGES_ON_INK = {"collectivites": "#7cc3c3", "associations": "#e88f72", "enseignement": "#cfb0dc", "economie": "#f0b43c"}
