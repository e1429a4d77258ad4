# Words that recur.
warheads = { $count ->
    [one] { $count-shown } warhead
   *[other] { $count-shown } warheads
}
demo-page = The page, in both languages: { $path }
extend-again = the text does not say whether it may be extended again; it is read in several ways
extend-as-interpretation = add --as-interpretation to record the extension as resting on one of them

# What came of attempts to evade (`demo --all`)

attempts-title = Attempts to evade, each played and audited
attempts-note = Rows R are attempts on the record, rows N on the numbers. “Certain” means that anybody who has the files finds it, every time; a probability is given where only chance or a visit could.
attempts-row = Row
attempts-attempt = Attempt
attempts-came = What came of it
attempts-when = When
attempts-by = Found by
attempts-odds = Probability
attempts-certain = certain
attempts-not-known = not known
attempts-nothing = nothing is found
attempts-refused = refused: { $why }
attempts-limit = More deployed than the limit allows: on the day before it binds, and on the day
attempts-unexpected = { $count ->
    [one] { $count-shown } attempt did not come out as its file expects; it is marked (!).
   *[other] { $count-shown } attempts did not come out as their files expect; they are marked (!).
}
