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
finding-unverified-agreed = This measure is agreed, but its record is not among the inputs.
finding-unverified-not-agreed = This measure is not agreed in the instrument.
chance-nothing = Probability that something hidden would be found under this instrument: 0. Nothing in its measures looks at the world itself; they compare what the Parties state.
chance-not-stated = Probability that something hidden would be found under this instrument: not known. Some of its measures look at the world itself, but the numbers from which it would follow, such as how many sites a Party has, are not in the instrument.
chance-visits = Probability that a site at which something is hidden is visited, where each visit of a treaty year goes to another site and lots decide to which:
chance-of-visits = { $party }, “{ $inspection }”, { $visits ->
    [one] { $visits-shown } visit
   *[other] { $visits-shown } visits
} a treaty year to { $sites ->
    [one] { $sites-shown } site
   *[other] { $sites-shown } sites
}: { $hidden }.
chance-hidden = { $at ->
    [one] { $chance } if { $at-shown } site hides something
   *[other] { $chance } if { $at-shown } sites do
}
chance-of-freeze = Over the { $years-shown } treaty years of the freeze: { $hidden }.
chance-of-one-year = The freeze lies within one treaty year.
chance-elsewhere = Places that were never declared are not among these sites: there these visits would find nothing. For whatever else in the instrument looks at the world, it states no number.
chance-below = less than { $percent }
chance-above = more than { $percent }
finding-outside-the-limits = Items that no limit of the instrument counts: the inputs say nothing of them, and nothing is concluded about them.

# --- Findings about records. What a reason says stands as it was found, in English.

