"""Forms of journeys, groups and legs."""
