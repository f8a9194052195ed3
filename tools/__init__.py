"""What the Makefile calls: set-up, translations, zip, demo, pictures."""
