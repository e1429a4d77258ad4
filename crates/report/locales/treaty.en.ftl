# How instruments, their differences, positions and clocks are told. A word of a file is the end of its key.

# Forms, natures, authorities, marks
form-treaty = treaty
form-provisional-application = treaty applied provisionally
form-executive-agreement = executive agreement
form-joint-political-statement = joint political statement
form-reciprocal-declarations = reciprocal declarations
binds-in-law = It binds in law.
binds-politically = It binds politically, not in law.
nature-historical = concluded
nature-offer = offer
nature-offer-of = offer ({ $party })
nature-illustrative = illustrative: nobody proposed it
authority-treaty = text of the treaty
authority-protocol = protocol
authority-annex = annex
authority-agreed-statement = agreed statement
authority-note = diplomatic note
authority-statement = statement
authority-official = official document
authority-briefing = briefing
authority-press = press
authority-literature = literature
authority-project = choice of this project
mark-confirmed = read in the source
mark-reported = as reported, not read in a text
mark-uncertain = uncertain, not to be relied on
told-marked = { $told }; { $mark }
told-source = Source: { $source }
source-dated = { $title } ({ $authority }, { $day })
source-undated = { $title } ({ $authority })

# States and reasons
state-holds = holds
state-provisional = applied provisionally
state-not-binding = does not bind yet
state-contested = whether it is suspended is read differently
state-bracketed = in brackets
state-conditional = waits for an act
state-silent = the text is silent
state-proposed = proposed only
state-not-yet = does not hold yet
state-ended = holds no more
why-in-force = in force since { $day } ({ $title })
why-kept = { $by }, in suspending on { $day }, says that it goes on keeping it
why-provisional = since { $day } ({ $title })
why-suspended = { $title } ({ $day })
why-awaits = { $title }, { $day }
why-awaits-proposed = { $title }, proposed, dated { $day }
why-enters = from { $day } on ({ $title })
why-ended-by = since { $day } ({ $title })
why-act = { $title } ({ $day })
why-binds-from = does not bind before { $day }
why-from = from { $day } on
why-ended = since { $day }
why-readings = { $count ->
    [one] { $count-shown } reading
   *[other] { $count-shown } readings
}
why-offer = offer ({ $party }), not agreed
why-no-act = nobody has acted on it
on-day = On { $day }: { $told }
state-line = That day: { $told }
base-on-day = { $base }, on which it stands, on { $day }: { $told }
no-day = As the file has it, without a day: what is in force is not said.
standing-not-yet = not signed yet
standing-illustrative = made up as an example; nobody has acted on it
standing-signed = signed on { $day }, not in force
standing-in-force = in force since { $day }
standing-term = its term runs to { $day }
standing-ended = ended on { $day }
standing-offer = an offer ({ $party }), without effect until it is agreed
standing-offered = offered on { $day } ({ $party }), without effect until it is agreed
standing-offer-later = not offered yet: the offer is of { $day } ({ $party })
suspension-read = { $act } is read differently:

# An instrument as a whole
texts-paraphrase = The texts are short paraphrases of this project's own; they are not authentic.
texts-authentic = The texts are authentic.
show-parties = Parties: { $parties }
show-observers = Observers: { $parties }
show-hash = SHA-256: { $hash }
show-base = It stands on { $base }; { $keeps }.
base-keeps-all = all of its articles are kept
base-keeps = of its articles, these are kept: { $articles }
show-articles = Articles
show-articles-of-base = Articles kept from { $base }
articles-all = Articles
article-number = Article { $number }
article-applies = Applies from { $event } on
enforced-by = Rules applied: { $rules }
enforced-later = Held ready, no record is read for them yet: { $rules }
not-verifiable = Not verifiable here: { $why }
clauses-of-base = From the instrument beneath, without its article
clauses-of-base-note = Classes, types, conversions and the term of the instrument beneath are there although their articles are not kept.
kind-of-clock = Deadline ({ $sort })
heading-named = { $kind }: { $name }
status-bracketed = In brackets; each reads or proposes something else:
status-silent = The text is silent: the matter is named and left open.
status-conditional = On condition of: { $act }
status-conditional-proposed = On condition of what is only proposed: { $act }
act-of = { $title } ({ $day })
reading-number = Reading { $count-shown }
reading-value = The number by this reading: { $value }.
reading-effect = By this reading it took effect.
reading-no-effect = By this reading it took no effect.
reading-counts = Counted besides: { $classes }.
reading-counts-nothing = Nothing is counted besides.
extension-readings = How often it may be used is read thus:

