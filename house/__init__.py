"""How the portal is installed, run, tested and measured on one machine. Standard library only: it works before anything is installed."""
