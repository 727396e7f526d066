"""The two queries that look at every claim of a place: how each stands, by month, and who was asked and heard.

Both read indexes and no table (docs/adr/0016-counts-from-an-index.md), in their order. Plain SQL that SQLite and
PostgreSQL read alike; the tests hold it to `policies.state_of` and to what the snapshots say.
"""

from counterpoint.claims.choices import MESSAGES
from counterpoint.claims.queries.sql import TOLD
from counterpoint.mirror.choices import WORDINGS

ALIVE = "c.claimed_at IS NOT NULL AND (c.withdrawn_at IS NULL OR c.standing = 'contested')"
WAITS = "c.claimed_at IS NOT NULL AND c.standing = 'contested' AND c.reply_until >= %(today)s"
TO_COME = """c.claimed_at IS NOT NULL AND c.withdrawn_at IS NULL AND c.standing IN ('unanswered', 'few')
    AND NOT c.spoken AND c.due_on > %(today)s"""
DUE_IN = """CAST(SUBSTR(CAST(c.due_on AS text), 1, 4) AS integer) * 12
    + CAST(SUBSTR(CAST(c.due_on AS text), 6, 2) AS integer) - 1"""
# Each message by its number: what asks for a standing is then looked up under each, and no other claim is read.
ON = f"FROM claims_claim c WHERE c.place_id = %(place)s AND c.message IN {tuple(MESSAGES)} %(seen)s"

# Message, standing, what it was before it was claimed, month; how many, of these withdrawn, confirmed long ago, overdue;
# the first due date. What depends on more comes apart: what is not claimed or was withdrawn, what is still to come (in
# the month in which it is due), and a contest in its reply time, which is not for all to know. <1> is the claim, <2>
# whoever put it. Under the message 0: how many promises are open, how many look beyond now, and barriers from the
# frontline of late.
TALLIES = f"""SELECT c.message, c.standing, c.before, c.month, COUNT(*), COUNT(c.withdrawn_at),
    COUNT(CASE WHEN c.lasts AND c.heard_at <= %(old)s THEN 1 END),
    COUNT(CASE WHEN NOT c.spoken AND c.due_on < %(today)s THEN 1 END), CAST(NULL AS text)
    {ON} AND {ALIVE} AND ({TO_COME}) IS NOT TRUE AND ({WAITS}) IS NOT TRUE
    GROUP BY c.message, c.standing, c.before, c.month
UNION ALL SELECT w.message, w.state, '', w.month, COUNT(*), COUNT(w.withdrawn_at), 0, 0, NULL FROM (
    SELECT c.message, c.month, c.withdrawn_at, CASE WHEN c.withdrawn_at IS NOT NULL AND c.standing <> 'contested'
        THEN 'withdrawn' WHEN c.before = '' THEN 'open' ELSE c.before END AS state {ON} AND NOT ({ALIVE})
    ) w GROUP BY w.message, w.state, w.month
UNION ALL SELECT c.message, 'not_due', '', {DUE_IN}, COUNT(*), 0, 0, 0, CAST(MIN(c.due_on) AS text)
    {ON} AND {TO_COME} GROUP BY c.message, {DUE_IN}
UNION ALL SELECT w.message, w.state, '', w.month, COUNT(*), COUNT(w.withdrawn_at), 0, 0, NULL FROM (
    SELECT c.message, c.month, c.withdrawn_at, CASE WHEN {TOLD} THEN 'contested' ELSE 'in_reply' END AS state
        {ON} AND {WAITS}) w GROUP BY w.message, w.state, w.month
UNION ALL SELECT 0, 'open', '', 0, COUNT(*), COUNT(CASE WHEN c.horizon <> 'now' THEN 1 END),
    (SELECT COUNT(*) {ON} AND c.kind = 'barrier' AND c.put_at >= %(since)s
        AND (c.put_as = 'frontline' OR c.put_by_id IS NULL)), 0, NULL
    {ON} AND c.kind = 'promise' AND c.standing = 'unanswered'
    AND c.claimed_at IS NOT NULL AND c.withdrawn_at IS NULL
<misfits> %(heard)s"""  # noqa: S608  made of what stands above

# Of each message, whether something is claimed of a kind that its own words do not fit.
TALLIES = TALLIES.replace(
    "<misfits>",
    "".join(
        f"UNION ALL SELECT {message}, 'misfit', '', 0, 0, 0, 0, 0, NULL WHERE EXISTS (SELECT 1 {ON}"
        f" AND c.message = {message} AND {ALIVE} AND c.kind NOT IN ({', '.join(map(repr, sorted(one.fits)))})) "
        for message, one in WORDINGS.items()
        if one.fits
    ),
)

# Of one message, when it is opened: when a claim was last heard, longest ago and newest.
HEARD = "".join(
    f" UNION ALL SELECT 0, 'heard', '', 0, 0, 0, 0, 0, CAST({end}(c.heard_at) AS text) {ON} AND c.message = %(message)s"
    for end in ("MIN", "MAX")
)

# Of each message: whom, and how often; and how often they were heard. Whoever put an answer in a box is heard when it
# is opened.
ASKED = """SELECT <message> AS message, p.organisation_id, p.member_id, p.perspective, t.perspective, COUNT(*), COUNT(<heard>)
    FROM claims_claim c CROSS JOIN claims_counterpart p LEFT JOIN claims_ticket t ON t.id = p.ticket_id
    WHERE c.place_id = %(place)s AND <message> IS NOT NULL AND p.claim_id = c.id AND p.counts_from <by then> <claimed>
    GROUP BY 1, p.organisation_id, p.member_id, p.perspective, t.perspective
UNION ALL SELECT <message>, NULL, NULL, '', NULL, 0, COUNT(*)
    FROM claims_ballotturn b JOIN claims_counterpart p ON p.id = b.counterpart_id JOIN claims_claim c ON c.id = p.claim_id
    WHERE b.place_id = %(place)s AND <message> IS NOT NULL AND c.counted_at <by then> <claimed>
    GROUP BY 1"""
# As at a past day; of a few counterparts it is kept otherwise than it was.
HEARD_THEN = """CASE WHEN p.id IN %(more)s THEN 1 WHEN p.id IN %(less)s THEN NULL
    WHEN p.heard_at <= %(until)s THEN 1 END"""
CLAIMED = f"AND {ALIVE} AND (c.spoken OR c.due_on IS NULL OR c.due_on <= %(today)s) %(seen)s"
