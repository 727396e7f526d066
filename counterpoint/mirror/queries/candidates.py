"""Which claims could have a next, where a message has too many to look at each: plain SQL, as `queries.sql` has it."""

# The newest of the partners' lines.
LINES = """SELECT n.id FROM (SELECT l.id FROM claims_claim l
    WHERE l.place_id = %(place)s AND l.kind = %(line)s AND l.withdrawn_at IS NULL AND l.put_at >= %(lines)s
    ORDER BY l.put_at DESC LIMIT 1) n"""

# Of each message that has too many claims to draw, the oldest claim that each rule of what next may speak of. What is
# cheap to ask comes first in every condition; MATERIALIZED, or SQLite would ask it all twice.
OLDEST = """WITH w AS MATERIALIZED (SELECT c.id, c.message, CASE
    WHEN c.claimed_at IS NULL THEN CASE
        WHEN c.kind = 'request' AND c.put_at < %(request)s THEN 'request_silent'
        WHEN c.kind = 'promise' AND c.before = 'heard' AND c.put_at < %(heard)s THEN 'heard_unowned'
        WHEN c.kind = 'barrier' AND c.before IN ('raised', 'taken') AND c.put_at < %(barrier)s THEN 'barrier_open'
        END
    WHEN c.standing = 'contested' THEN CASE
        WHEN c.reply_until IS NULL OR c.reply_until >= %(today)s THEN NULL
        WHEN c.kind = 'coproduced' AND NOT EXISTS (SELECT 1 FROM claims_turn t
            WHERE t.claim_id = c.id AND t.verb IN %(replied)s) THEN 'steps_apart'
        WHEN c.kind IN %(talked_over)s AND NOT EXISTS (SELECT 1 FROM claims_turn t
            WHERE t.claim_id = c.id AND t.verb IN %(talking)s) THEN 'talk_first'
        END
    WHEN c.due_on > %(today)s THEN NULL
    WHEN c.kind = 'promise' AND c.due_on < %(overdue)s AND NOT c.spoken AND NOT EXISTS (
        SELECT 1 FROM claims_turn t WHERE t.claim_id = c.id
        AND (t.verb = 'kept' OR (t.verb IN %(speaks)s AND t.at >= c.due_on))) THEN 'promiser_silent'
    WHEN c.kind = 'promise' AND c.id IN (SELECT k.claim_id FROM claims_claimant k
        JOIN partnership_organisation o ON o.id = k.organisation_id AND o.kind = 'national'
        WHERE o.place_id = %(place)s) AND 'national' = (SELECT o.kind FROM claims_claimant k
        JOIN partnership_organisation o ON o.id = k.organisation_id
        WHERE k.claim_id = c.id ORDER BY k.id LIMIT 1) THEN 'national_silent'
    WHEN c.id IN (SELECT k.claim_id FROM claims_ask k WHERE k.place_id = %(place)s AND k.round >= 2)
        AND NOT EXISTS (SELECT 1 FROM claims_counterpart p
            WHERE p.claim_id = c.id AND p.instead_of_id IS NOT NULL) THEN 'whoever_now'
    END AS rule
    FROM claims_claim c
    WHERE c.place_id = %(place)s AND c.message IN %(crowded)s AND c.standing IN ('unanswered', 'contested')
    AND c.withdrawn_at IS NULL %(seen)s)
    SELECT MIN(w.id) FROM w WHERE w.rule IS NOT NULL GROUP BY w.message, w.rule
    UNION ALL <lines>""".replace("<lines>", LINES)

# What has been asked and said about claim <1>, by its due date <2>.
TURNED = "EXISTS (SELECT 1 FROM claims_turn t WHERE t.claim_id = <1> <by then t> AND t.verb IN %(verbs)s)"
SPOKE = """EXISTS (SELECT 1 FROM claims_turn t WHERE t.claim_id = <1> <by then t>
    AND (t.verb = 'kept' OR (t.verb IN %(verbs)s AND t.at >= <2>)))"""
ROUNDS = "SELECT COALESCE(MAX(k.round), 0) FROM claims_ask k WHERE k.claim_id = <1> <by then k>"
AWAITED = """SELECT k.member_id FROM claims_ask k WHERE k.claim_id = <1> <by then k> AND k.round >= 2
    ORDER BY k.at DESC LIMIT 1"""
REPLACED = """EXISTS (SELECT 1 FROM claims_counterpart p
    WHERE p.claim_id = <1> <by then p> AND p.instead_of_id IS NOT NULL)"""
CLAIMANT = """SELECT o.id FROM claims_claimant k JOIN partnership_organisation o ON o.id = k.organisation_id
    WHERE k.claim_id = <1> <by then k> ORDER BY k.id LIMIT 1"""
CLAIMANT_KIND = CLAIMANT.replace("o.id FROM", "o.kind FROM")
