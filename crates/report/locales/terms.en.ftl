# Words that recur.
warheads = { $count ->
    [one] { $count-shown } warhead
   *[other] { $count-shown } warheads
}
demo-page = The page, in both languages: { $path }
extend-again = the text does not say whether it may be extended again; it is read in several ways
extend-as-interpretation = add --as-interpretation to record the extension as resting on one of them
