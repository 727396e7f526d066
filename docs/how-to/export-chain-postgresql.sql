-- The chain of one place, an event a line, as docs/reference/ledger.md describes it. It holds no names and no words.
-- psql "$DATABASE_URL" -At -v place=harrowmere -f export-chain-postgresql.sql > harrowmere.jsonl
SELECT json_build_object(
  'place', chain.place_uuid,
  'seq', event.seq,
  'at_ms', (extract(epoch FROM event.at) * 1000)::bigint,
  'actor', event.actor,
  'verb', event.verb,
  'subject', event.subject,
  'facts', event.facts,
  'previous', event.previous,
  'hash', event.hash)
FROM ledger_event AS event
JOIN ledger_chain AS chain ON chain.place_id = event.place_id
JOIN partnership_place AS place ON place.id = event.place_id
WHERE place.slug = :'place'
ORDER BY event.seq;
