"""URL maps of the room: ``public`` on every site, ``platform`` on the platform's own host."""
