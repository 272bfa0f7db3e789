"""Open data: what is published, for programs. It reads the lists where their pages read them (decision 17)."""
