# What regimes would have found: simulation and comparison.

regime-title = What each regime would have found
regime-title-one = What this regime would have found
regime-about = Simulated: { $years ->
    [one] { $years-shown } year
   *[other] { $years-shown } years
}, { $replicates ->
    [one] { $replicates-shown } replicate
   *[other] { $replicates-shown } replicates
} of each case, seed { $seed }. The range behind a number is what the assumptions leave open.
regime-interval = No 95% interval of a probability reaches further than { $widest } percentage points to either side.
regime-reveals = The other side learns: { $what }.
regime-lead = Where it is found before { $size } of all items: the days that are left until then, in the mean
regime-col-within = within { $years ->
    [one] { $years-shown } year
   *[other] { $years-shown } years
}
regime-col-before = before { $size }
regime-col-lead = days left before { $size }
regime-stopped = Stopped before the end: of { $asked } replicates of each case there are { $fewest } or more.
regime-none-run = Stopped before anything was computed.
regime-regimes = Regimes
regime-rung = rung { $rung } of the ladder of measures; all its numbers are assumed
regime-measures = Measures: { $measures }.
regime-no-measures = No measure.
regime-assumptions = Assumptions: { $title } ({ $id }).
regime-signs = A number with ° rests on a fact of the text that is as reported, one with ? on a fact that is uncertain.
regime-side = { $party }: what the other side would have found
regime-within = Found within { $years ->
    [one] { $years-shown } year
   *[other] { $years-shown } years
}
regime-before = Found before the excess has come to { $size } of all items
regime-col-evasion = evasion
regime-col-burden = a year
regime-col-parameter = assumption
regime-col-low = at its lowest
regime-col-high = at its highest
regime-col-measure = measure alone
regime-impossible = impossible
regime-never = not reached
regime-band = { $central } ({ $least } to { $most })
regime-best = Best answer among the evasions of this list, in { $regime }: { $evasion }, found before { $size } of all items with { $found }.
regime-best-none = In { $regime } no evasion of this list comes to { $size } of all items.
regime-burden = What verification costs an honest side in a year, and what it shows
regime-toggles = What one measure alone changes: found before { $size } of all items, as it stands and without it (or with it, where the regime lacks it)
regime-toggle-without = without { $measure }: { $evasion }
regime-toggle-with = with { $measure }: { $evasion }
regime-toggle = { $stands } → { $toggled }
regime-toggles-none = No single measure changes a probability by a hundredth or more.
regime-sensitivities = On which assumptions the best answer hangs, in { $regime }: { $evasion }
regime-rests = What this rests on
regime-rests-list = Whoever evades does one of the evasions of this list, alone. Of one that is not listed nothing is said.
regime-rests-force = Each instrument is taken to be in force for all the years, whatever its term says, and whether or not anybody signed it.
regime-rests-open = Offers, and measures that are conditional, bracketed or left open, are taken as agreed; what a text gives no number for is assumed.
regime-rests-same = Nothing but the text differs between regimes: both the sides and what anybody would notice are the same.
regime-rests-cue = A cue is not yet a finding: it leads somewhere only where a text gives a right to follow it up.
regime-rests-neutral = Nothing is ranked and nobody is advised: which of these probabilities is enough, and what it may cost, governments judge.

standing-agreed = in the text
standing-conditional = conditional
standing-bracketed = in brackets
standing-silent = left open
standing-supposed = supposed

evasion-hidden-store = undeclared store
evasion-hidden-in-empty-place = items in a place declared empty
evasion-padded-baseline = padded baseline, places empty
evasion-padded-with-dummies = padded baseline, dummies in place
evasion-shell-game = shell game
evasion-paper-dismantlement = dismantlement on paper
evasion-undeclared-production = undeclared production in a declared plant
evasion-undeclared-plant = undeclared plant
evasion-growth-entered = slow growth, entered
evasion-growth-in-stores = slow growth in declared stores
evasion-growth-on-carriers = slow growth on carriers

channel-carriers = warheads counted on a carrier
channel-ledger = site held against its committed ledger
channel-absence = visit to a place declared empty
channel-challenge = challenge after a cue
channel-portal = portal of a plant
channel-dismantlement = portal of dismantlement
channel-books = the books themselves

burden-visits = visits
burden-inspector-hours = inspector-hours on site
burden-standstill-hours = hours that a site stands still
burden-trips-delayed = trips that had to wait
burden-delay-hours = hours that trips waited
burden-items-shown = items or carriers shown one by one
burden-sites-counted = sites whose number of items was shown
burden-crossings = crossings of portals
burden-statements = statements of totals or commitments
burden-false-alarms = false alarms
burden-clearing-hours = inspector-hours that clearing them took

