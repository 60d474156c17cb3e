"""The demo: the invented 云岭省 with sites, people and items, all written for this purpose."""
