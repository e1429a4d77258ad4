# Words that recur.
warheads = { $count ->
    [one] { $count-shown } warhead
   *[other] { $count-shown } warheads
}
demo-page = The page, in both languages: { $path }