# Acts and disputes
show-acts = Acts
show-acts-later = After { $day }
show-disputes = Recorded disputes
show-annex = Witnesses, sites and keys
show-witnesses = Witnesses: { $names }
show-sites = Sites, { $party }:
show-site = { $number-shown }. { $name } ({ $kind })
show-keys = Keys:
show-key = { $holder }, { $role }
key-from = from { $day } on
key-until = before { $day }
annex-witnesses = Witnesses
annex-sites = Sites of { $party }
annex-keys = Keys
annex-count = { $count-shown }
act-signature = signature
act-ratification = ratification
act-entry-into-force = entry into force
act-accession = accession
act-extension = extension
act-suspension = suspension
act-resumption = end of a suspension
act-withholding = exchange not provided
act-withdrawal = withdrawal
act-expiry = expiry
act-dispute = dispute recorded
act-statement = statement or event
act-proposed = only proposed, without effect until it is done: { $what }
act-announced = Announced on { $day }
act-until = The term then runs to { $day }
act-suspends-all = Covers the whole instrument
act-suspends = Covers: { $articles }
act-keeps = The acting party says that it goes on keeping: { $articles }
act-resumes = The acting party ends its suspension
act-withholds = Not provided: { $clock }, data as of { $exchange }
act-article = Under: { $article }
act-readings = How it is read:

# Kinds of clauses
kind-term = Term
kind-extension = Extension
kind-withdrawal = Withdrawal
kind-limit = Limit
kind-class = Class
kind-type = Type
kind-conversion = Conversion
kind-dispute = Dispute
kind-freeze = Freeze
kind-record = Records
kind-opening = Opening of sums
kind-basing = Basing
kind-facility = Facility
kind-transit = Transit
kind-clock = Deadline
kind-inspection = Inspection
kind-restriction = Restriction during an inspection
kind-portal = Portal
kind-clarification = Clarification
kind-seals = Custody seals
kind-measure = Measure
kind-reader = Who may read
kind-parameter = Number

# Rules of the software
rule-term = in force, extended, suspended or ended on a day
rule-counting = items counted by class
rule-limit = counts held against the limit
rule-type = types held against those that exist
rule-readings = both counts kept, one a reading
rule-freeze = groups held against their baseline
rule-record = epochs counted from the baseline, and what is due of each
rule-opening = sums opened at the end of their windows, no number in two of them
rule-basing = classes held against the places where they may be
rule-transit = how much may be on the road, and for how long
rule-clock = deadlines computed, and what was provided held against them
rule-quota = inspections held against their quotas
rule-restriction = what a host may not do from designation on
rule-portal = crossings held against their verdicts, and both against the opened sums
rule-seals = custody seals: each number once, each break announced, what was opened sealed again
rule-clarification = what two parties see differently: asked, answered, and agreed or not, each in time
rule-blind = what these measures cannot know is said in every assessment
rule-readers = who may read which statement
rule-parameter = a number to which the texts refer; nothing is held against it by itself

# Sorts of items, places and deadlines
sort-missile = missile
sort-launcher = launcher
sort-bomber = bomber
sort-warhead = warhead
facility-base = base
facility-missile-plant = missile plant
facility-warhead-plant = warhead plant
facility-store = store
facility-loading = loading facility
facility-repair = repair facility
facility-conversion-elimination = conversion or elimination facility
facility-training = training facility
facility-test = test range
facility-space-launch = space launch facility
facility-display = static display
facility-former = formerly declared facility
facility-other = other facility
clock-exchange = exchange of data
clock-notification = notification
clock-inspection = inspection
clock-elimination = elimination
clock-telemetry = telemetric information
clock-consultation = consultation
readers-public = public
readers-parties = the parties only
readers-addressee = the addressee only
opened-totals = totals
opened-births = first exits from plants
opened-deaths = items that ended inside plants
opened-losses = losses
opened-arrivals = entries into plants
opened-returns = repeated exits from plants
opened-conversions = changes into another class
key-role-log = signs its record's checkpoints
key-role-cosignature = cosigns others' checkpoints
key-role-statement = signs statements
key-role-offline = signs new keys and revocations

