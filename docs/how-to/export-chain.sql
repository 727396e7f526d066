-- The chain of one place, an event a line, as docs/reference/ledger.md describes it. It holds no names and no words.
-- sqlite3 counterpoint.sqlite3 ".param set :place 'harrowmere'" ".read export-chain.sql" > harrowmere.jsonl
SELECT json_object(
  'place', substr(u, 1, 8) || '-' || substr(u, 9, 4) || '-' || substr(u, 13, 4) || '-' || substr(u, 17, 4) || '-' || substr(u, 21),
  'seq', seq,
  'at_ms', CAST(strftime('%s', at) AS INTEGER) * 1000 + CAST(substr(at || '.000', instr(at || '.000', '.') + 1, 3) AS INTEGER),
  'actor', actor,
  'verb', verb,
  'subject', subject,
  'facts', json(facts),
  'previous', previous,
  'hash', hash)
FROM (
  SELECT event.*, replace(lower(chain.place_uuid), '-', '') AS u
  FROM ledger_event AS event
  JOIN ledger_chain AS chain ON chain.place_id = event.place_id
  JOIN partnership_place AS place ON place.id = event.place_id
  WHERE place.slug = :place
)
ORDER BY seq;
