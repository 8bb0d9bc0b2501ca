"""Django's PostgreSQL, asked less often whether it is still there (`base`, where Django looks for it)."""
