"""Who may do what with memberships."""

from actors.rules import represents
from network.accounts.rules import is_board, is_team

may_ask = represents  # those who act for the organisation today
can_read_roll = is_team | is_board
can_read_fees = represents | is_team