# Numbers with their units; `within` is what stands after "within" or "not later than"
span-minutes = { $count ->
    [one] { $count-shown } minute
   *[other] { $count-shown } minutes
}
span-hours = { $count ->
    [one] { $count-shown } hour
   *[other] { $count-shown } hours
}
span-days = { $count ->
    [one] { $count-shown } day
   *[other] { $count-shown } days
}
span-months = { $count ->
    [one] { $count-shown } month
   *[other] { $count-shown } months
}
span-years = { $count ->
    [one] { $count-shown } year
   *[other] { $count-shown } years
}
within-minutes = { $count ->
    [one] { $count-shown } minute
   *[other] { $count-shown } minutes
}
within-hours = { $count ->
    [one] { $count-shown } hour
   *[other] { $count-shown } hours
}
within-days = { $count ->
    [one] { $count-shown } day
   *[other] { $count-shown } days
}
within-months = { $count ->
    [one] { $count-shown } month
   *[other] { $count-shown } months
}
within-years = { $count ->
    [one] { $count-shown } year
   *[other] { $count-shown } years
}
unit-minutes = { $count ->
    [one] { $count-shown } minute
   *[other] { $count-shown } minutes
}
unit-hours = { $count ->
    [one] { $count-shown } hour
   *[other] { $count-shown } hours
}
unit-days = { $count ->
    [one] { $count-shown } day
   *[other] { $count-shown } days
}
unit-months = { $count ->
    [one] { $count-shown } month
   *[other] { $count-shown } months
}
unit-years = { $count ->
    [one] { $count-shown } year
   *[other] { $count-shown } years
}
unit-metres = { $count ->
    [one] { $count-shown } metre
   *[other] { $count-shown } metres
}
unit-items = { $count ->
    [one] { $count-shown } item
   *[other] { $count-shown } items
}
unit-count = { $count-shown }

