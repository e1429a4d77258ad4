# Оценка словами: что установлено, какими словами, и чего по исходным данным не может знать никто.

# --- Слова для итога, степени, соотношения с пределом и состояния строки

outcome-consistent = соответствует в проверенной части
outcome-open = вопрос остаётся открытым
outcome-inconsistent = не соответствует по этим данным

summary-consistent = Соответствует в проверенной части: по этим данным ничто не говорит против выполнения рассмотренных обязательств; чего данные показать не могут, сказано рядом.
summary-open = Вопрос остаётся открытым: невыполненных обязательств не установлено, но есть просроченное, спорное или требующее разъяснения, и до этого сказать больше нельзя.
summary-inconsistent = Не соответствует по этим данным: судя по ним, не выполнено по меньшей мере одно обязательство.
summary-departure = Не соответствует по этим данным: судя по ним, не соблюдено по меньшей мере одно политическое обязательство. Юридической силы оно не имеет, поэтому речь идёт об отступлении, а не о нарушении.
summary-nothing = Ни одно обязательство не рассматривалось: ни в один из дней, о которых говорят исходные данные, ни одно из них не действовало.
tally-obligations = { $count ->
    [one] Рассмотрено { $count-shown } обязательство
    [few] Рассмотрено { $count-shown } обязательства
   *[many] Рассмотрено { $count-shown } обязательств
}: соответствуют в проверенной части — { $consistent-shown }, вопрос открыт — { $open-shown }, не соответствуют — { $inconsistent-shown }.
tally-blind = По этим данным нельзя установить { $count ->
    [one] { $count-shown } обстоятельство
    [few] { $count-shown } обстоятельства
   *[many] { $count-shown } обстоятельств
}.

severity-contradiction = Противоречия
severity-inconsistent = Юридические обязательства, не выполненные по этим данным
severity-departure = Отступления от политических обязательств
severity-late = Просрочено или не предоставлено
severity-discrepancy = Расхождения между Сторонами
severity-question = Вопросы, требующие разъяснения
severity-blind = Что по этим данным установить нельзя

verdict-within = не превышает предельный уровень
verdict-within-not-binding = не превышает предельный уровень, ещё не обязательный
verdict-over-not-binding = превышает предельный уровень, ещё не обязательный
verdict-over = превышает предельный уровень
verdict-disputed = превышает предельный уровень или нет — зависит от толкования
verdict-incomplete = в объявленной части не превышает предельный уровень, но объявлены не все засчитываемые категории
verdict-not-provided = не предоставлено
verdict-not-in-force = предельный уровень не действует

row-confirmed = подтверждено
row-unchanged = как прежде
row-partly-confirmed = подтверждено частично
row-derived = вычислено
row-unconfirmed = не подтверждено
row-not-provided = не предоставлено

# --- Выводы

evidence = Место в данных: { $places }.
lines-more = { $places } и ещё { $count-shown }
dates-more = { $dates } { $count ->
    [one] и ещё { $count-shown } день.
    [few] и ещё { $count-shown } дня.
   *[many] и ещё { $count-shown } дней.
}
count-by-reading = Засчитывается по этому толкованию: { $count-shown }.
finding-by-act = Указанное основание — акт «{ $act }» от { $date }

