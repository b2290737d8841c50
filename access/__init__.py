"""API keys of frontends' build servers: what lets one of them ask more often than anybody else may. They open nothing."""