# What clauses set
fact-term = { $span }
fact-extension = { $count ->
    [one] by { $count-shown } year at most
   *[other] by { $count-shown } years at most
}
fact-extension-times = { $count ->
    [one] { $count-shown } time at most
   *[other] { $count-shown } times at most
}
fact-extension-silent = how often, the text does not say
fact-withdrawal = takes effect { $span } after notice
fact-limit = at most { $value }
fact-binds = binds from { $from } on
fact-counts = counts: { $classes }
counts-for = { $class } ({ $count-shown } each)
counts-from = { $class } (from { $from } on)
fact-part = part of “{ $class }”, never added to it
fact-conversion = from “{ $from }” to “{ $to }”
fact-one-way = one way
fact-both-ways = may be reversed
fact-dispute = on the limit “{ $limit }”
fact-items-of = items of { $party }
fact-since = since { $day }
freeze-said = { $matter }: { $what }
freeze-silent = the text is silent on: { $matters }
freeze-group = { $name } ({ $classes })
freeze-groups = what is frozen
freeze-baseline = baseline
freeze-ends = ends
freeze-production = newly made warheads
freeze-reactivation = returns from retirement
freeze-window = time to close a refurbished pair
growth-growth = count as growth
growth-allowed = allowed
fact-period = an epoch lasts { $span }
fact-baseline = baseline: { $moment }
fact-record-ends = no epoch ends after: { $moment }
fact-baseline-due = baseline due within { $span } of its day
fact-due = each statement due within { $span } of its epoch's last day
fact-grace = counts as late for { $span }, as not given after that
fact-receipt-due = receipt of another record's statement due within { $span }
fact-tolerance = clocks may differ by { $span }
fact-quorum = { $count ->
    [one] provided once the recipient, or { $count-shown } witness, has acknowledged it
   *[other] provided once the recipient, or { $count-shown } witnesses, have acknowledged it
}
fact-room = room in a site's list for { $site-shown } items of a class, in a road's for { $road-shown }
fact-transit-items = on the road at once, for each party: { $count ->
    [one] { $count-shown } item at most
   *[other] { $count-shown } items at most
}
fact-transit-days = { $count ->
    [one] none for longer than { $count-shown } day
   *[other] none for longer than { $count-shown } days
}
fact-opened = { $of }: { $classes }
fact-window = { $count ->
    [one] summed over each epoch ({ $count-shown })
   *[other] summed over every { $count-shown } epochs
}
fact-window-end = { $count ->
    [one] as they stand at the end of each epoch ({ $count-shown })
   *[other] as they stand at the end of every { $count-shown } epochs
}
fact-opening-due = opened within { $span } of the last epoch's last day
fact-opening-for = readers: { $readers }
basing-all = all classes
territory-national = on the party's own territory only
territory-any = anywhere
fact-holds = may hold: { $classes }
fact-holds-nothing = may hold nothing that is counted
due-after = no later than { $span } after { $event }
due-before = no later than { $span } before { $event }
due-silent = by when, the text does not say
fact-calendar = every { $every }, data as of: { $days }
fact-instead = for { $day }, the data of { $stands } stand
fact-only-here = may change in this exchange only: { $data }
data-warheads = warheads
fact-quota = quota: { $count ->
    [one] { $count-shown } inspection a treaty year for each side
   *[other] { $count-shown } inspections a treaty year for each side
}
fact-year-from = the quota's year begins on the anniversary of { $event }
fact-same-site = at one site: { $count-shown } a year at most
fact-at-once = on one party's territory at a time: { $count-shown } at most
fact-team = team: { $count ->
    [one] { $count-shown } inspector at most
   *[other] { $count-shown } inspectors at most
}
fact-items = objects counted in a visit: { $count-shown } at most
fact-inquiries = inquiries after a visit: { $count-shown } at most
fact-links = links of an item’s chain told in an answer: { $count-shown } at most
fact-at = at: { $places }
fact-step = { $name }: { $span }
fact-step-after = { $name }: { $span } after { $event }
fact-other-exits = other exits, which nothing passes that counts: { $count-shown } at most
fact-canisters = canisters opened for the monitors at one plant: { $count-shown } a calendar year at most
fact-crossing-declared = a crossing is declared at least { $span } before it
fact-verdict = the monitors give their verdict within { $span } of the crossing
fact-sealed = on: { $things }
fact-seal-notice = a host that breaks one for maintenance says so at least { $span } before
fact-seal-emergency = a host that breaks one in an emergency says so within { $span }
fact-seal-reseal = another is put in its place within { $span }
seal-on-door = a door
seal-on-container = a container
seal-on-canister = a canister
fact-restriction = inspection “{ $inspection }”, at: { $places }
fact-forbids = forbidden: { $words }
fact-from = holds from: { $moment }
fact-until = holds until: { $moment }
moment-after = { $span } after { $event }
moment-day = { $day } ({ $counted })

# Events, as they stand after "before" or "after"
event-act = the act “{ $title }”
event-own = “{ $word }”
event-entry-into-force = entry into force
event-signature = signature
event-expiry = expiry
event-period = the end of the period
event-change = the change
event-request = the request
event-clarification-request = the request for clarification
event-question = the question
event-answer = the answer
event-inquiry = the inquiry
event-raising = the question
event-offer = the offer
event-proposal = the proposed statement
event-arrival = arrival
event-arrival-at-point-of-entry = arrival at the point of entry
event-designation = the time of designation
event-inspection-start = the start of the inspection
event-inspection-end = the end of the inspection
event-completion = completion
event-completion-notice = the notice of completion
event-conversion-or-elimination = conversion or elimination
event-retirement = retirement
event-dismantlement = dismantlement
event-challenge = the challenge
event-launch = the launch
event-exhibition = the exhibition
event-crossing = the crossing
event-first-use = first use
event-take-off = take-off
event-production-exit = the exit from the plant
event-bomber-visit = the bomber's visit
event-calendar-year = the calendar year
event-telemetry-receipt = receipt of the telemetric information
event-telemetry-complaint = the complaint about telemetric information
event-airplane-types-received = receipt of the types of airplanes

