"""What runs Rehsos on a machine: the database server, the web processes, setup and checks."""
