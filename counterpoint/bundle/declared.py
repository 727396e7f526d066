"""Which tables are in a bundle, which are not and why. A test fails when a new table is in neither list."""

from __future__ import annotations

from pathlib import Path

CHECKER = Path(__file__).with_name("check.py")  # goes out with every bundle

FORMAT = "counterpoint-bundle"
VERSION = 1

# Table -> what a row of it is, for whoever opens the file.
IN: dict[str, str] = {
    "partnership.Place": "the place",
    "partnership.Organisation": "a partner",
    "partnership.Member": "a person in the place, with how they are reached",
    "partnership.Membership": "a person working for a partner, or belonging to one",
    "partnership.Standpoint": "where a person stands",
    "partnership.Note": "what bears on a partner or on the place for a while",
    "partnership.Matter": "a statement of what matters to the people concerned",
    "partnership.MatterCount": "how many said that a statement was true, in whole quarters",
    "partnership.Sharing": "what the place lets a programme see",
    "ledger.Chain": "where the place's chain of acts stands",
    "ledger.Text": "somebody's words with their salt; of words that were erased only that they were",
    "ledger.Cursor": "how far a reader of the ledger has come",
    "claims.Claim": "a sentence put to those who would know",
    "claims.Claimant": "who claims it",
    "claims.Request": "something asked of a partner, and how it was answered",
    "claims.Turn": "what was said or done on a record besides its answers",
    "claims.Ticket": "a secret link: only the hash of its secret",
    "claims.Pool": "several who answer as one of a number",
    "claims.PoolSeat": "one of them",
    "claims.Counterpart": "who is named as knowing whether a claim is so",
    "claims.Unsealed": "an act without a name that waits to be sealed: no time, a random key",
    "claims.Answer": "one voice's word on a claim",
    "claims.Ask": "that somebody was asked, and when",
    "claims.Ballot": "an answer in a box, with no key to who put it there",
    "claims.BallotTurn": "who has put an answer in a box, with no key to which",
    "claims.PlaceExport": "a copy of the whole place that was asked for",
    "claims.Help": "an offer of help, or that two should talk",
    "claims.Elsewhere": "a record of another place that a claim stands for",
    "promises.Promise": "a promise: what belongs to it beside its claim",
    "barriers.Barrier": "a barrier: what belongs to it beside its claim",
    "barriers.Signpost": "where the place says that what is not about working together is said",
    "offers.Offer": "an offer to work something out together: what belongs to it beside its claim",
    "offers.Cards": "cards after an event: how many took part, and until when they were out",
    "offers.CardTicket": "a secret link to one card: only the hash of its secret, and whether it was used",
    "offers.CardRelease": "what was shown of cards: counts of five and more",
    "offers.CardWords": "words of a card, in no order",
    "stories.Story": "a story: its permission and what moderators decided",
    "stories.Passage": "one part of a story, as it was told and as it is shown",
    "stories.StoryTicket": "a story’s secret link: only the hash of its secret",
    "stories.Reply": "what a partner replied to a story",
    "stories.Outcome": "that a claim says what changed because of a story",
    "stories.Behind": "that a story led to a claim",
    "stories.Concern": "that somebody may be at risk, and to whom it was handed",
    "stories.Complaint": "a complaint about a story or about data",
    "stories.Copy": "that a story was printed or saved, and whether that copy was destroyed",
    "goals.Goal": "what should be different for people",
    "goals.Chooser": "who chose a goal",
    "goals.Framing": "one partner’s version of the problem",
    "goals.GoalMatter": "a statement that a goal is about",
    "goals.Need": "one line of what a goal takes",
    "goals.Serves": "a claim that serves a goal",
    "goals.Measure": "what is measured, and how it is read",
    "goals.Reading": "what was measured for a period, corrections too",
    "goals.Target": "a target from a day on",
    "goals.Rebase": "a new beginning of a chart that was asked for",
    "goals.Forecast": "what was expected if nothing changed, locked with its day",
    "goals.Picked": "a metric set that the place picked",
    "experiments.Experiment": "something small that was tried, with what was expected",
    "experiments.LedTo": "that a try led to a record",
    "experiments.TriedFor": "that a try serves a goal",
    "programme.Group": "places of a programme that are drawn together or not at all",
    "programme.Seat": "one of them",
    "hour.Hour": "an hour together: when it began and when it ended",
    "work.Letter": "that a letter went or waits, not what it says",
    "work.Notice": "that somebody is to hear of something, once",
}

# The events are in the bundle as ledger.jsonl, in the shape in which anybody can check them (docs/reference/ledger.md).
LEDGER = "ledger.Event"

OUT: dict[str, str] = {
    "partnership.Account": "is of no place: a person signs in anew, and is known by their address",
    "partnership.Session": "that somebody is signed in, on one device, here",
    "partnership.Passkey": "a key of one address of a server: it would open nothing elsewhere",
    "partnership.SignIn": "a secret of an hour, and of no place",
    "partnership.Founding": "comes before the first place of an installation",
    "claims.ShortCode": "opens only with this installation’s secret key, and for 30 days",
    "barriers.RaisedBy": "who raised a barrier for the stewards alone: that goes into no file. The ticket still opens it",
    "stories.Telling": "a story that is still being told, kept for a week at most",
    "offers.Card": "not shown yet: of two copies a day apart, the second would show what stood on one card",
    "partnership.TrueNow": "not counted yet: of two copies a day apart, the second would show what one person said",
    "partnership.BringIn": "a spreadsheet half read, kept for a week at most; it can be brought in again",
}

# Fields that stay behind, and what stands in their place afterwards.
LEFT_BEHIND: dict[str, dict[str, object]] = {
    "partnership.Member": {"account": None},  # joined again at the next sign-in, by the address
}