# Parts of an article's number
number-protocol = Protocol
number-protocol-part-one = Protocol, Part One
number-protocol-part-two = Protocol, Part Two
number-protocol-part-three = Protocol, Part Three
number-protocol-part-four = Protocol, Part Four
number-protocol-part-five = Protocol, Part Five
number-protocol-part-six = Protocol, Part Six
number-protocol-part-seven = Protocol, Part Seven
number-protocol-part-eight = Protocol, Part Eight
number-protocol-part-nine = Protocol, Part Nine
number-protocol-part-ten = Protocol, Part Ten
number-part-one = Part One
number-part-two = Part Two
number-part-three = Part Three
number-part-four = Part Four
number-part-five = Part Five
number-part-six = Part Six
number-part-seven = Part Seven
number-part-eight = Part Eight
number-part-nine = Part Nine
number-part-ten = Part Ten
number-first-agreed-statement = First Agreed Statement
number-second-agreed-statement = Second Agreed Statement
number-third-agreed-statement = Third Agreed Statement
number-fourth-agreed-statement = Fourth Agreed Statement
number-fifth-agreed-statement = Fifth Agreed Statement
number-sixth-agreed-statement = Sixth Agreed Statement
number-seventh-agreed-statement = Seventh Agreed Statement
number-eighth-agreed-statement = Eighth Agreed Statement
number-ninth-agreed-statement = Ninth Agreed Statement
number-tenth-agreed-statement = Tenth Agreed Statement
number-annex-on-inspection-activities = Annex on Inspection Activities
number-annex-on-notifications = Annex on Notifications
number-annex-on-telemetric-information = Annex on Telemetric Information
number-bcc-agreement-no = BCC Agreement No.

# Measures of verification
measure-statement = Signed promise
measure-statement-knows = that a promise was made, and nothing of whether it is kept
measure-statement-reveals = nothing
measure-totals = Declared totals
measure-totals-knows = how many items the other declares in all
measure-totals-reveals = totals, nothing of sites or single items
measure-commitments = Committed hidden ledger
measure-commitments-knows = that a hidden ledger was fixed in advance and that its sums hold in every epoch
measure-commitments-reveals = that the sums hold, and what the text opens of them; no item, no place, and not whether anything moved
measure-openings = Opening of sites as committed
measure-openings-knows = that what is said of an opened site was fixed before it was chosen
measure-openings-reveals = what is held at the sites opened
measure-sampled-inspections = Visits with samples drawn by lot
measure-sampled-inspections-knows = with a probability that can be computed, whether items drawn by lot are as declared
measure-sampled-inspections-reveals = the sites visited and the items drawn
measure-tags = Tags
measure-tags-knows = that a tagged item is the one declared, and that no item is without its tag where one looks
measure-tags-reveals = where tagged items are met
measure-absence-visits = Visits that show absence
measure-absence-visits-knows = that a place visited holds nothing that it may not hold
measure-absence-visits-reveals = the inside of places where nothing is held
measure-portal-missile-plants = Portal at missile plants
measure-portal-missile-plants-knows = how many missiles leave the plant
measure-portal-missile-plants-reveals = the rate at which missiles are made, and the traffic at the gate
measure-portal-warhead-plants = Portal at warhead plants
measure-portal-warhead-plants-knows = how many containers that could hold a warhead enter and leave the plant
measure-portal-warhead-plants-reveals = the rate of work on warheads, and the traffic at the gate
measure-dismantlement-portal = Monitored dismantlement
measure-dismantlement-portal-knows = that what went in as a warhead did not come out as one
measure-dismantlement-portal-reveals = the rate of dismantlement, and the outside of the place
measure-challenge = Challenge of a spotted item
measure-challenge-knows = that an item seen anywhere has its entry in the ledger
measure-challenge-reveals = the entry of each item challenged
measure-itemised-exchange = Database exchanged item by item
measure-itemised-exchange-knows = each item as declared: its type, its place, its identifier
measure-itemised-exchange-reveals = the whole database, to the other party
measure-notifications = Notices of changes and movements
measure-notifications-knows = changes and movements, within the time that the text sets
measure-notifications-reveals = what is moved, changed, converted and eliminated
measure-unique-identifiers = Identifiers of delivery systems
measure-unique-identifiers-knows = whether a missile, launcher or bomber met again is the same one
measure-unique-identifiers-reveals = the history of each item, as far as it is seen
measure-on-site-inspections = Inspections of delivery systems within a quota
measure-on-site-inspections-knows = whether what is shown at the site on the day agrees with the data given for it
measure-on-site-inspections-reveals = the base visited and what is shown there
measure-exhibitions = Showing of types
measure-exhibitions-knows = the features by which each type is told apart
measure-exhibitions-reveals = dimensions and features of the types shown
measure-telemetry = Exchange of telemetric information
measure-telemetry-knows = data of the launches that are exchanged
measure-telemetry-reveals = a part of how the missile performed
measure-national-technical-means = National technical means
measure-national-technical-means-knows = what can be seen from afar without anybody's help
measure-national-technical-means-reveals = what is not hidden from view
measure-knows = lets the other side know { $what }
measure-reveals = reveals: { $what }
rung-l0 = rung L0: a bare promise
rung-l1 = rung L1: totals
rung-l2 = rung L2: commitments
rung-l3 = rung L3: sampling
rung-l4 = rung L4: portals
rung-l5 = rung L5: challenge
rungs = L0 to L5 are the rungs of the ladder: a promise, totals, commitments, sampling, portals, challenge. Each holds those below it; measures without a rung are those of earlier treaties.

