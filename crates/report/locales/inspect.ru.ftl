# Шаги инспекции — для стороны, которая их совершает.

inspect-none = В записях этого дома нет ни одной инспекции.
inspect-head = { $name }: «{ $kind }» (статья { $article }), вид раскрытия — { $form }. Инспектирует { $inspector }, принимает { $host }.
inspect-head-site = { $name }: «{ $kind }» (статья { $article }), вид раскрытия — { $form }. Инспектирует { $inspector }, принимает { $host }, объект «{ $site }».
inspect-head-unknown = { $name }: вида, которого в этом документе нет. Инспектирует { $inspector }, принимает { $host }.
inspect-took = { $name }: { $step } — внесено в запись и лежит на носителе.
inspect-again = { $name }: { $step } — уже стояло в записи и положено на носитель снова. Ничего нового не сказано.
inspect-showed = { $name }: ничего не сказано; показано то, что пришло на носителе.
inspect-last = Последний шаг: { $step }, { $time }, { $party }.
inspect-over = Инспекция окончена.
inspect-your-turn = Ваш ход. { $what }
inspect-their-turn = Ход другой Стороны ({ $party }): { $step }. Передайте носитель; когда он вернётся, inspect status примет то, что на нём.
inspect-due = До { $time }: «{ $hours }», { $span } после шага «{ $after }», статья { $article }.
inspect-due-over = Срок истёк { $time }: «{ $hours }», { $span } после шага «{ $after }», статья { $article }.
inspect-no-due = Срок в документе не установлен.
inspect-instead = Вместо этого можно: { $steps }.
inspect-refuse = отказать (inspect refuse --reason …)
inspect-withdraw = отозвать запрос, квота при этом расходуется (inspect withdraw)
inspect-choose = самостоятельно выбрать объект, так как срок принимающей Стороны истёк (inspect designate --site …)
inspect-restrictions = С момента указания объекта принимающая Сторона соблюдает следующее:
inspect-restriction = { $letter }: { $text }

inspect-do-nonce = Внесите свою долю в жребий о том, какой объект будет указан: inspect draw
inspect-do-designation = Укажите объект: inspect designate --site …
inspect-do-designation-drawn = Откройте свою долю жребия, который и укажет объект: inspect designate
inspect-do-opening = Раскройте объект инспектору: inspect open
inspect-do-acceptance = Откройте полученное и скажите, то ли это, что было зафиксировано: inspect open
inspect-do-arrival = По прибытии группы: inspect count --arrived ВРЕМЯ
inspect-do-list = Опломбируйте каждый предмет и перечислите пломбу, категорию и запись: inspect count --list ФАЙЛ
inspect-do-confirmation = Подтвердите перечень: inspect count
inspect-do-draw = Выберите по жребию предметы для проверки: inspect draw
inspect-do-samples = Раскройте выбранные записи: inspect open
inspect-do-report = Представьте отчёт: inspect report --form ФАЙЛ
inspect-do-signature = Ответьте на отчёт: inspect report --concur или --dissent

inspect-opened = Что находилось на объекте «{ $site }» в конце периода { $epoch }, как это было зафиксировано:
inspect-opened-here = { $class }, на объекте
inspect-opened-road = { $class }, в пути к нему
inspect-does-not-open = Сообщение не раскрывает того, что было зафиксировано: { $why }
inspect-leaves = Какая запись соответствует каждому вашему предмету, указано в { $path }: только для ваших людей на объекте.
inspect-listed = В перечне { $count ->
    [one] { $count-shown } предмет
    [few] { $count-shown } предмета
   *[many] { $count-shown } предметов
}, без записи — { $without-shown }. Перечень хранится в { $path }.
inspect-drawn = Подлежат проверке:
inspect-drawn-object = пломба { $seal }, { $class }, запись { $leaf }
inspect-drawn-tag = пломба { $seal }, { $class }, запись { $leaf }: метка { $tag }
inspect-agrees = Сосчитано то же, что раскрыто.
inspect-differs = Расхождения:
inspect-reported = Отчёт хранится в { $path }.
inspect-code-missing = { $class }, запись { $leaf }: предмета с ней нет
inspect-code-without-leaf = { $class }, пломба { $seal }: записи нет
inspect-code-other-class = { $class }, запись { $leaf }, пломба { $seal }: предмет оказался другой категории
inspect-code-other-tag = { $class }, запись { $leaf }, пломба { $seal }: метка другая
inspect-code-seal-broken = { $class }, пломба { $seal }: найдена нарушенной
inspect-code-seal-twice = { $class }, пломба { $seal }: номер стоит на двух предметах
inspect-code-no-warhead = { $class }, пломба { $seal }: по измерению не боезаряд
inspect-code-count = { $class }: сосчитано другое число, чем раскрыто
inspect-code-buddy-tag-moved = { $class }, парный жетон { $seal }: перемещён
inspect-code-buddy-tags-few = { $class }: предъявлено меньше парных жетонов, чем есть предметов
inspect-form-count = число
inspect-form-sample = выборка
inspect-form-full = полное
inspect-form-absence = отсутствие

