"""How large a file may be, and what is in it. Read before anything is opened."""

FILE = 20_000_000  # octets
ROWS = 200_000
COLUMNS = 200
CELL = 32_767  # characters, as in a spreadsheet
LINE = 1_000_000  # octets of one physical line
SPAN = 200  # physical lines of one quoted cell

ENTRIES = 2_000  # files inside a workbook
UNPACKED = 200_000_000  # octets of all of them together
PART = 5_000_000  # octets of a part that is read whole: styles, table of contents
RATIO = 150  # times that a part larger than a megabyte may unpack to
HEAD = 60  # rows looked at to find the headings
