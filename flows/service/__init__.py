"""The Prefect service of this machine: server, worker, deployments, their owner's login, and their end."""