finding-not-a-statement = An entry of the record cannot be read as a statement: { $why }. It is covered by the signature over the whole record, so it cannot be taken back; it is not counted.
finding-foreign = The statement names { $names }, and not this instrument and the keeper of this record. It is not counted here.
finding-not-signed = The statement lacks a signature that it needs: { $why }. It binds nobody, and is not counted.
finding-out-of-place = The record holds { $kind } for which the instrument has no place: { $why }. It is not counted.
finding-equivocation = Two versions of this record exist: for its first { $size-shown } { $size ->
    [one] statement
   *[other] statements
}, the copy examined and the checkpoint seen by { $seen-by } do not agree, and both are signed as this record. A record may only grow.
finding-equivocation-others = Two versions of this record exist: for its first { $size-shown } { $size ->
    [one] statement
   *[other] statements
}, the checkpoints seen by { $seen-by } and by { $against } do not agree, and both are signed as this record. A record may only grow.
finding-equivocation-shown = Anybody can check this from the two signatures; no explanation helps.
finding-equivocation-disowned = The key that signed one of them was ended at a smaller size, and nobody had acknowledged that version before this was known: a thief of the key may have made it.
finding-epoch-twice = Epoch { $epoch-shown }: the record states this epoch a second time, or after a later one. Each epoch is stated once and in order, so that no statement replaces another.
finding-epoch-out-of-order = Epoch { $epoch-shown }: the next one was epoch { $expected-shown }, so at least one epoch is left out. What happened in between is not proved.
finding-previous-differs = Epoch { $epoch-shown }: the statement builds on another statement of the epoch before than the one in this record. The chain of epochs does not hold together here.
finding-previous-differs-baseline = Epoch { $epoch-shown }: the statement names another baseline than the one in this record. Growth would be measured against other numbers than those that were fixed first.
finding-shape-differs = Epoch { $epoch-shown }: the statement speaks of other sites, movements or limits than the instrument and the Party's own acts give for this epoch. A proof about another list shows nothing about this one.
finding-wrong-length = Epoch { $epoch-shown }: the list “{ $of }” has { $found-shown } { $found ->
    [one] entry
   *[other] entries
} where there must be { $expected-shown }. Such a statement cannot be proved.
finding-not-a-commitment = Epoch { $epoch-shown }: in the list “{ $of }”, entry { $index-shown } (counted from 0) is no commitment: no number can stand behind it. Such a statement cannot be proved.
finding-proof-malformed = Epoch { $epoch-shown }: the { $part } cannot even be read, so it shows nothing.
finding-counts-unproved = Epoch { $epoch-shown }: the proof that every hidden number is a count, never less than 0, fails. Without it, a negative number at one place could hide a surplus at another. The signed statement itself shows this; no explanation helps.
finding-flows-or-bounds-unproved = Epoch { $epoch-shown }: the proof that every movement is a count, and that every freeze and limit is kept, fails. By this statement growth is not ruled out. The signed statement itself shows this; no explanation helps.
finding-balance-open = Epoch { $epoch-shown }: the committed number of “{ $class }” does not follow from the number of the epoch before and the committed flows: it changed otherwise than by them. The signed proof of the balance fails, and nothing said later can make it hold; why the number changed, the record does not say.
finding-balance-open-plant = Epoch { $epoch-shown }: inside the plant “{ $plant }”, the committed number of “{ $class }” does not follow from the number of the epoch before and what was committed as entering, leaving and ending there. The signed proof of the balance fails, and nothing said later can make it hold; why the number changed, the record does not say.
finding-sum-differs = “{ $opening }”. { $epochs }: the number opened for “{ $class }” is { $sum-shown }, and the numbers fixed at the time do not add up to it. The opened number and the signed commitments cannot both be right; no explanation helps.
finding-opening-not-due = “{ $opening }”. { $epochs }: this opening is not in the schedule, or was made already. Each fixed number enters one opened sum at most; otherwise two sums together would give away a single number.
finding-opening-not-due-unknown = Opening { $number-shown } (counted from 0). { $epochs }: the instrument has no such opening. Each fixed number enters one opened sum at most; otherwise two sums together would give away a single number.
finding-opened-early = “{ $opening }”: this was opened before the Party's record had acknowledged the baselines of all others. The order is fixed so that no baseline can be fitted to another's numbers.
finding-epoch-late = { $epochs }: provided on { $provided }; due by { $due }. What was stated is not touched by that.
finding-epoch-late-many = { $epochs }: all provided late. The first was due by { $due } and provided on { $provided }. What was stated is not touched by that.
finding-epoch-late-unseen = { $epochs }: not provided by { $due }, when it was due. Whether it came later, the copies of the records that were examined are too old to show.
finding-epoch-late-many-unseen = { $epochs }: none provided when it was due; the first was due by { $due }. Whether they came later, the copies of the records that were examined are too old to show.
finding-epoch-early = { $epochs }: dated, or acknowledged by others, before the day of the epoch was over. What stands where at its end nobody could know then.
finding-epoch-early-many = { $epochs }: all dated, or acknowledged by others, before the day of each was over. What stands where at its end nobody could know then.
finding-epoch-missing = { $epochs }: not provided by the day of the audit. Due by { $due }. The time of grace is running.
finding-epoch-missing-over = { $epochs }: not provided by the day of the audit. Due by { $due }. The time of grace is over too.
finding-epoch-missing-many = { $epochs }: none provided by the day of the audit. The first was due by { $due }. The time of grace is running.
finding-epoch-missing-many-over = { $epochs }: none provided by the day of the audit. The first was due by { $due }. The time of grace is over too.
finding-opening-late = “{ $opening }”. { $epochs }: opened on { $provided }; due by { $due }.
finding-opening-late-unseen = “{ $opening }”. { $epochs }: not opened by { $due }, when it was due. Whether it was opened later, the copies of the records that were examined are too old to show.
finding-opening-missing = “{ $opening }”. { $epochs }: not opened by the day of the audit. Due by { $due }.
finding-correction = Epoch { $epoch-shown }: the Party corrects its ledger of “{ $class }”: { $up-shown } added as missed before, { $down-shown } taken away as counted wrongly before. All its corrections of this class so far: { $sum-up-shown } added, { $sum-down-shown } taken away. A correction is stated openly and calls for clarification.
finding-correction-plant = Epoch { $epoch-shown }: the Party corrects its ledger of “{ $class }” inside the plant “{ $plant }”: { $up-shown } added as missed before, { $down-shown } taken away as counted wrongly before. All its corrections of this class so far: { $sum-up-shown } added, { $sum-down-shown } taken away. A correction is stated openly and calls for clarification.
finding-correction-room = The corrections of the frozen group to which the class belongs take away { $room-shown } more than they add, and the bound of the freeze stays at the baseline. So { $room ->
    [one] { $room-shown } item
   *[other] { $room-shown } items
} could be added later without that bound showing it.
finding-excess = { $epochs }: the Party itself states more than { $bound } allows: { $most-shown } over at most. Corrections that every other Party accepted explain { $accepted-shown }; { $rest-shown } { $rest ->
    [one] remains
   *[other] remain
} unexplained.
finding-excess-explained = { $epochs }: the Party itself states more than { $bound } allows: { $most-shown } over at most. Corrections that every other Party accepted explain { $accepted-shown }, so the whole of it is an error of the past that all accept.
finding-act-late = Epoch { $epoch-shown }: the change of sites, or of the room in their lists, that begins with this epoch was acknowledged only after the epoch before it had closed. It holds from the epoch that it names.
finding-receipt-overdue = The Party did not acknowledge the record of { $of } in time: { $statements ->
    [one] { $statements-shown } statement had
   *[other] { $statements-shown } statements had
} no receipt from it when one was due, the first by { $due }. Receipts keep a record from being rewritten unnoticed; that one is missing makes nobody else late.
finding-receipt-invalid = A receipt does not verify: { $why }. It counts as none.
finding-receipt-went-back = A receipt for the record of { $of } is dated before an earlier one of the same keeper, or acknowledges less than it. Receipts only go forward, so that none can be put in afterwards.
finding-dated-ahead = The statement bears a date { $seconds ->
    [one] { $seconds-shown } second
   *[other] { $seconds-shown } seconds
} after the time at which others already held it, which is more than clocks may differ. Its own date decides nothing; the receipts do.
finding-copy-is-old = According to { $seen-by }, this record has { $seen-shown } { $seen ->
    [one] statement
   *[other] statements
} or more; the copy examined holds { $held-shown }. What stands in the later ones is not part of this assessment.
finding-record-not-held = The record of { $of } is not among the inputs. What only it could show stays open.
finding-bodies-not-held = { $statements ->
    [one] { $statements-shown } statement of this record is for other readers, and its content is
   *[other] { $statements-shown } statements of this record are for other readers, and their contents are
} not among the inputs. That they were made, and when, is known; what they say is not.
finding-sites-visited = “{ $inspection }”: { $reports ->
    [one] { $reports-shown } inspection
   *[other] { $reports-shown } inspections
} came to a report, at { $visited-shown } of { $sites ->
    [one] { $sites-shown } site
   *[other] { $sites-shown } sites
}. What stands elsewhere, or stood there at another time, they do not show.
sites-visited-sealed = What was opened is sealed to the inspectors: whoever has the keys of their requests can open it again. Opened again here: { $opened-shown } of { $reports-shown }.
sites-visited-met = Lots led to { $drawn-shown } of these. Probability that one at which something is hidden was drawn: { $hidden }.
finding-chain-broken = Epoch { $epoch-shown }: its balance could not be held against the epoch before it, of which no usable numbers are fixed. The chain of proofs is broken here, and growth between the two is not ruled out.

