"""How a message looks on each surface. Pure, and the only place where anything is escaped."""
