// All scenarios, in one process: they share the browser and the servers.
