# Слова, которые повторяются.
warheads = { $count ->
    [one] { $count-shown } боезаряд
    [few] { $count-shown } боезаряда
   *[many] { $count-shown } боезарядов
}
demo-page = Страница на обоих языках: { $path }
