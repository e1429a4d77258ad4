# What the public steps show: inspections, clarifications, sites, what could not be checked; how to check again; the brief and the tables.

# --- The steps of inspections and clarifications

steps-inspections-title = Inspections
steps-clarifications-title = Clarifications
report-col-inspection = Inspection
report-col-clarification = Clarification
report-col-steps = Course
year-sign-inspection = a step of an inspection in this record
year-sign-clarification = a step of a clarification in this record
year-steps-inspection = { $count ->
    [one] { $count-shown } step of inspections stands
   *[other] { $count-shown } steps of inspections stand
} in this record.
year-steps-clarification = { $count ->
    [one] { $count-shown } step of clarifications stands
   *[other] { $count-shown } steps of clarifications stand
} in this record.
steps-course = { $first } – { $last }; { $count ->
    [one] { $count-shown } step
   *[other] { $count-shown } steps
}, the last: { $step }
steps-course-day = { $first }; { $count ->
    [one] { $count-shown } step
   *[other] { $count-shown } steps
}, the last: { $step }

# --- Sites by how much is known of them

report-sites-title = Sites, by what is known of them
report-sites-intro = Names of sites are those that the instrument and public acts give. What was opened at one is its inspector's and stands nowhere here.
report-sites-of = Sites of { $party }
sites-sum = { $party }: { $count ->
    [one] { $count-shown } site
   *[other] { $count-shown } sites
}. Never seen: { $never-shown }; opened: { $opened-shown }; inspected: { $inspected-shown }; disputed: { $disputed-shown }.
sites-never = Never seen: { $sites }.
sites-never-more = Never seen: { $sites } and { $count-shown } more.
sites-drawn-more = { $count ->
    [one] { $count-shown } more site is not drawn.
   *[other] { $count-shown } more sites are not drawn.
}
site-closed = { $site } (closed)
site-days = { $last } ({ $count ->
    [one] { $count-shown } time
   *[other] { $count-shown } times
})
knowledge-never-seen = never seen
knowledge-opened = opened
knowledge-inspected = inspected
knowledge-disputed = disputed
knowledge-means-never-seen = never seen: nothing of it was opened
knowledge-means-opened = opened to an inspector; nobody went there
knowledge-means-inspected = inspected; both sides signed the report
knowledge-means-disputed = something about it is not settled
knowledge-letter-opened = O
knowledge-letter-inspected = I
report-col-facility = Kind
report-col-sites = Sites
report-col-knowledge = Known
report-col-never-seen = Never seen
report-col-site-opened = Opened on
report-col-site-inspected = Inspected on
report-col-site-disputed = Disputed since

# --- What a public reader could not check

report-unchecked-title = What a public reader could not check
report-unchecked-none = Nothing: all that the inputs name stands in them in clear.
unchecked-committed = { $count ->
    [one] { $count-shown } epoch is
   *[other] { $count-shown } epochs are
} fixed by commitments: what is proved of the numbers was checked, and the numbers themselves are known to their Party alone.
unchecked-bodies = { $count ->
    [one] { $count-shown } statement of the record of { $of } is for other readers: that it was made, and when, is public; what it says is not.
   *[other] { $count-shown } statements of the record of { $of } are for other readers: that they were made, and when, is public; what they say is not.
}
unchecked-bodies-witness = { $count ->
    [one] { $count-shown } statement of a witness is for other readers: that it was made, and when, is public; what it says is not.
   *[other] { $count-shown } statements of a witness are for other readers: that they were made, and when, is public; what they say is not.
}
unchecked-record = The record of { $of } was not among the inputs.
unchecked-sealed = { $count ->
    [one] { $count-shown } sealed message of inspections is
   *[other] { $count-shown } sealed messages of inspections are
} for the inspecting side alone: openings of sites, drawn entries, answers. Their hashes are public, and whoever is given the key of a request can check what was sealed under it.
unchecked-opened-here = { $count ->
    [one] { $count-shown } opening of a site was
   *[other] { $count-shown } openings of sites were
} opened again here with what { $reader } holds. A public reader cannot do that, and this assessment is as confidential as those keys.
unchecked-papers = { $count ->
    [one] { $count-shown } paper of inspections lies
   *[other] { $count-shown } papers of inspections lie
} with both sides: lists, reports, inquiries. Their hashes are public.
unchecked-files = { $count ->
    [one] { $count-shown } file
   *[other] { $count-shown } files
} named in clarifications by hash: the words of both sides are public, the files are theirs.
unchecked-measures = Agreed measures whose results are not among the inputs: { $measures }.
unchecked-declared = Declared numbers are taken as they were stated: nobody looked behind them here.

# --- How to check a finding again

again-finding = Checked again by
again-findings = Each finding names the command that checks it again. A finding that statements show by themselves is cut out into a file of its own first, by the command that follows; such a file can be handed on and is checked with the instrument alone.
again-findings-whole = Each finding is checked again by auditing everything: { $command }

# --- The brief

brief-kind = Brief
brief-agreed-title = What was agreed
brief-agreed-limit = “{ $name }”: at most { $most-shown } ({ $article }).
brief-agreed-freeze = “{ $name }”: no more than at the baseline ({ $article }).
brief-agreed-other = { $name } ({ $article }).
brief-agreed-more = { $count ->
    [one] { $count-shown } more rule stands in the instrument.
   *[other] { $count-shown } more rules stand in the instrument.
}
brief-findings-title = The gravest findings
brief-findings-none = Nothing was found but what nobody can know.
brief-findings-more = { $count ->
    [one] { $count-shown } more finding is on the page and in the JSON document.
   *[other] { $count-shown } more findings are on the page and in the JSON document.
}
brief-obligations-more = { $count ->
    [one] { $count-shown } more obligation is on the page.
   *[other] { $count-shown } more obligations are on the page.
}
brief-unknown-more = { $count ->
    [one] { $count-shown } more such matter is on the page.
   *[other] { $count-shown } more such matters are on the page.
}
brief-sites-title = Who has seen what
brief-cut = { $words } […]

# --- The tables

tables-obligations = Obligations
tables-findings = Findings
tables-epochs = Epochs by month
tables-receipts = Receipts
tables-sites = Sites
tables-opened = Opened numbers
tables-numbers = Declared numbers
tables-unknown = Not known
tables-col-severity = Kind
tables-col-code = Code
tables-col-said = Finding
tables-col-readings = How each Party reads it
tables-col-evidence = Evidence
tables-col-again = Checked again by
tables-col-first-day = First day
tables-col-last-day = Last day
tables-col-limit = Limit
tables-col-most = At most
tables-col-number = Number
tables-col-verdict = Verdict
tables-col-what = What
tables-col-chance = Detail
