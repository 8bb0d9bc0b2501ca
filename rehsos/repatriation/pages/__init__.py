"""Pages of journeys, groups and legs."""