epochs-one = Epoch { $first-shown }
epochs-many = Epochs { $first-shown } to { $last-shown }
epochs-many-dated = Epochs { $first-shown } to { $last-shown } ({ $from } – { $to })
bound-group = the frozen group “{ $group }”
bound-limit = the limit “{ $limit }”
bound-transit = the limit on what is on the road
evidence-leaves = { $record }, { $count ->
    [one] statement
   *[other] statements
} { $places }

statement-epoch = an epoch statement
statement-declaration = a declaration
statement-opening = an opening
statement-receipt = a receipt
statement-key = a key statement
statement-revocation = a revocation
statement-act = an act
statement-agreed = an agreed statement
statement-step = a step of an inspection
statement-clarification = a step of a clarification
statement-other = a statement

listed-cells = numbers by site and class
listed-flows = movements
listed-roots = lists of items by site
listed-excess = excesses
listed-corrections = corrections
listed-derived-proof = proof of movements and limits
listed-balances = proofs of balances
listed-sums = opened sums
listed-classes = classes

proof-cells = proof that every number is a count
proof-derived = proof of movements and limits
proof-balance = proof of a balance

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
report-findings-none = No findings but those on what cannot be known, above.
report-findings-count = { $count-shown } { $count ->
    [one] finding
   *[other] findings
}
report-blind-intro = Declarations are statements. Some matters no reading of these inputs can settle, whatever the outcome above.
report-blind-agreed = Agreed, but the record is not among the inputs
report-blind-not-agreed = Not among the agreed measures of the instrument
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
report-covers-none = no record of the Party
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

# --- Records: the year, what was opened, who acknowledged what

