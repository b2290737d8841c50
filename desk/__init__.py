"""The editors' first screen: what waits, what changed, what is scheduled, and how healthy the site is."""
