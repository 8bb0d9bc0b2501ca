"""Sign-in, roles and permissions, scope, and the database's own guard.

Who may do what is answered here, once; whether it may happen now is each room's policy.
"""
