# An assessment in words: what was found, in which words, and what nobody can know from the inputs.

# --- Words for the outcome, the grave and the less grave, the verdicts and the state of a row

outcome-consistent = consistent as far as verified
outcome-open = open
outcome-inconsistent = inconsistent on this evidence

summary-consistent = Consistent as far as verified: on these inputs nothing speaks against the obligations examined, and what the inputs cannot show is stated beside it.
summary-open = Open: no obligation was found unmet, but something is late, disputed or to be clarified before more can be said.
summary-inconsistent = Inconsistent on this evidence: at least one obligation was not met by what these inputs state.
summary-departure = Inconsistent on this evidence: at least one political commitment was not kept by what these inputs state. It does not bind in law, so this is a departure and no breach.
summary-nothing = No obligation was examined: on no day of which the inputs speak did one bind.
tally-obligations = { $count ->
    [one] { $count-shown } obligation examined
   *[other] { $count-shown } obligations examined
}: { $consistent-shown } consistent as far as verified, { $open-shown } open, { $inconsistent-shown } inconsistent.
tally-blind = { $count ->
    [one] { $count-shown } matter
   *[other] { $count-shown } matters
} cannot be known from these inputs.

severity-contradiction = Contradictions
severity-inconsistent = Legal obligations not met on this evidence
severity-departure = Departures from political commitments
severity-late = Late or not provided
severity-discrepancy = Discrepancies between the Parties
severity-question = Questions to clarify
severity-blind = What cannot be known from these inputs

verdict-within = within the limit
verdict-within-not-binding = within the limit, which does not bind yet
verdict-over-not-binding = over the limit, which does not bind yet
verdict-over = over the limit
verdict-disputed = over or within, depending on the reading
verdict-incomplete = within the limit as far as declared, but classes that count are missing
verdict-not-provided = not provided
verdict-not-in-force = limit not in force

row-confirmed = confirmed
row-unchanged = same as before
row-partly-confirmed = partly confirmed
row-derived = derived
row-unconfirmed = unconfirmed
row-not-provided = not provided

# --- Findings

evidence = Evidence: { $places }.
lines-more = { $places } and { $count-shown } more
dates-more = { $dates } { $count ->
    [one] and { $count-shown } more day
   *[other] and { $count-shown } more days
}
count-by-reading = Count by this reading: { $count-shown }.
finding-by-act = The ground on record is the act “{ $act }” of { $date }.

finding-over-limit = “{ $limit }”: the number is { $value-shown }, the limit is { $most-shown } and binds from { $binds }. The number is { $excess-shown } above the limit.
finding-over-by-one-reading = “{ $limit }”: the number is { $value-shown }; whether it is over a limit of { $most } depends on the reading. Which reading holds is not decided here.
finding-not-provided = “{ $clock }”: the data of { $exchange } were not provided. They were due by { $due }.
finding-withheld = “{ $clock }”: the data of { $exchange } were published, but withheld from the other Party by the act “{ $act }” of { $date }.
finding-disputed-count = “{ $dispute }”: since { $since } the Parties differ on what counts towards “{ $limit }”, limited to { $most-shown }. Both readings are kept and neither is preferred.
finding-disputed-aggregates = The inputs hold aggregate numbers only, so the counts by the two readings cannot be set side by side.
finding-no-row = “{ $clock }”: the inputs hold no row for { $exchange }, though they hold rows before and after that day.
finding-beyond-the-inputs = “{ $clock }”: the inputs hold nothing of this Party after its last row, so they do not show whether the data of { $dates } were provided.
finding-after-the-day = Rows of days after the day of the audit were left aside: { $dates }.
finding-nothing-of = The inputs hold no row of this Party.
finding-incomplete = “{ $limit }”: what was declared comes to { $counted-shown }, but classes that count too were not declared: { $missing }. The number may be too low.
finding-incomplete-group = “{ $freeze }”, group “{ $group }”: what was declared comes to { $counted-shown }, but classes that count too were not declared: { $missing }. The number may be too low.
finding-nothing-due = The row says “not provided” of a day for which no exchange was due: either the day is wrong, or there was nothing to provide.
finding-unconfirmed = { $count ->
    [one] No number of the row for { $dates } was seen in a published source.
   *[other] No number of the rows for these { $count-shown } days was seen in a published source: { $dates }.
} What is said of it rests on that.
finding-partly-confirmed = { $count ->
    [one] Some numbers of the row for { $dates } were not themselves seen in a published source, or were computed from others.
   *[other] Some numbers of the rows for these { $count-shown } days were not themselves seen in a published source, or were computed from others: { $dates }.
}
finding-count-differs = “{ $limit }”: the declared aggregate is { $declared-shown }, the declared items come to { $counted-shown }. The difference is { $difference-shown }.
finding-stated-otherwise = “{ $class }”: the Party declares { $declared-shown }; the other Party ({ $by }) states { $stated-shown }. Both numbers are kept.
finding-stated-otherwise-undeclared = “{ $class }”: the Party declares no number; the other Party ({ $by }) states { $stated-shown }.
finding-part-exceeds-whole = “{ $part }” holds { $items-shown }, more than the { $of-shown } of “{ $whole }”, of which it is a part.
finding-unknown-type = The type “{ $type }” is declared, but the instrument lists no such type for this Party.
finding-growth = “{ $freeze }”: the group “{ $group }” stands at { $value-shown } against a baseline of { $baseline-shown }, which is { $excess-shown } more.
finding-no-baseline = “{ $freeze }”: the inputs hold no numbers for the baseline day, { $day }, so growth cannot be told.
finding-no-baseline-day = “{ $freeze }”: the text names no baseline day, so growth cannot be told.
finding-freeze-undefined = “{ $freeze }”: the text leaves open what is frozen, so growth cannot be told.
finding-unverified-agreed = The instrument has this measure, but its record is not among the inputs.
finding-unverified-not-agreed = The instrument has no such measure.
finding-unverified-probability = No probability is stated: these inputs hold no inspections.
finding-outside-the-limits = Items that no limit of the instrument counts: the inputs say nothing of them, and nothing is concluded about them.

