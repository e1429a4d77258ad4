# Страница и таблицы сравнения режимов контроля.

compare-regimes-title = Что сравнивается
compare-regimes-intro = В том порядке, в каком они названы; на диаграммах они обозначены буквами. Мера, которая стоит в скобках, условна или оставлена открытой, считается согласованной, а как она стоит, сказано в таблице.
compare-standings = Как стоит каждая мера
compare-limits-title = О чём эти числа говорят и о чём нет
compare-limit-assumed = { $count ->
    [one] { $count-shown } число принято
    [few] { $count-shown } числа приняты
   *[many] { $count-shown } чисел приняты
} как допущения; из них по сообщениям — { $reported-shown }, неопределённых — { $uncertain-shown }. От них зависит каждое число этой страницы; все они приведены ниже с пределами и источником.
compare-note = Составлено по названным документам и допущениям и ни по чему более. Никто не ранжируется, и никому не даётся советов.

compare-found-title = Что обнаруживается
compare-found-intro = С какой вероятностью обнаруживается каждое уклонение списка: за столько-то лет и до того, как превышение достигнет некоторого размера. На диаграммах каждому режиму отведена строка, в том порядке, в каком они названы. Вероятность 0 % не говорит, что Сторона стала бы уклоняться; она говорит, что текст не даёт права смотреть там, где пришлось бы смотреть.
compare-found-chart = Обнаружено до того, как превышение достигло { $size } от всех единиц
compare-best-intro = { $count ->
    [one] Из { $count-shown } испытанного уклонения реже всего до этого размера обнаруживается названное здесь. Это лучший ответ этого списка, и только его; из нескольких, обнаруживаемых одинаково редко, назван первый по списку.
   *[many] Из { $count-shown } испытанных уклонений реже всего до этого размера обнаруживается названное здесь. Это лучший ответ этого списка, и только его; из нескольких, обнаруживаемых одинаково редко, назван первый по списку.
}
compare-cell-central = при наиболее вероятных числах
compare-cell-interval = в каких пределах это лежит с вероятностью 95 %, насколько это зависит от случая
compare-cell-band = при всех допущениях, наихудших и наилучших для того, кто ищет
compare-not-run = не считалось
compare-never-found = не обнаружено
compare-chart-desc = Те же числа стоят в таблицах этой части.

compare-lead-title = Насколько раньше
compare-lead-intro = Если превышение обнаружено до того, как достигло некоторого размера: за сколько дней до этого в среднем.
compare-lead-chart = Дней от обнаружения до дня, когда превышение достигло бы { $size } от всех единиц

compare-ladder-title = Лестница
compare-ladder-intro = На каждой ступени есть меры всех нижних и ещё некоторые; все её числа — допущения. Высота ступени — вероятность, с которой обнаруживается лучший ответ списка.
compare-ladder-chart = Лучший ответ списка, обнаруженный до { $size } от всех единиц, по ступеням

compare-alone-title = Что даёт каждая мера в отдельности
compare-alone-intro = Каждая мера убирается там, где она есть в режиме, и добавляется там, где её нет; всё прочее остаётся как есть: что обнаруживается до того, как превышение достигло { $size } от всех единиц. У добавленной меры числа — допущения.
compare-alone-chart = { $letter } { $regime }, { $side }: обнаружено до { $size } от всех единиц как есть и с одной мерой меньше или больше
compare-alone-table = Обнаружено до { $size } от всех единиц: как есть → без меры (−) или с ней (+)

compare-hangs-title = От каких допущений это зависит
compare-hangs-intro = Для лучшего ответа списка: одно число за другим при наименьшем и при наибольшем значении, все прочие — при наиболее вероятных. На диаграммах показано чисел, меняющих больше всего: { $count-shown }; в таблицах — все, которые что-либо меняют.
compare-hangs-chart = { $letter } { $regime }, { $side }: обнаружено до { $size } от всех единиц
compare-hangs-line = Прерывистая линия: все числа наиболее вероятные.
compare-hangs-none = { $title }: { $found }. Ни одно из принятых чисел этого не меняет.
compare-hangs-table = Лучший ответ обнаружен при наименьшем … при наибольшем значении числа

compare-burdens-title = Чего это стоит и что раскрывает
compare-burdens-intro = За год добросовестной Стороны, в среднем. Ложные тревоги — те, что возникают у добросовестной Стороны; их снятие требует отдельных посещений.
compare-burdens-chart = Год добросовестной Стороны
compare-burdens-scales = У каждого поля своя шкала.
compare-burdens-table = Чего контроль требует за год
compare-shown-table = Что показывается за год
compare-revealed-title = Что раскрывает каждая мера
compare-revealed-intro = Что узнаёт другая Сторона там, где мера есть в режиме.
compare-col-reveals = Раскрывает
compare-col-regimes = Где есть

compare-assumed-title = Что принято как допущение
compare-assumed-intro = Если режим сам называет число, действует оно, а не принятое.
compare-sources-title = Источники допущений
compare-both = обе
compare-col-parameter = Допущение
compare-col-side = Сторона
compare-col-low = Наименьшее
compare-col-central = Наиболее вероятное
compare-col-high = Наибольшее
compare-col-unit = Единица
compare-col-why = Почему и откуда

compare-again-title = Посчитать заново
compare-again-intro = Те же файлы и то же начальное число ({ $seed }) дают те же результаты на любой машине и при любом числе потоков.

compare-sign-central = при наиболее вероятных числах
compare-sign-unsure = то же, если сведения текста известны по сообщениям или неопределённы
compare-sign-interval = 95-процентный интервал, если он шире точки
compare-sign-band = от наихудших для ищущего допущений до наилучших
compare-sign-stands = как есть
compare-sign-without = без меры
compare-sign-with = с мерой

# --- Таблицы

compare-sheet-regimes = Режимы
compare-sheet-found = Обнаружено
compare-sheet-lead = Дней до
compare-sheet-alone = Меры в отдельности
compare-sheet-hangs = Чувствительность
compare-sheet-burdens = Обременение
compare-sheet-assumed = Допущения
compare-sheet-about = О расчёте
compare-col-regime = Режим
compare-col-measure = Мера
compare-col-standing = Как стоит
compare-col-mark = Насколько твёрдо
compare-col-party = Сторона
compare-col-evasion = Уклонение
compare-col-what = Что
compare-col-value = При наиболее вероятных числах
compare-col-from = Интервал от
compare-col-to = Интервал до
compare-col-least = В наихудшем углу
compare-col-most = В наилучшем углу
compare-col-stands = Как есть
compare-col-change = Изменение
compare-col-toggled = После него
compare-col-at-low = При наименьшем
compare-col-at-high = При наибольшем
compare-col-burden = Обременение
compare-col-source = Источник
compare-change-without = без меры
compare-change-with = с мерой
