"""Staff workbooks merged into one master: what each row came from, and where two disagree."""
