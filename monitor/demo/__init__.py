"""The demo: a whole outage at a simulated préfecture, watched over real loopback sockets under a simulated clock."""
