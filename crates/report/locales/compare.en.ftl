# The page and the workbook of a comparison of regimes.

compare-regimes-title = What was compared
compare-regimes-intro = In the order in which they were named; letters stand for them in charts. A measure that is in brackets, conditional or left open is counted as if it were agreed, and the table says how it stands.
compare-standings = How each measure stands
compare-limits-title = What these numbers say, and what they do not
compare-limit-assumed = { $count ->
    [one] { $count-shown } number is
   *[other] { $count-shown } numbers are
} taken for granted: { $reported-shown } as reported, { $uncertain-shown } uncertain. Every number here hangs on them, and each is listed below with its bounds and its source.
compare-note = Made from the instruments and the assumptions that it names, and from nothing else. Nobody is ranked and nobody is advised.

compare-found-title = What is found
compare-found-intro = For each evasion of the list, with what probability it is found: within so many years, and before the excess has come to a size. In charts there is a row for each regime, in the order in which they were named. A probability of 0% does not say that a side would evade; it says that the text gives no right to look where it would have to be looked.
compare-found-chart = Found before the excess has come to { $size } of all items
compare-best-intro = { $count ->
    [one] Of the one evasion that was tried, this is found.
   *[other] Of the { $count-shown } evasions that were tried, the one that is found the least often before that size. It is the best answer of this list, and of no other; of several that are found equally rarely the first of the list is named.
}
compare-cell-central = with the most likely numbers
compare-cell-interval = between which that lies with 95%, as far as chance goes
compare-cell-band = with every assumption at its worst and at its best for whoever looks
compare-not-run = not run
compare-never-found = never found
compare-chart-desc = The tables of this part have the same numbers.

compare-lead-title = How long before
compare-lead-intro = Where the excess is found before it has come to a size: how many days before, in the mean.
compare-lead-chart = Days between the finding and the day on which the excess would have come to { $size } of all items

compare-ladder-title = The ladder
compare-ladder-intro = Each rung has the measures of those below it and some more; all its numbers are assumed. A step is as high as the probability with which the best answer of the list is found.
compare-ladder-chart = The best answer of the list, found before { $size } of all items, rung by rung

compare-alone-title = What each measure alone buys
compare-alone-intro = Each measure is taken away where a regime has it, and added where it has not, with everything else as it stands: what is found before the excess has come to { $size } of all items. A measure that was added has assumed numbers.
compare-alone-chart = { $letter } { $regime }, { $side }: found before { $size } of all items, as it stands and with one measure less or more
compare-alone-table = Found before { $size } of all items: as it stands → with the measure taken away (−) or added (+)

compare-hangs-title = On which assumptions it hangs
compare-hangs-intro = For the best answer of the list: one number after another at its lowest and at its highest, with all others at their most likely. Charts show the { $count-shown } that change the most, tables all that change anything.
compare-hangs-chart = { $letter } { $regime }, { $side }: found before { $size } of all items
compare-hangs-line = The dashed line: every number as is most likely.
compare-hangs-none = { $title }: { $found }. No number that is assumed changes that.
compare-hangs-table = The best answer, found with a number at its lowest … at its highest

compare-burdens-title = What it costs, and what it shows
compare-burdens-intro = In a year of an honest side, in the mean. False alarms are those that an honest side raises; clearing them takes visits of its own.
compare-burdens-chart = A year of an honest side
compare-burdens-scales = Each panel has a scale of its own.
compare-burdens-table = What verification takes in a year
compare-shown-table = What is shown in a year
compare-revealed-title = What each measure reveals
compare-revealed-intro = What the other side learns where a regime has the measure.
compare-col-reveals = Reveals
compare-col-regimes = In

compare-assumed-title = What is assumed
compare-assumed-intro = Where a regime gives a number of its own, that one counts and not the assumed one.
compare-sources-title = Sources of the assumptions
compare-both = both
compare-col-parameter = Assumption
compare-col-side = Side
compare-col-low = Lowest
compare-col-central = Most likely
compare-col-high = Highest
compare-col-unit = Unit
compare-col-why = Why, and from where

compare-again-title = Run it again
compare-again-intro = The same files and the same seed ({ $seed }) give the same numbers, on any machine and any number of threads.

compare-sign-central = with the most likely numbers
compare-sign-unsure = the same, where a fact of the text is as reported or uncertain
compare-sign-interval = interval of 95%, where it is wider than the dot
compare-sign-band = from the worst of all assumptions for whoever looks to the best
compare-sign-stands = as it stands
compare-sign-without = without the measure
compare-sign-with = with the measure

# --- The workbook

compare-sheet-regimes = Regimes
compare-sheet-found = Found
compare-sheet-lead = Days before
compare-sheet-alone = Measures alone
compare-sheet-hangs = Sensitivity
compare-sheet-burdens = Burdens
compare-sheet-assumed = Assumptions
compare-sheet-about = About
compare-col-regime = Regime
compare-col-measure = Measure
compare-col-standing = Standing
compare-col-mark = How sure
compare-col-party = Party
compare-col-evasion = Evasion
compare-col-what = What
compare-col-value = With the most likely numbers
compare-col-from = Interval from
compare-col-to = Interval to
compare-col-least = At the worst corner
compare-col-most = At the best corner
compare-col-stands = As it stands
compare-col-change = Change
compare-col-toggled = After it
compare-col-at-low = At its lowest
compare-col-at-high = At its highest
compare-col-burden = Burden
compare-col-source = Source
compare-change-without = without
compare-change-with = with