report-kind-records = Assessment of records
report-nothing-read-at-all = Nothing is among the inputs.
report-input-record = Record { $code } of { $of }, { $size ->
    [one] { $size-shown } statement
   *[other] { $size-shown } statements
}
report-blind-intro-records = A proof speaks of the ledger that a Party fixed, not of the world. Some matters no reading of these inputs can settle, whatever the outcome above.
report-col-basis = To be shown
basis-proved = by proof, without revealing the number
basis-declared = by declared numbers
basis-opened = by opened numbers, held against those fixed before
basis-kept = by signed statements and the receipts of others
basis-provided = by what was provided, and when
basis-seen = by what was declared and what monitors say that they saw, held against opened numbers

report-year-title = The year
report-year-none = No record of a Party is among the inputs.
year-title = { $party }: the course of the record
year-sum = { $party }: { $due ->
    [one] { $due-shown } epoch
   *[other] { $due-shown } epochs
} due; { $stated-shown } stated, { $proved-shown } proved, { $in-time-shown } in time; receipts given: { $receipts-shown }.
year-month = due { $due-shown }, stated { $stated-shown }, proved { $proved-shown }, in time { $in-time-shown }, receipts given { $receipts-shown }
year-one-sign = One sign for each epoch, on its day.
year-more = Later months that are not shown: { $count-shown }.
year-elsewhere = Findings without a day of these months: { $count-shown }.
year-col-month = Month
year-col-epochs = Epochs
year-col-due = Due
year-col-stated = Stated
year-col-proved = Proved
year-col-in-time = In time
year-col-receipts = Receipts
year-col-findings = Findings
mark-proved = proved
mark-stated = stated in clear, without a proof
mark-late = late
mark-missing = not provided
mark-contradicted = contradicted
mark-count = { $mark }: { $count-shown }
month-of = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
found-contradiction = { $count ->
    [one] { $count-shown } contradiction
   *[other] { $count-shown } contradictions
}
found-inconsistent = { $count-shown } not met
found-departure = { $count ->
    [one] { $count-shown } departure
   *[other] { $count-shown } departures
}
found-late = { $count-shown } late
found-discrepancy = { $count ->
    [one] { $count-shown } discrepancy
   *[other] { $count-shown } discrepancies
}
found-question = { $count ->
    [one] { $count-shown } question
   *[other] { $count-shown } questions
}
letter-contradiction = C
letter-inconsistent = N
letter-departure = D
letter-late = L
letter-discrepancy = V
letter-question = Q
kind-of-finding-contradiction = contradiction
kind-of-finding-inconsistent = obligation not met
kind-of-finding-departure = departure
kind-of-finding-late = late
kind-of-finding-discrepancy = the Parties vary
kind-of-finding-question = question
letter-and-more = a plus sign: several on one day, the gravest named

report-opened-title = Opened numbers
report-opened-none = Nothing was opened.
report-opened-intro = Each number is the sum that the Party opened and that the numbers fixed before confirm.
report-records-title = Records
report-records-none = No record is among the inputs.
record-of = Record { $code } of { $of }
record-size = { $size ->
    [one] { $size-shown } statement
   *[other] { $size-shown } statements
}, root { $root }
record-covered = { $by }: acknowledged up to { $size-shown } of { $of-shown }, last on { $date }, { $time } UTC; receipts: { $receipts-shown }
record-uncovered = Nobody acknowledges it.
report-col-record = Record
report-col-size = Statements
report-col-root = Root
report-col-by = Acknowledged by
report-col-up-to = Up to
report-col-last = Last time (UTC)
report-col-receipts = Receipts
report-col-opening = Opening
report-col-class = Class
report-col-period = Period
report-col-sum = Number
opened-period = { $epochs }, { $day }
report-again-folder = The records are examined where they lie, in a folder that holds the instrument as treaty.toml and each record under the name of its keeper:
report-again-roots = A record is the same where its size and its root are:

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

# --- Findings about inspections.

