# The steps of an inspection, told to the side that takes them.

inspect-none = No inspection stands in the records of this home.
inspect-head = { $name }: “{ $kind }” (Article { $article }), form { $form }. { $inspector } inspects { $host }.
inspect-head-site = { $name }: “{ $kind }” (Article { $article }), form { $form }. { $inspector } inspects { $host }, site “{ $site }”.
inspect-head-unknown = { $name }: of no kind of this instrument. { $inspector } inspects { $host }.
inspect-took = { $name }: { $step } stands in the record, and is on the stick.
inspect-again = { $name }: { $step } stood in the record already, and was put on the stick again. Nothing new was said.
inspect-showed = { $name }: nothing was said; this is what the stick brought.
inspect-last = Last step: { $step }, { $time }, { $party }.
inspect-over = The inspection is over.
inspect-your-turn = It is your turn. { $what }
inspect-their-turn = It is the turn of { $party }: { $step }. Carry the stick there; when it is back, inspect status takes in what it brings.
inspect-due = Until { $time }: “{ $hours }”, { $span } after { $after }, Article { $article }.
inspect-due-over = The time ended { $time }: “{ $hours }”, { $span } after { $after }, Article { $article }.
inspect-no-due = The instrument sets no time for it.
inspect-instead = Instead you can: { $steps }.
inspect-refuse = refuse (inspect refuse --reason …)
inspect-withdraw = withdraw, which spends the quota (inspect withdraw)
inspect-choose = choose the site yourself, for the host's time is over (inspect designate --site …)
inspect-restrictions = From the designation on the host keeps to this:
inspect-restriction = { $letter }: { $text }

inspect-do-nonce = Give your part of the draw of the site: inspect draw
inspect-do-designation = Designate the site: inspect designate --site …
inspect-do-designation-drawn = Open your part of the lot, which designates the site: inspect designate
inspect-do-opening = Open the site to the inspector: inspect open
inspect-do-acceptance = Open what came, and say whether it is what was committed to: inspect open
inspect-do-arrival = When the team has arrived: inspect count --arrived TIME
inspect-do-list = Seal every object, and list seal, class and leaf: inspect count --list FILE
inspect-do-confirmation = Confirm the list: inspect count
inspect-do-draw = Draw the objects that are examined: inspect draw
inspect-do-samples = Open the entries that were drawn: inspect open
inspect-do-report = Report: inspect report --form FILE
inspect-do-signature = Answer the report: inspect report --concur, or --dissent

inspect-opened = What stood at “{ $site }” at the end of epoch { $epoch }, as it was committed to:
inspect-opened-here = { $class }, at the site
inspect-opened-road = { $class }, on the road to it
inspect-does-not-open = The message does not open what was committed to: { $why }
inspect-leaves = Which leaf each of your items has stands in { $path }: it is for your people at the site alone.
inspect-listed = The list has { $count ->
    [one] { $count-shown } object
   *[other] { $count-shown } objects
}, { $without-shown } of them without a leaf. It is kept in { $path }.
inspect-drawn = To be examined:
inspect-drawn-object = seal { $seal }, { $class }, leaf { $leaf }
inspect-drawn-tag = seal { $seal }, { $class }, leaf { $leaf }: tag { $tag }
inspect-agrees = What was counted is what was opened.
inspect-differs = Differences:
inspect-reported = The report is kept in { $path }.
inspect-code-missing = { $class }, leaf { $leaf }: no object has it
inspect-code-without-leaf = { $class }, seal { $seal }: it has no leaf
inspect-code-other-class = { $class }, leaf { $leaf }, seal { $seal }: it was seen as of another class
inspect-code-other-tag = { $class }, leaf { $leaf }, seal { $seal }: it has another tag
inspect-code-seal-broken = { $class }, seal { $seal }: it was found broken
inspect-code-seal-twice = { $class }, seal { $seal }: its number stands on two objects
inspect-code-no-warhead = { $class }, seal { $seal }: by its measurement no warhead
inspect-code-count = { $class }: another number was counted than was opened
inspect-code-buddy-tag-moved = { $class }, buddy tag { $seal }: it was moved
inspect-code-buddy-tags-few = { $class }: fewer buddy tags were shown than items stand there
inspect-form-count = count
inspect-form-sample = sample
inspect-form-full = full
inspect-form-absence = absence