parameter-items-at-bases = items at bases
parameter-items-in-stores = items in stores
parameter-bases = bases
parameter-stores = declared stores
parameter-empty-places = declared places that hold none
parameter-carriers = deployed carriers
parameter-shipments = trips between sites
parameter-exits = declared exits from plants
parameter-dismantled = items dismantled
parameter-excess = what the evasion comes to
parameter-excess-years = years until it does
parameter-excess-sites = sites over which it is spread
parameter-count-seen = a count notices a difference
parameter-item-recognised = an item looked at that is none is recognised
parameter-item-mistaken = an honest item looked at is held for none
parameter-carrier-seen = more warheads on a carrier looked at are noticed
parameter-absence-seen = a visit to an empty place notices what stands there
parameter-moved-in-time = items are taken away in time despite restrictions
parameter-exit-recognised = a portal recognises an undeclared exit
parameter-exit-mistaken = a portal holds a declared crossing for another
parameter-exit-bypassed = an undeclared item leaves past the portal
parameter-entries-counted = missing entries to dismantlement are noticed
parameter-store-spotted = an undeclared store is spotted
parameter-trip-spotted = a trip to it is spotted
parameter-plant-spotted = an undeclared plant is spotted
parameter-cue-survives = a cue survives concealment that no clause forbids
parameter-false-cues = cues that lead nowhere
parameter-access-granted = a challenged place is opened
parameter-spot-recognised = a team that is let in recognises what it was sent for
parameter-sampled-visits = sampled inspections
parameter-sample = items looked at in one
parameter-absence-visits = absence visits
parameter-challenge-visits = challenge visits
parameter-exchange-days = days between exchanges of totals
parameter-team = inspectors of a team
parameter-hours-to-arrival = hours from designation to arrival
parameter-hours-on-site = hours of a visit
parameter-clearing-days = days that clearing a false alarm takes

regime-unit-items = items
regime-unit-sites = sites
regime-unit-carriers = carriers
regime-unit-per-year = a year
regime-unit-chance = chance
regime-unit-chance-per-year = chance a year
regime-unit-share = share of all items
regime-unit-years = years
regime-unit-days = days
regime-unit-hours = hours
regime-unit-people = people

# Games.

game-stage-title = Dresher's game
game-stage-about = { $periods ->
    [one] { $periods-shown } period
   *[other] { $periods-shown } periods
}, of which { $inspections ->
    [one] { $inspections-shown } is inspected
   *[other] { $inspections-shown } are inspected
}; the other side may violate once. The inspector wins 1 where the violation is found, loses 1 where it is not, and nothing where there is none.
game-stage-value = To the inspector the game is worth { $value }.
game-stage-later = Each later stage is a game of its own: ask for it with the periods and inspections that are left.
game-col-periods = periods left
game-col-inspections = inspections left
game-col-inspects = inspects with
game-col-violates = violates with
game-col-value = worth
game-assumes-known = After each period both sides know whether it was inspected.
game-assumes-sure = An inspection finds a violation of its own period for certain, and none of another.
game-assumes-once = There is one violation at most, and it falls into one period.

game-plan-title = Plan of visits by lot
game-plan-about = { $sites ->
    [one] { $sites-shown } site
   *[other] { $sites-shown } sites
}, { $periods ->
    [one] { $periods-shown } period
   *[other] { $periods-shown } periods
}, { $visits ->
    [one] { $visits-shown } visit
   *[other] { $visits-shown } visits
} in each period.
game-plan-worst = A party that knows this plan can make a violation worth { $worst } to itself, and no more.
game-plan-deters = A party that knows this plan can make no violation worth more than { $worst } to itself: to stay legal is worth 0.
game-plan-least = No plan with so many visits leaves it less than { $least }.
game-plan-written = The plan is in { $file }: its SHA-256 is { $hash }.
game-col-site = site
game-col-period = period
game-col-stake = at stake
game-col-detects = a visit finds with
game-col-visited = visited with
game-col-worth = worth to violate
game-worst = { $worth } (worst)
game-assumes-announced = The other side knows the plan; what it does not know is the lot, until notice of a visit is given.
game-assumes-stakes = What is at stake is the caller's own judgement; only its ratios bear on the plan.
game-assumes-period = A visit finds a violation of its own period with the probability above, and none of another.
game-assumes-caught = Who is found loses { $count-shown }, in the unit of the stakes.
game-assumes-limit = Where a site has a limit of visits, the other side chose site and period before the first period: a site that was visited as often as it may be is not visited again, and anybody can see that.
game-assumes-exact = The probabilities are whole parts of { $count-shown }, and both bounds are computed from whole numbers, exactly.

game-draw-title = Visits drawn by lot
game-draw-plan = Plan: { $hash }
game-draw-commitment = Commitment to the lot: { $hash }
game-draw-period = Period { $count-shown }: { $sites }
game-draw-none = no visit
game-draw-check = The commitment may be published with the plan, before the first period. The visits and the lot stay with the inspector; when the last period is over it publishes the lot, and the same call shows anybody the same visits and the same commitment.