# --- What stays unknown without the record of a measure

unverified-statement = Whether the Party itself stands by these numbers: they are taken from tables that nobody signed.
unverified-totals = What the totals are: no Party's own totals are among the inputs.
unverified-commitments = Whether a number was fixed on its day or adjusted afterwards, and whether it agrees with a ledger that cannot be rewritten.
unverified-openings = Whether what stands at a site is what was recorded for it.
unverified-sampled-inspections = Whether sites chosen by lot, which nobody could prepare for, bear the declared numbers out.
unverified-tags = Whether a counted item is counted once, and is the one that was counted before.
unverified-absence-visits = Whether places declared to be empty are empty.
unverified-portal-missile-plants = How many missiles leave production, and whether all of them were declared.
unverified-portal-warhead-plants = Whether warheads were made, returned to service or moved beyond what was declared.
unverified-dismantlement-portal = Whether an item taken out of the count was dismantled.
unverified-challenge = Whether items exist that were never declared, at declared places or elsewhere.
unverified-itemised-exchange = Of which items, types and sites the totals are made up.
unverified-notifications = How the numbers moved between two declared days, and whether changes were notified in time.
unverified-unique-identifiers = Whether each item counted is a distinct one, and where it went afterwards.
unverified-on-site-inspections = Whether the declared numbers agree with what stands at the sites, warheads on each missile included.
unverified-exhibitions = Whether the types have the features by which they are counted and told apart.
unverified-telemetry = What flight tests show of the missiles, such as how many warheads they are built to release.
unverified-national-technical-means = What each Party sees by its own means: such observations are not published and are not among the inputs.

# --- The assessment as a document

report-kind = Assessment of declarations
report-as-of = As of { $date }
report-form-legal = Form: { $form }; binding in law
report-form-political = Form: { $form }; not binding in law
report-outcome-title = Outcome
report-rests-on = What it rests on
report-input-instrument = Instrument “{ $id }”
report-input-rows = { $count ->
    [one] { $count-shown } row
   *[other] { $count-shown } rows
}
report-nothing-read = No declarations are among the inputs.
report-obligations-title = Obligations
report-obligations-none = The inputs touch no obligation of the instrument.
report-numbers-title = Declared numbers
report-numbers-none = The inputs hold no number that any limit counts.
report-numbers-of = Declared numbers of { $party }, with how each stands to its limit
report-charts-title = Declared numbers over time
report-charts-none = No chart is drawn: no limit has numbers of two days.
report-findings-title = Findings
report-findings-none = No findings but those on what cannot be known, below.
report-findings-count = { $count-shown } { $count ->
    [one] finding
   *[other] findings
}
report-blind-intro = Declarations are statements. Some matters no reading of these inputs can settle, whatever the outcome above.
report-blind-agreed = Agreed, but the record is not among the inputs
report-blind-not-agreed = Not among the measures of the instrument
report-blind-other = In the inputs themselves
report-readings-title = How each Party reads it
report-again-title = How to check this again
report-again-intro = The assessment is computed from the files below and from nothing else. The same bytes give the same assessment:
report-again-hashes = Before comparing, make sure that the files are the same:
report-note = This is a comparison of statements with rules and with evidence. Compliance is for governments to judge.

report-col-article = Article
report-col-obligation = Obligation
report-col-party = Party
report-col-outcome = Outcome
report-col-covers = Inputs cover
report-col-date = Date
report-col-row = Status
report-col-line = Line
report-col-file = File
report-col-hash = SHA-256
report-col-measure = Measure
report-col-unknown = What stays unknown
report-about = About { $parties }
report-column-of = { $mark } = { $limit }; limit { $most-shown }
report-column-binds = { $column }, binds from { $date }
report-limit-of = limit { $most-shown }
report-binds-from = binds from { $date }
report-contents = Contents
report-language = Language
report-language-name = English
report-evidence = Evidence
report-paraphrase = The texts of articles are paraphrases; only the instrument as published is authentic.
report-marks = Marks

# --- Charts

chart-title = { $limit }: declared numbers over time
chart-desc = { $parts }
chart-limit = The limit is { $most-shown }.
chart-limit-binds = The limit is { $most-shown } and binds from { $date }.
chart-series = { $party }: { $first-shown } on { $first-date }, { $last-shown } on { $last-date }.
chart-one = { $party }: { $first-shown } on { $first-date }.
chart-none = { $party }: no numbers.
chart-gaps = { $party }: not provided for { $dates }
chart-by-reading = { $count-shown } ({ $reader })
chart-legend-reading = count of the same items by the reading of the Party named
chart-lower = lower case: not confirmed, or only in part
chart-legend-hollow = hollow: not confirmed, or only in part
chart-legend-gap = not provided
chart-legend-dotted = dotted: the limit before it binds
chart-both = several at one point
chart-axis = The vertical axis begins at { $bottom-shown }.
