# Слова, которые повторяются.
warheads = { $count ->
    [one] { $count-shown } боезаряд
    [few] { $count-shown } боезаряда
   *[many] { $count-shown } боезарядов
}
demo-page = Страница на обоих языках: { $path }
extend-again = в тексте не сказано, возможно ли ещё одно продление; его читают по-разному
extend-as-interpretation = добавьте --as-interpretation, чтобы продление было записано как основанное на одном из толкований