finding-over-limit = «{ $limit }»: засчитывается { $value-shown } при предельном уровне { $most-shown }, обязательном с { $binds } Превышение составляет { $excess-shown } { $excess ->
    [one] единицу
    [few] единицы
   *[many] единиц
}.
finding-over-by-one-reading = «{ $limit }»: засчитывается { $value-shown }; превышен ли предельный уровень { $most }, зависит от толкования. Какое из толкований верно, здесь не решается.
finding-not-provided = «{ $clock }»: данные по состоянию на { $exchange } не предоставлены. Подлежали предоставлению не позднее { $due }
finding-withheld = «{ $clock }»: данные по состоянию на { $exchange } обнародованы, но не переданы другой Стороне: акт «{ $act }» от { $date }
finding-disputed-count = «{ $dispute }»: с { $since } Стороны расходятся в том, что засчитывается по позиции «{ $limit }» (предельный уровень { $most-shown }). Приводятся оба толкования, ни одному не отдаётся предпочтения.
finding-disputed-aggregates = В исходных данных есть только суммарные количества, поэтому сопоставить подсчёты по двум толкованиям нельзя.
finding-no-row = «{ $clock }»: в исходных данных нет строки на { $exchange }, хотя до и после этого дня строки есть.
finding-beyond-the-inputs = «{ $clock }»: после последней строки этой Стороны в исходных данных ничего нет, и по ним нельзя установить, предоставлены ли данные по состоянию на { $dates }
finding-after-the-day = Строки о днях после дня оценки во внимание не приняты: { $dates }
finding-nothing-of = В исходных данных нет ни одной строки этой Стороны.
finding-incomplete = «{ $limit }»: по объявленному засчитывается { $counted-shown }, но не объявлены категории, которые тоже засчитываются: { $missing }. Число может быть занижено.
finding-incomplete-group = «{ $freeze }», группа «{ $group }»: по объявленному засчитывается { $counted-shown }, но не объявлены категории, которые тоже засчитываются: { $missing }. Число может быть занижено.
finding-nothing-due = В строке указано «не предоставлено» на день, за который обмен не предусмотрен: либо день указан неверно, либо предоставлять было нечего.
finding-unconfirmed = { $count ->
    [1] Ни одно из чисел в строке на { $dates } не найдено в опубликованном источнике.
    [one] Ни одно из чисел в { $count-shown } строке не найдено в опубликованном источнике: { $dates }
   *[many] Ни одно из чисел в { $count-shown } строках не найдено в опубликованном источнике: { $dates }
} Всё сказанное на их основе следует понимать с этой оговоркой.
finding-partly-confirmed = { $count ->
    [1] Часть чисел в строке на { $dates } в опубликованном источнике не найдена или вычислена по другим.
    [one] Часть чисел в { $count-shown } строке в опубликованном источнике не найдена или вычислена по другим: { $dates }
   *[many] Часть чисел в { $count-shown } строках в опубликованном источнике не найдена или вычислена по другим: { $dates }
}
finding-count-differs = «{ $limit }»: объявлено в сумме { $declared-shown }, а по объявленным единицам получается { $counted-shown }. Разница составляет { $difference-shown } { $difference ->
    [one] единицу
    [few] единицы
   *[many] единиц
}.
finding-stated-otherwise = «{ $class }»: Стороной объявлено { $declared-shown }; другая Сторона ({ $by }) называет { $stated-shown }. Приводятся оба числа.
finding-stated-otherwise-undeclared = «{ $class }»: Стороной число не объявлено; другая Сторона ({ $by }) называет { $stated-shown }.
finding-part-exceeds-whole = По позиции «{ $part }» значится { $items-shown } — больше, чем { $of-shown } по позиции «{ $whole }», частью которой она является.
finding-unknown-type = Объявлен тип «{ $type }», но документ такого типа у этой Стороны не называет.
finding-growth = «{ $freeze }»: по группе «{ $group }» значится { $value-shown } при исходном уровне { $baseline-shown }; прирост составляет { $excess-shown } { $excess ->
    [one] единицу
    [few] единицы
   *[many] единиц
}.
finding-no-baseline = «{ $freeze }»: в исходных данных нет чисел на день отсчёта, { $day }, поэтому установить прирост нельзя.
finding-no-baseline-day = «{ $freeze }»: в тексте день отсчёта не назван, поэтому установить прирост нельзя.
finding-freeze-undefined = «{ $freeze }»: текст не определяет, на что распространяется замораживание, поэтому установить прирост нельзя.
finding-unverified-agreed = Документ предусматривает эту меру, но её результатов среди исходных данных нет.
finding-unverified-not-agreed = Документ такой меры не предусматривает.
finding-unverified-probability = Вероятность не указывается: инспекций среди исходных данных нет.
finding-outside-the-limits = Единицы, которые не засчитываются ни по одному предельному уровню документа: исходные данные о них ничего не говорят, и выводов о них не делается.

# --- Что остаётся неизвестным без результатов меры

unverified-statement = Подтверждает ли эти числа сама Сторона: они взяты из таблиц, которые никто не подписывал.
unverified-totals = Каковы суммарные количества: собственных данных Сторон среди исходных нет.
unverified-commitments = Зафиксировано ли число в свой день или изменено позднее и согласуется ли оно с реестром, который нельзя переписать.
unverified-openings = Находится ли на месте то, что за ним записано.
unverified-sampled-inspections = Подтверждаются ли объявленные числа в местах, выбранных по жребию, к чему нельзя подготовиться заранее.
unverified-tags = Посчитана ли единица один раз и та ли это единица, что была посчитана прежде.
unverified-absence-visits = Пусты ли места, объявленные пустыми.
unverified-portal-missile-plants = Сколько ракет выходит с производства и все ли они объявлены.
unverified-portal-warhead-plants = Не изготовлены ли, не возвращены ли в строй и не перемещены ли боезаряды сверх объявленного.
unverified-dismantlement-portal = Действительно ли снятая с учёта единица демонтирована.
unverified-challenge = Нет ли единиц, которые никогда не объявлялись, — в объявленных местах или вне их.
unverified-itemised-exchange = Из каких единиц, типов и мест складываются суммарные количества.
unverified-notifications = Как менялись числа между двумя объявленными днями и вовремя ли об этом уведомляли.
unverified-unique-identifiers = Каждая ли посчитанная единица отлична от других и что с ней стало потом.
unverified-on-site-inspections = Согласуются ли объявленные числа с тем, что находится на местах, включая боезаряды на каждой ракете.
unverified-exhibitions = Обладают ли типы теми признаками, по которым их засчитывают и различают.
unverified-telemetry = Что показывают лётные испытания ракет, например, на сколько боезарядов они рассчитаны.
unverified-national-technical-means = Что каждая из Сторон видит собственными средствами: такие наблюдения не публикуются и в исходные данные не входят.