# Differences
diff = Two instruments side by side
diff-base = stands on { $base }
diff-asks = What each asks
diff-nothing = They ask the same.
diff-same = { $count ->
    [one] The same in both: { $count-shown } article or clause.
   *[other] The same in both: { $count-shown } articles and clauses.
}
diff-unpaired = The last row holds what stands on one side only; it is not paired.
says-nothing = — (says nothing of this)
diff-knows = What each would let the other side know
diff-no-measures = Neither names a measure of verification.
measure-line = { $measure }. Lets the other side know { $knows }. Reveals: { $reveals }.
measure-yes = ✓ yes
measure-no = — not there
measure-bracketed = ✓ in brackets: the sides differ
measure-silent = named, and left open
measure-conditional = ✓ on condition of: { $act }
diff-readers = Who may read what, where they differ
diff-readers-same = Who may read what: no difference.
readers-statement = Statement

# Positions
talks-positions = { $title }: positions on { $day }
talks-issue = Issue
talks-silence = nothing said by then
talks-outsiders = Views of outsiders
talks-sources = Sources
said-by = { $speaker }, { $authority }, { $day } [{ $key }]
day-exact = { $day }
day-about = ≈ { $day }
voice-treaty-act = treaty act
voice-note = note
voice-statement = statement
voice-briefing = briefing
voice-remarks = remarks
voice-press = press
voice-second-hand = as told by others
voice-outside = outside view
talks-moves = What moved after { $from }, up to { $to }
moves-none = Nothing moved.
moves-before = Before
moves-after = After

# The clock
clock-left = On { $day }: { $count ->
    [one] { $count-shown } day is left
   *[other] { $count-shown } days are left
}; the term ends on { $ends }
clock-none = No term is running on this day, so there is no time left to count.
clock-option = { $count ->
    [one] Extension by { $count-shown } year
   *[other] Extension by { $count-shown } years
}
clock-until = the term would run to { $day }
clock-refused = the text does not allow it: { $why }
clock-interpreted = The text does not say whether it may be extended again; it may be read in these ways:
clock-same-steps = Steps: the same as above.
clock-steps = Steps, { $party }:
step-by = { $title }: to begin by { $day }; takes { $takes } [{ $key }]
step-overdue = { $title }: overdue, the latest day to begin was { $day }; takes { $takes } [{ $key }]
step-undated = { $title }: the calendar has no latest day for it; takes { $takes } [{ $key }]
refusal-no-clause = it has no clause on extension
refusal-no-term = it has no term that could be extended
refusal-not-in-force = it is not in force on { $day }
refusal-ended = it ended on { $end }; on { $day } there is nothing left to extend
refusal-overlaps = an extension to { $until } overlaps the term, which runs to { $end } already
refusal-too-long = an extension to { $until } is longer than the { $count ->
    [one] { $count-shown } year
   *[other] { $count-shown } years
} that the text allows, to { $longest }
refusal-used-up = the text allows { $times ->
    [one] { $times-shown } extension
   *[other] { $times-shown } extensions
}; used: { $used-shown }
refusal-unread = the text does not say whether it may be extended again, and no reading is recorded
refusal-no-such-day = the calendar has no { $day }
