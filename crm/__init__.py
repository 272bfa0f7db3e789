"""What the team remembers of its contacts with organisations. Nothing here is for members or visitors."""
