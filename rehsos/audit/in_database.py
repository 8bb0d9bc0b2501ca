"""What the database itself does for the action log: its own hour on every line, and the seals (audit.chain)."""

from rehsos.house.database import Function, Trigger

from .chain import LINE_HASH

APP = "rehsos_app"

FUNCTIONS = (
    # The instant of the transaction comes with its scope (audit.actor); without one, as in psql, it is the database's.
    Function(
        "rehsos_now()",
        "timestamptz STABLE",
        "BEGIN RETURN coalesce(nullif(current_setting('rehsos.now', true), '')::timestamptz, now()); END",
    ),
    Function(
        "audit_done(action uuid, told bytea)",
        "text",
        """BEGIN
             RETURN (SELECT CASE WHEN a.digest = told THEN 'same' ELSE 'other' END FROM audit_action a
                      WHERE a.id = action);
           END""",
    ),
    # Whoever connected, not whose function is running: the owner may bring lines of the past (a demonstration).
    Function(
        "audit_stamp()",
        "trigger",
        f"""BEGIN
             IF session_user = '{APP}' THEN NEW.recorded_at := clock_timestamp(); END IF;
             RETURN NEW;
           END""",
    ),
    # Only ids and hashes go out. A line may be an hour late; what is older was slipped in, and stays outside.
    Function(
        "audit_unsealed(most int)",
        "TABLE(number bigint, before bytea, upto timestamptz, ids uuid[], hashes bytea)",
        f"""DECLARE last audit_seal;
           BEGIN
             SELECT * INTO last FROM audit_seal s ORDER BY s.number DESC LIMIT 1;
             RETURN QUERY SELECT coalesce(last.number, 0) + 1,
               coalesce(last.own, decode(repeat('00', 32), 'hex')), greatest(max(q.recorded_at), last.upto),
               array_agg(q.id ORDER BY q.recorded_at, q.id), string_agg(q.hash, ''::bytea ORDER BY q.recorded_at, q.id)
               FROM (SELECT a.id, a.recorded_at, {LINE_HASH} AS hash FROM audit_action a
                      WHERE a.recorded_at < clock_timestamp() - interval '1 minute'
                        AND (last.number IS NULL OR (a.recorded_at > last.upto - interval '1 hour'
                          AND a.id NOT IN (SELECT unnest(s.ids) FROM audit_seal s
                                            WHERE s.upto > last.upto - interval '2 hours')))
                      ORDER BY a.recorded_at, a.id LIMIT most) q;
           END""",
    ),
    Function(
        "audit_seal_put(link bigint, at timestamptz, till timestamptz, lines uuid[], sums bytea, own bytea, sig bytea)",
        "boolean",
        """BEGIN
             PERFORM pg_advisory_xact_lock(hashtext('audit_seal'));
             IF link <> coalesce((SELECT max(number) FROM audit_seal), 0) + 1 THEN RETURN false; END IF;
             INSERT INTO audit_seal (number, sealed_at, upto, ids, hashes, own, signature)
               VALUES (link, at, till, lines, sums, own, sig);
             RETURN true;
           END""",
    ),
)

TRIGGERS = (Trigger("stamp", "audit_action", "BEFORE INSERT", "audit_stamp"),)
