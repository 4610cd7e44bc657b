"""When and where qinggao runs: the command line, and Prefect flows on a schedule."""
