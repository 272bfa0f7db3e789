"""The verbs: write an e-mail and send it again; reword a kind of e-mail."""

from network.notifications.services.rewording import WordingError, go_back, put_in_use, save_draft, send_sample, take_up
from network.notifications.services.sending import SEND_TASK, EmailError, forget_old, send, send_again

__all__ = [
    "SEND_TASK", "EmailError", "WordingError", "forget_old", "go_back", "put_in_use", "save_draft", "send", "send_again",
    "send_sample", "take_up",
]  # fmt: skip