# The steps of a clarification, told to the side that takes them.

clarify-none = No clarification stands in the records of this home.
clarify-head = { $name }: { $raiser } asks { $respondent } about “{ $clause }”.
clarify-said = { $time }, { $party }, { $step }: { $text }
clarify-signed = { $time }, { $party }, { $step }.
clarify-agreed = It has ended: both sides agree on the proposed statement.
clarify-disagreed = It has ended without an agreed statement. What each side says is kept.
clarify-withdrawn = It has ended: the question was withdrawn.
clarify-you-may = You may: { $steps }.
clarify-they-may = { $party } may take: { $steps }. Carry the stick there; when it is back, clarify status takes in what it brings.
clarify-do-answer = answer (clarify answer --text …)
clarify-do-offer = offer a visit or an exhibition (clarify offer --form … --text …)
clarify-do-proposal = propose a statement (clarify propose --text …)
clarify-do-agreement = agree to the proposed statement (clarify agree)
clarify-do-disagreement = record how you see it, without agreement (clarify disagree --text …)
clarify-do-withdrawal = withdraw the question (clarify withdraw --text …)
inspect-pack = Written to { $path }: the page for the visit, and the forms that are typed in afterwards.

pack-title = inspection on paper
pack-clocks = Times
pack-restrictions = What the host keeps to from the designation on
pack-objects = The objects at the site
pack-report = Report
pack-signatures = Signatures
pack-inspector = Inspector
pack-host = Host
pack-clause = By which clause
pack-form = What the opening shows
pack-site = Site
pack-team = Inspectors, at most
pack-most = Objects examined, at most
pack-clock = What is to be done
pack-until = Until
pack-done = Done
pack-counted = { $span } after { $after }, Article { $article }
pack-no-restrictions = They depend on the kind of site, which is not designated yet, or there are none for it.
pack-seal = Seal
pack-class = Class
pack-leaf = Leaf
pack-drawn = Drawn
pack-counted-items = Counted
pack-class-seen = Class as seen
pack-tag = Tag as read
pack-measured = Measurement: warhead, no warhead, no answer
pack-file = SHA-256 of the measurement’s file
pack-difference = Difference (missing, without-leaf, other-class, other-tag, seal-broken, seal-twice, no-warhead, count, buddy-tag-moved, buddy-tags-few)
pack-text = Remarks
pack-name-time = Name, day and hour (UTC)

gate-none = No plant in the records of this home has a portal.
gate-took = { $what } stands in the record, and is on the stick.
gate-again = { $what } stood in the record already, and was put on the stick again. Nothing new was said.
gate-declared = The declaration of crossing { $number }
gate-judged = The verdict on crossing { $number }
gate-judged-undeclared = The verdict on a crossing that was not declared
gate-head = { $site } of { $host } (Article { $article }). The next crossing is number { $next }.
gate-none-waits = Every crossing that was declared has its verdict.
gate-way-out = out
gate-way-in = in
gate-waits = Crossing { $number }, { $time }, { $way } by exit { $exit }, items: { $items }. Awaited until { $due }: the verdict of { $monitors }, { $span } after the crossing, Article { $article } (gate verdict --site … --number { $number } …).
gate-waits-over = Crossing { $number }, { $time }, { $way } by exit { $exit }, items: { $items }. The time for the verdict of { $monitors } ended { $due }: { $span } after the crossing, Article { $article }.
gate-canisters = Canisters that { $monitors } may still have opened in { $year }: { $left } of { $most }.

seals-none = No custody seal stands in the records of this home.
seals-took = Of seal { $number } it stands in the record { $said }, and it is on the stick.
seals-again = Of seal { $number } it stood in the record already { $said }, and it was put on the stick again. Nothing new was said.
seals-one = Seal { $number } of { $owner }, on { $on } at { $site } of { $host }, since { $time }.
seals-whole = It is on, and was last known whole { $time } (seal verify --number …).
seals-gone = It is not on any more since { $time }.
seals-due = Until { $time } another is to be put in its place: { $span } after it, Article { $article } (seal apply --instead …).
seals-due-over = The time for another in its place ended { $time }: { $span } after it, Article { $article }.