# --- Оценка как документ

report-kind = Оценка объявлений
report-as-of = По состоянию на { $date }
report-form-legal = Форма: { $form }; имеет обязательную юридическую силу
report-form-political = Форма: { $form }; юридической силы не имеет
report-outcome-title = Итог
report-rests-on = На чём основана
report-input-instrument = Документ «{ $id }»
report-input-rows = { $count ->
    [one] { $count-shown } строка
    [few] { $count-shown } строки
   *[many] { $count-shown } строк
}
report-nothing-read = Объявлений среди исходных данных нет.
report-obligations-title = Обязательства
report-obligations-none = Исходные данные не касаются ни одного обязательства по документу.
report-numbers-title = Объявленные количества
report-numbers-none = В исходных данных нет чисел, засчитываемых по какому-либо предельному уровню.
report-numbers-of = Объявленные количества: { $party }, с соотношением каждого с предельным уровнем
report-charts-title = Динамика объявленных количеств
report-charts-none = Графиков нет: ни для одного предельного уровня нет чисел за два дня.
report-findings-title = Выводы
report-findings-none = Выводов нет, кроме сказанного ниже о том, чего установить нельзя.
report-findings-count = { $count-shown } { $count ->
    [one] вывод
    [few] вывода
   *[many] выводов
}
report-blind-intro = Объявления — это заявления. Некоторых обстоятельств по этим данным не прояснить при любом их прочтении и при любом итоге.
report-blind-agreed = Согласовано, но результатов среди исходных данных нет
report-blind-not-agreed = Документом не предусмотрено
report-blind-other = В самих исходных данных
report-readings-title = Толкования Сторон
report-again-title = Как проверить это заново
report-again-intro = Оценка вычислена только по перечисленным ниже файлам. Те же байты дают ту же оценку:
report-again-hashes = Прежде чем сравнивать, следует убедиться, что файлы те же:
report-note = Это сопоставление заявлений с правилами и имеющимися свидетельствами. Вывод о соблюдении — за правительствами.

report-col-article = Статья
report-col-obligation = Обязательство
report-col-party = Сторона
report-col-outcome = Итог
report-col-covers = Охвачено данными
report-col-date = Дата
report-col-row = Состояние
report-col-line = Строка
report-col-file = Файл
report-col-hash = SHA-256
report-col-measure = Мера
report-col-unknown = Что остаётся неизвестным
report-about = К кому относится: { $parties }
report-column-of = { $mark } = { $limit }; предельный уровень { $most-shown }
report-column-binds = { $column }, обязателен с { $date }
report-limit-of = предел { $most-shown }
report-binds-from = обязателен с { $date }
report-contents = Содержание
report-language = Язык
report-language-name = Русский
report-evidence = Место в данных
report-paraphrase = Тексты статей приведены в пересказе; аутентичен только опубликованный документ.
report-marks = Обозначения

# --- Графики

chart-title = { $limit }: динамика объявленных количеств
chart-desc = { $parts }
chart-limit = Предельный уровень — { $most-shown }.
chart-limit-binds = Предельный уровень — { $most-shown }, обязателен с { $date }
chart-series = { $party }: { $first-shown } на { $first-date }, { $last-shown } на { $last-date }
chart-one = { $party }: { $first-shown } на { $first-date }
chart-none = { $party }: чисел нет.
chart-gaps = { $party }: не предоставлено на { $dates }
chart-by-reading = { $count-shown } ({ $reader })
chart-legend-reading = подсчёт тех же единиц по толкованию названной Стороны
chart-lower = строчная буква: не подтверждено или подтверждено лишь частично
chart-legend-hollow = полый знак: не подтверждено или подтверждено частично
chart-legend-gap = не предоставлено
chart-legend-dotted = пунктир: предельный уровень, пока не обязателен
chart-both = несколько в одной точке
chart-axis = Вертикальная ось начинается с { $bottom-shown }.