visit = Inspection “{ $kind }” no. { $number-shown } of { $host } by { $inspector }
visit-at = Inspection “{ $kind }” no. { $number-shown } of { $host } by { $inspector }, site “{ $site }”
visit-unknown-kind = of no kind of this instrument
finding-step-twice = { $visit }: after one and the same step, its author signed { $step } and another. Both stand in its record; no explanation helps.
finding-step-back-dated = { $visit }: { $step } bears a date { $seconds ->
    [one] { $seconds-shown } second
   *[other] { $seconds-shown } seconds
} before that of the step that it follows, more than clocks may differ. The order of the steps is certain, the dates are not.
finding-step-late = { $visit }: { $step } came { $minutes ->
    [one] { $minutes-shown } minute
   *[other] { $minutes-shown } minutes
} after its time had run out.
finding-step-missing = { $visit }: { $step } was due by { $due } and was not made. The time of grace is running.
finding-step-missing-over = { $visit }: { $step } was due by { $due } and was not made. The time of grace is over too.
finding-beyond-rights = { $visit }: the inspector asked for more than it may: { $why }.
finding-not-drawn = { $visit }: the lot fell on “{ $drawn }”, and the inspector designated another site. Both nonces are open, so anybody can draw again.
finding-not-drawn-nowhere = { $visit }: there is no site on which the lot could have fallen, and the inspector designated one.
finding-chose-early = { $visit }: the inspector chose the site itself while the host's time for its part of the draw was still running.
finding-not-covered = { $visit }: the designation names a head of the host's record that the inspector's own record had not acknowledged. What was to be opened must be fixed before the site is known.
finding-other-epoch = { $visit }: the host opened epoch { $opened-shown }, and the last one below the head that the designation names is epoch { $expected-shown }.
finding-other-epoch-none = { $visit }: the host opened epoch { $opened-shown }, and below the head that the designation names it had stated none.
finding-inspection-refused = { $visit }: the host refused it. Its reason: { $reason }. Refusals of this Party in this treaty year: { $times-shown }.
finding-opening-disputed = { $visit }: the inspector says that what was opened is not what the host had committed to. Whoever has the sealed message and the key of the request can open it again; the public sees that it is disputed.
finding-opening-disputed-not-received = { $visit }: the host says that it handed over the opening, and the inspector that it did not receive it.
finding-opening-false = { $visit }: opened with the key of the request, what the host sealed in { $step } does not show what it had committed to: { $why }. Whoever has the message and the key sees the same.
finding-acceptance-false = { $visit }: the inspector said that the opening does not open what was committed to. Opened again with the key of the request, it does.
finding-acceptance-false-accepted = { $visit }: the inspector said that the opening opens what was committed to. Opened again with the key of the request, it does not.
finding-report-false = { $visit }: the report says that it counted what was opened. Its own papers differ from that.
finding-report-false-agrees = { $visit }: the report says that something differs from what was opened. Its own papers agree with that in everything.
report-false-host = The host concurs with it.
finding-tag-twice = { $visit }: one item stands at two places in one epoch: at { $at }, and in { $other } at { $other-at }. { $items ->
    [one] No other item stands so.
   *[other] { $items-shown } items stand so.
}
finding-not-converted = { $visit }: in epoch { $epoch-shown } an item stands at { $at } that stood in epoch { $earlier-shown } at { $other-at } ({ $other }), and no conversion of the instrument leads from that class to this one. { $items ->
    [one] No other item stands so.
   *[other] { $items-shown } items stand so.
}
finding-seal-reused = { $visit }: seal { $seal } stood on another object in { $other }. A seal has a number of its own. { $seals ->
    [one] No other seal did so.
   *[other] { $seals-shown } seals did so.
}
leaf-at = leaf { $leaf-shown } of “{ $class }”
leaf-at-road = leaf { $leaf-shown } of “{ $class }” on the road to the site
finding-report-differs = { $visit }: the inspector reports another count than the opening. The host has not signed the report.
finding-report-differs-concurred = { $visit }: the inspector reports another count than the opening, and the host signed the report. The difference is to be explained.
finding-report-differs-dissented = { $visit }: the inspector reports another count than the opening, and the host does not stand by the report. Both papers are kept.
finding-report-disputed = { $visit }: the inspector reports that it counted as opened, and the host does not stand by the report. Both papers are kept.
report-unresolved = A clarification of it ended without an agreed statement.
finding-restriction-broken = { $visit }: restriction “{ $letter }” was broken between designation and the end of the restrictions, as the inspector reports and the host concurs. { $text }
finding-restriction-broken-disputed = { $visit }: the inspector reports that restriction “{ $letter }” was broken, and the host does not concur. { $text }
finding-restriction-unnamed = { $visit }: the paper of the report tells of what restriction “{ $letter }” forbids, and the report that everybody reads does not name that as broken. { $text }
finding-answer-declined = { $visit }: asked { $subject }, the host declined to answer.
finding-answer-disputed = { $visit }: asked { $subject }, the host answered, and the inspector says that this explains nothing. Who holds the sealed answer and the key of the request can tell.
finding-answer-disputed-not-received = { $visit }: asked { $subject }, the host says that it answered, and the inspector says that the answer has not come.
finding-answer-false = { $visit }: asked { $subject }, the host sealed an answer that contradicts what it had committed to, or itself: { $why }. { $flaws ->
    [one] Nothing else in it does so.
   *[other] It does so { $flaws-shown } times.
} Whoever has the message, the inquiry and the key of the request sees the same.
finding-answer-incomplete = { $visit }: asked { $subject }, the host answered, and opened with the key of the request the answer tells less than was asked: { $why }. { $flaws ->
    [one] Nothing else is missing.
   *[other] { $flaws-shown } things are missing.
}
finding-conclusion-false = { $visit }: asked { $subject }, the host answered, and the inspector said that this explains nothing. Opened again with the key of the request, the answer explains it.
finding-conclusion-false-explained = { $visit }: asked { $subject }, the host answered, and the inspector said that this explains it. Opened again with the key of the request, the answer does not.
finding-story-on-word = { $visit }: asked { $subject }, the host answered with { $links ->
    [one] { $links-shown } link
   *[other] { $links-shown } links
}. Manifests prove { $proved-shown } of that. The rest is the host's word.
finding-inquiries-beyond-cap = { $visit }: to explain what differs the host answered { $answered-shown } inquiries about arrivals and departures, and the instrument lets differences be explained by { $cap-shown }.