# Шаги разъяснений — для стороны, которая их делает.

clarify-none = В записях этого дома нет разъяснений.
clarify-head = { $name }: { $raiser } запрашивает, { $respondent } отвечает; предмет — «{ $clause }».
clarify-said = { $time }, { $party }, { $step }: { $text }
clarify-signed = { $time }, { $party }, { $step }.
clarify-agreed = Закончены: обе стороны согласны с предложенным заявлением.
clarify-disagreed = Закончены без согласованного заявления. Сказанное каждой стороной сохранено.
clarify-withdrawn = Закончены: вопрос отозван.
clarify-you-may = Вы можете: { $steps }.
clarify-they-may = Возможные шаги стороны { $party }: { $steps }. Передайте ей носитель; когда он вернётся, команда clarify status примет то, что на нём есть.
clarify-do-answer = ответить (clarify answer --text …)
clarify-do-offer = предложить посещение или показ (clarify offer --form … --text …)
clarify-do-proposal = предложить заявление (clarify propose --text …)
clarify-do-agreement = согласиться с предложенным заявлением (clarify agree)
clarify-do-disagreement = зафиксировать свою позицию без согласия (clarify disagree --text …)
clarify-do-withdrawal = отозвать вопрос (clarify withdraw --text …)
inspect-pack = Записано в { $path }: лист для посещения и бланки, которые потом вводят.

pack-title = инспекция на бумаге
pack-clocks = Сроки
pack-restrictions = Что соблюдает принимающая Сторона с момента указания объекта
pack-objects = Предметы на объекте
pack-report = Отчёт
pack-signatures = Подписи
pack-inspector = Инспектирует
pack-host = Принимает
pack-clause = По какому положению
pack-form = Что раскрывается
pack-site = Объект
pack-team = Инспекторов, не более
pack-most = Проверяемых предметов, не более
pack-clock = Что следует сделать
pack-until = До
pack-done = Сделано
pack-counted = { $span } после шага «{ $after }», статья { $article }
pack-no-restrictions = Они зависят от вида объекта, который ещё не указан, либо для него их нет.
pack-seal = Пломба
pack-class = Категория
pack-leaf = Запись
pack-drawn = По жребию
pack-counted-items = Сосчитано
pack-buddy-tags = Предъявлено парных жетонов
pack-class-seen = Категория при осмотре
pack-tag = Прочитанная метка
pack-measured = Измерение: боезаряд, не боезаряд, без ответа
pack-file = SHA-256 файла измерения
pack-difference = Расхождение (missing, without-leaf, other-class, other-tag, seal-broken, seal-twice, no-warhead, count, buddy-tag-moved, buddy-tags-few)
pack-text = Замечания
pack-name-time = Фамилия, день и час (UTC)

gate-none = В записях этого дома нет заводов с проходной.
gate-took = { $what } — внесено в запись и лежит на носителе.
gate-again = { $what } — уже стояло в записи и положено на носитель снова. Ничего нового не сказано.
gate-declared = Заявление о проезде { $number }
gate-judged = Заключение о проезде { $number }
gate-judged-undeclared = Заключение о незаявленном проезде
gate-head = { $site }, { $host } (статья { $article }). Номер следующего проезда — { $next }.
gate-none-waits = По каждому заявленному проезду есть заключение.
gate-way-out = наружу
gate-way-in = внутрь
gate-waits = Проезд { $number }, { $time }, { $way }, выезд { $exit }, предметов: { $items }. До { $due } ожидается заключение (наблюдатели: { $monitors }), { $span } после проезда, статья { $article } (gate verdict --site … --number { $number } …).
gate-waits-over = Проезд { $number }, { $time }, { $way }, выезд { $exit }, предметов: { $items }. Срок заключения (наблюдатели: { $monitors }) истёк { $due }: { $span } после проезда, статья { $article }.
gate-canisters = Контейнеры, которые ещё можно вскрыть в { $year } году (наблюдатели: { $monitors }): { $left } из { $most }.

seals-none = В записях этого дома нет пломб хранения.
seals-took = О пломбе { $number } внесено в запись, { $said }; запись лежит на носителе.
seals-again = О пломбе { $number } уже стояло в записи, { $said }; положено на носитель снова. Ничего нового не сказано.
seals-one = Пломба { $number } ({ $owner }); на чём: { $on }, объект { $site } ({ $host }), с { $time }.
seals-whole = Стоит; последний раз известна целой { $time } (seal verify --number …).
seals-gone = Не стоит с { $time }.
seals-due = До { $time } взамен ставится другая: { $span } после этого, статья { $article } (seal apply --instead …).
seals-due-over = Срок для другой взамен истёк { $time }: { $span } после этого, статья { $article }.
