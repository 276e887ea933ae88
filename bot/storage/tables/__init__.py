"""The collections of the port, in the SQL that every back-end understands."""
