"""Two URL maps: ``platform`` for the platform's own host, ``public`` for every site."""