step-request = the request
step-nonce = the host's part of the draw
step-designation = the designation of the site
step-opening = the opening of the site
step-acceptance = the answer to the opening
step-arrival = the arrival at the site
step-list = the list of objects
step-confirmation = the confirmation of the list
step-draw = the draw of objects
step-samples = the opening of the drawn entries
step-report = the report
step-signature = the host's answer to the report
step-refusal = the refusal
step-withdrawal = the withdrawal
step-inquiry = an inquiry
step-answer = the answer to an inquiry
step-conclusion = what the inspector says of the answer

subject-arrival = where an object without an entry came from
subject-departure = where the item of an entry went
subject-story = what an examined item went through

reason-quota = the quota, or that of the site, is used up
reason-no-right = the instrument gives no such right
reason-force-majeure = force majeure
reason-other = another

# --- Findings about gates.

statement-crossing = a declared crossing
statement-verdict = a verdict of monitors
gate = Plant “{ $site }” of { $host }
gate-crossing = Plant “{ $site }” of { $host }, crossing no. { $number-shown }
gate-all = Warhead plants of { $host }
gate-watched = { $gate }, watched by the monitors of { $monitors }
finding-crossing-twice = { $gate }: the next crossing that the host declared there had to have number { $expected-shown }. Both stand in its record; no explanation helps.
finding-crossing-missing = { $gate }: the next crossing that the host declared there had to have number { $expected-shown }. What is between was not declared.
finding-crossing-late = { $gate }: it was declared { $minutes ->
    [one] { $minutes-shown } minute
   *[other] { $minutes-shown } minutes
} later than so long before the crossing as the text says.
finding-crossing-undeclared = { $gate }: something left the plant that the host had not declared. Items that the monitors saw in it: { $seen-shown }. This is the monitors' word.
finding-crossing-undeclared-in = { $gate }: something entered the plant that the host had not declared. Items that the monitors saw in it: { $seen-shown }. This is the monitors' word.
finding-crossing-differs = { $gate }: the monitors saw something else than was declared. Items declared: { $declared-shown }; seen: { $seen-shown }. Both statements are kept.
finding-crossing-not-clear = { $gate }: the monitors could not tell what crossed.
finding-exit-not-allowed = { $gate }: it was by exit no. { $exit-shown }, with { $items ->
    [one] { $items-shown } item
   *[other] { $items-shown } items
}. Such a plant may have { $most ->
    [one] { $most-shown } other exit
   *[other] { $most-shown } other exits
}, and nothing that counts passes another exit than the portal.
finding-verdict-twice = { $gate }: the monitors gave two verdicts on one declaration. Both stand in their record; no explanation helps.
finding-verdict-late = { $gate }: the verdict came { $minutes ->
    [one] { $minutes-shown } minute
   *[other] { $minutes-shown } minutes
} after its time had run out.
finding-verdict-missing = { $gate }: a verdict was due by { $due } and was not given. The time of grace is running. In the sums the crossing counts as declared.
finding-verdict-missing-over = { $gate }: a verdict was due by { $due } and was not given. The time of grace is over too. In the sums the crossing counts as declared.
finding-canisters-beyond-right = { $gate }: in { $year } the monitors had { $opened-shown } canisters opened there, and may have { $most-shown } opened in a calendar year.
finding-gate-sum-differs = { $gate }. { $epochs }: the monitors saw { $seen-shown } items leave, and the host opened { $opened-shown } births and returns together. What left a plant is not what the ledger let out.
finding-gate-sum-differs-in = { $gate }. { $epochs }: the monitors saw { $seen-shown } items enter, and the host opened { $opened-shown } arrivals. What entered a plant is not what the ledger took in.
# --- Findings about clarifications.

