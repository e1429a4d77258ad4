# Plans of samples.

plan-title = Sampling plan
plan-among = { $items ->
    [one] { $items-shown } item
   *[other] { $items-shown } items
}, { $defects ->
    [one] { $defects-shown } of them is defect
   *[other] { $defects-shown } of them are defect
} (missing, surplus or of another class).
plan-sites = So it is at { $hiding-shown } of { $sites ->
    [one] { $sites-shown } site
   *[other] { $sites-shown } sites
}; each year { $visits ->
    [one] { $visits-shown } is visited
   *[other] { $visits-shown } are visited
}, and the sample is drawn at each of them.
plan-years = The plan runs for { $years ->
    [one] { $years-shown } year
   *[other] { $years-shown } years
}, each with lots of its own.
plan-goal = Goal: a defect is found with { $goal }.
plan-col-by = by
plan-col-stratum = items
plan-col-sample = sample
plan-col-found = finds a defect with
plan-by-exact = exact
plan-by-iaea = formula of the IAEA
plan-by-improved = improved formula
plan-by-given = as given
plan-no-sample = No sample reaches the goal: whoever looks at all items finds a defect with { $found }.
plan-none = none
plan-total = In all: { $count ->
    [one] { $count-shown } item
   *[other] { $count-shown } items
}. Each sample reaches the goal wherever among these the defects stand.
plan-assumptions = What this rests on
plan-assumes-lots = The items are drawn by lot after they were declared, none is put back, and nobody knew the lot before.
plan-assumes-one = One defect in the sample is enough, and whoever looks recognises every defect that was drawn.
plan-assumes-recognised = One defect that is recognised is enough; each that was drawn is recognised with { $recognised }, by itself.
plan-assumes-years = What is hidden stays where it is from year to year.
plan-assumes-declared = What was never declared is not among these items: no sample of them finds it.
