"""What the database itself does for the action log: its own hour on every line, and the seals (audit.chain)."""

from rehsos.audit.chain import LINE_HASH

APP = "rehsos_app"

LOG_FUNCTIONS: list[tuple[str, str, str]] = [
    (
        "audit_stamp()",
        "trigger",
        # Whoever connected, not whose function is running: the owner may bring lines of the past (a demonstration).
        f"""BEGIN
             IF session_user = '{APP}' THEN NEW.recorded_at := clock_timestamp(); END IF;
             RETURN NEW;
           END""",
    ),
    (
        "audit_unsealed(most int)",
        "TABLE(number bigint, before bytea, upto timestamptz, ids uuid[], hashes bytea)",
        # Only ids and hashes go out. A line may be an hour late; what is older was slipped in, and stays outside.
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
    (
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
]

LOG_TRIGGERS = (
    "DROP TRIGGER IF EXISTS stamp ON audit_action",
    "CREATE TRIGGER stamp BEFORE INSERT ON audit_action FOR EACH ROW EXECUTE FUNCTION audit_stamp()",
)
