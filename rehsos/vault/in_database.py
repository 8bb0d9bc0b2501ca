"""What the database itself does with keys: the app may destroy one, and change none."""

from rehsos.house.database import Function

FUNCTIONS = (
    Function(
        "vault_erase(whose uuid)",
        "void",
        """BEGIN
             INSERT INTO vault_key (subject, wrapped, destroyed_at) VALUES (whose, '', rehsos_now())
             ON CONFLICT (subject) DO UPDATE SET wrapped = '', destroyed_at = rehsos_now()
              WHERE vault_key.destroyed_at IS NULL;
           END""",
    ),
)