clarification = Clarification no. { $number-shown } of { $raiser } with { $respondent } about “{ $clause }”
clarification-about = Clarification no. { $number-shown } of { $raiser } with { $respondent } about “{ $clause }” ({ $visit })
finding-clarification-open = { $clarification }: it runs. It is to end by { $until }.
finding-clarification-open-undated = { $clarification }: it runs. No time is set for its end.
finding-disagreement-recorded = { $clarification }: both sides recorded that they disagree. What each says is kept as it is, and this assessment takes neither side.
finding-disagreement-recorded-one = { $clarification }: one side recorded that they disagree. What each said last is kept as it is, and this assessment takes neither side.
finding-clarification-lapsed = { $clarification }: it was to end by { $due }, and the two sides neither agreed on a statement nor recorded that they disagree. What each said last is kept as it is.
turn-raising = the question
turn-answer = the answer
turn-offer = the offer of a visit or exhibition
turn-proposal = the proposed statement
turn-agreement = the reply to the proposed statement
turn-disagreement = the recorded disagreement
turn-withdrawal = the withdrawal
turn-conclusion = the end of it

# --- Custody seals.

statement-seal = a statement about a seal
seal = Seal { $number } of { $owner } at { $host }
seal-at = Seal { $number } of { $owner } at “{ $site }” of { $host }
seal-act-applied = that it was put on
seal-act-verified = that it was found whole
seal-act-removed = that it was taken off
seal-act-found-broken = that it was found broken
seal-act-broken = that the host breaks it
finding-seal-number-twice = { $seal }: its owner put another seal of the same number on. Which of the two was seen at a later look, nobody can tell.
finding-seal-not-held = { $seal }: it was stated { $said }, and no seal of this number was put on there before.
finding-seal-not-held-gone = { $seal }: it was stated { $said }, and its owner had stated before that it was taken off or found broken. Both stand in its record; no explanation helps.
finding-seal-not-in-place = { $seal }: it was put in the place of one that was none there, that still held, or that has another in its place.
finding-seal-not-allowed = { $seal }: it is on { $on }, and the text lets none be on that at this kind of place.
finding-seal-found-broken = { $seal }: its owner found it broken, and the host had not said that it breaks it. This is the owner's word; what it closed was open for an unknown time.
finding-seal-notice-late = { $seal }: the host said that it breaks it { $minutes ->
    [one] { $minutes-shown } minute
   *[other] { $minutes-shown } minutes
} later than the text says.
finding-seal-open = { $seal }: it was broken or taken off, and no seal was put in its place by { $due }. What it closed is open, and what is behind it is not known any more.
finding-seal-resealed-late = { $seal }: another was put in its place { $minutes ->
    [one] { $minutes-shown } minute
   *[other] { $minutes-shown } minutes
} later than the text says.
report-sealed-title = What seals closed
report-sealed-intro = As far as the owner of the seals knows, nobody opened it in these times. Between two times of one thing is a hole: what is behind it is not known any more by its seals.
report-col-sealed = Closed
report-col-site = Site
report-col-owner = Seals of
report-col-since = From
report-col-until = Until
report-col-seals = Seals, each in the place of the one before
sealed-stands = { $until }, at the last look; the seal is on
sealed-hole = { $until }; then a hole
