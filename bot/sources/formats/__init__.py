"""How documents of each kind are read. All of it runs in a process that may be killed."""
