"""Whose turn it is: the conditions under which parts may go, or be looked after."""

from __future__ import annotations

from bot.domain.chats import ASKED

# For each platform asked for, its next part `p` whose turn it is: the first of its chat that is not
# done yet. Who claims at the same time passes over what another one is claiming. One look-up for
# each platform, because then an index has them in order: with `platform IN …` every claim would
# sort all that waits. What is skipped is skipped within indexes and lists that are made once a
# claim: hundreds of chats that rest may stand before the next part.
NEXT_OF_EACH_PLATFORM = """
    SELECT (
        SELECT p.seq FROM parts p INDEXED BY parts_due
        WHERE p.platform = asked.value AND p.state = 'planned' AND {condition}
            AND NOT EXISTS (
                SELECT 1 FROM parts o INDEXED BY parts_open
                WHERE o.address = p.address AND o.seq < p.seq
                    AND o.state IN ('planned', 'sending', 'unknown')
            )
            AND NOT {paused}
        ORDER BY p.next_at, p.seq LIMIT 1 /*pg write: FOR UPDATE OF p SKIP LOCKED */
    ) AS seq
    FROM json_each(:platforms) asked /*pg: OFFSET 0 */
"""
CHAT = "substr(p.address, 1, instr(p.address || '#', '#') - 1)"  # what a thread is part of
WORKSPACE = "substr(p.address, 1, instr(p.address, '/'))"  # `slack:T1/`, or nothing
PAUSED = f"""EXISTS (
                SELECT 1 FROM chats c
                WHERE c.address = p.address AND c.paused_reason IS NOT NULL
                    AND (
                        c.paused_until IS NULL OR c.paused_until > :now
                        OR c.paused_reason <> '{ASKED}'
                    )
            )"""  # noqa: S608 -- a constant
HELD = "(SELECT scope FROM holds WHERE until > :now)"
RESTING = "(SELECT value FROM json_each(:resting))"
NOT_HELD = f"""p.platform NOT IN {HELD} AND {CHAT} NOT IN {HELD} AND {WORKSPACE} NOT IN {HELD}
        AND NOT {PAUSED}"""
FEW = 16
"""Chats that are asked about in one statement: so few that PostgreSQL, which counts them by this,
looks each of them up, and does not read all parts that there are."""
HEADS = f"""
    SELECT p.* FROM (
        SELECT (
            SELECT o.seq FROM parts o INDEXED BY parts_open
            WHERE o.address = asked.value AND o.state IN ('planned', 'sending', 'unknown')
            ORDER BY o.seq LIMIT 1
        ) AS seq
        FROM json_each(:addresses) asked LIMIT {FEW}
    ) first JOIN parts p ON p.seq = first.seq
    WHERE {NOT_HELD} AND (p.state <> 'planned' OR p.expires_at >= :now)
"""  # noqa: S608 -- constants
# Those that may go or be looked after; and those that nobody may be seeing through any more.
WAITING = f"""
    SELECT DISTINCT address FROM (
        SELECT p.address FROM parts p INDEXED BY parts_due
        WHERE p.platform = :platform AND p.state = 'planned' AND p.next_at <= :now
            AND p.expires_at >= :now AND {NOT_HELD}
        UNION ALL
        SELECT p.address FROM parts p INDEXED BY parts_doubtful
        WHERE p.platform = :platform AND p.state = 'unknown' AND p.next_at <= :now AND {NOT_HELD}
        UNION ALL
        SELECT p.address FROM parts p INDEXED BY parts_sending
        WHERE p.platform = :platform AND p.state = 'sending'
    ) waits LIMIT :limit
"""  # noqa: S608 -- constants
MAY_GO_NOW = NEXT_OF_EACH_PLATFORM.format(
    paused=PAUSED,
    condition=f"""p.next_at <= :now AND p.expires_at >= :now AND asked.value NOT IN {HELD}
            AND {CHAT} NOT IN {RESTING} AND {CHAT} NOT IN {HELD}
            AND {WORKSPACE} NOT IN {RESTING} AND {WORKSPACE} NOT IN {HELD}""",
)
# The next part of each chat, with the moment that its claim is to be known by.
CLAIM_THERE = f"""
    UPDATE parts SET state = 'sending', tried_at = next.at FROM (
        SELECT json_extract(asked.value, '$.at') AS at, (
            SELECT p.seq FROM parts p INDEXED BY parts_open
            WHERE p.address = json_extract(asked.value, '$.chat')
                AND p.state IN ('planned', 'sending', 'unknown') AND p.state = 'planned'
                AND p.next_at <= :now AND p.expires_at >= :now AND {NOT_HELD}
                AND NOT EXISTS (
                    SELECT 1 FROM parts o INDEXED BY parts_open
                    WHERE o.address = p.address AND o.seq < p.seq
                        AND o.state IN ('planned', 'sending', 'unknown')
                )
            ORDER BY p.seq LIMIT 1 /*pg write: FOR UPDATE OF p SKIP LOCKED */
        ) AS seq
        FROM json_each(:asked) asked LIMIT {FEW}
    ) next WHERE parts.seq = next.seq RETURNING /*pg: parts. */ *
"""  # noqa: S608 -- constants
MAY_GO_SOME_TIME = NEXT_OF_EACH_PLATFORM.format(
    paused=PAUSED, condition="p.next_at <= p.expires_at"
)
DOUBTFUL = f"""
    SELECT p.* FROM parts p INDEXED BY parts_doubtful
    WHERE p.state = 'unknown' AND p.next_at <= :now
        AND p.platform IN (SELECT value FROM json_each(:platforms))
        AND {NOT_HELD}
    ORDER BY p.next_at, p.seq LIMIT :limit
"""  # noqa: S608 -- constants
# What quiet hours end is planned anew by its subscription: a notice has none, and would be lost.
LATER = """address = :address AND state = 'planned' AND expires_at > :by AND EXISTS (
    SELECT 1 FROM deliveries l JOIN digests d ON d.id = l.digest_id
    WHERE l.id = parts.delivery_id AND d.subscription_id IS NOT NULL
)"""
END_BY = (
    f"UPDATE deliveries SET expires_at = :by WHERE id IN (SELECT delivery_id FROM parts WHERE {LATER})",  # noqa: E501, S608
    f"UPDATE parts SET expires_at = :by WHERE {LATER}",  # noqa: S608 -- a constant
)
