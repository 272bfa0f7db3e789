"""The verbs: people take a file through its steps, a worker checks and writes it."""

from network.imports.services.moving import READING, table_of
from network.imports.services.steps import WORK_TASK, check, confirm, decide, drop, left_aside, read_again, receive, undo
from network.imports.services.working import call_overlooked, claim, clear_away, fail, let_go, stage, work, write

__all__ = [
    "READING", "WORK_TASK", "call_overlooked", "check", "claim", "clear_away", "confirm", "decide", "drop", "fail", "left_aside", "let_go",
    "read_again", "receive", "stage", "table_of", "undo", "work", "write",
]  # fmt: skip
