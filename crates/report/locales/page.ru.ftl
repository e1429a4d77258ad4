# Что видно по открытым шагам: инспекции, разъяснения, объекты, что не удалось проверить; как проверить заново; справка и таблицы.

# --- Шаги инспекций и разъяснений

steps-inspections-title = Инспекции
steps-clarifications-title = Разъяснения
report-col-inspection = Инспекция
report-col-clarification = Разъяснения
report-col-steps = Ход
year-sign-inspection = шаг инспекции в этой записи
year-sign-clarification = шаг разъяснений в этой записи
year-steps-inspection = В этой записи { $count ->
    [one] { $count-shown } шаг инспекций.
    [few] { $count-shown } шага инспекций.
   *[many] { $count-shown } шагов инспекций.
}
year-steps-clarification = В этой записи { $count ->
    [one] { $count-shown } шаг разъяснений.
    [few] { $count-shown } шага разъяснений.
   *[many] { $count-shown } шагов разъяснений.
}
steps-course = { $first } – { $last }; { $count ->
    [one] { $count-shown } шаг
    [few] { $count-shown } шага
   *[many] { $count-shown } шагов
}, последний: { $step }
steps-course-day = { $first }; { $count ->
    [one] { $count-shown } шаг
    [few] { $count-shown } шага
   *[many] { $count-shown } шагов
}, последний: { $step }

# --- Объекты по степени известности

report-sites-title = Объекты: что о них известно
report-sites-intro = Объекты названы так, как их называют документ и открытые акты. Раскрытое на объекте принадлежит инспектору и здесь не приводится.
report-sites-of = Объекты, { $party }
sites-sum = { $party }: { $count ->
    [one] { $count-shown } объект
    [few] { $count-shown } объекта
   *[many] { $count-shown } объектов
}. Никто не видел: { $never-shown }; раскрыто: { $opened-shown }; проверено: { $inspected-shown }; спорно: { $disputed-shown }.
sites-never = Никто не видел: { $sites }.
sites-never-more = Никто не видел: { $sites } и ещё { $count-shown }.
sites-drawn-more = Не показано ещё { $count ->
    [one] { $count-shown } объект.
    [few] { $count-shown } объекта.
   *[many] { $count-shown } объектов.
}
site-closed = { $site } (закрыт)
site-days = { $last } ({ $count ->
    [one] { $count-shown } раз
    [few] { $count-shown } раза
   *[many] { $count-shown } раз
})
knowledge-never-seen = никто не видел
knowledge-opened = раскрыт
knowledge-inspected = проверен
knowledge-disputed = спорный
knowledge-means-never-seen = никто не видел: о нём ничего не раскрыто
knowledge-means-opened = раскрыт инспектору; никто туда не ездил
knowledge-means-inspected = проверен; отчёт подписан обеими сторонами
knowledge-means-disputed = что-то о нём не улажено
knowledge-letter-opened = Р
knowledge-letter-inspected = П
report-col-facility = Вид
report-col-sites = Объектов
report-col-knowledge = Известно
report-col-never-seen = Никто не видел
report-col-site-opened = Раскрыт
report-col-site-inspected = Проверен
report-col-site-disputed = Спорно с

# --- Чего не мог проверить любой читатель

report-unchecked-title = Чего не мог проверить читатель открытых записей
report-unchecked-none = Такого нет: всё, что названо в исходных данных, содержится в них открыто.
unchecked-committed = { $count ->
    [one] { $count-shown } период зафиксирован
    [few] { $count-shown } периода зафиксированы
   *[many] { $count-shown } периодов зафиксированы
} в закрытых реестрах: доказанное о числах проверено, сами числа знает только их Сторона.
unchecked-bodies = { $count ->
    [one] { $count-shown } заявление записи ({ $of }) предназначено
    [few] { $count-shown } заявления записи ({ $of }) предназначены
   *[many] { $count-shown } заявлений записи ({ $of }) предназначены
} другим читателям: известно, что они сделаны и когда; что в них сказано, неизвестно.
unchecked-bodies-witness = { $count ->
    [one] { $count-shown } заявление свидетеля предназначено
    [few] { $count-shown } заявления свидетеля предназначены
   *[many] { $count-shown } заявлений свидетеля предназначены
} другим читателям: известно, что они сделаны и когда; что в них сказано, неизвестно.
unchecked-record = Запись в исходные данные не входит: { $of }.
unchecked-sealed = { $count ->
    [one] { $count-shown } запечатанное сообщение инспекций предназначено
    [few] { $count-shown } запечатанных сообщения инспекций предназначены
   *[many] { $count-shown } запечатанных сообщений инспекций предназначены
} только инспектирующей стороне: раскрытия объектов, выбранные записи, ответы. Их хеши открыты, и тот, кому передан ключ запроса, может проверить запечатанное под ним.
unchecked-opened-here = { $count ->
    [one] { $count-shown } раскрытие объекта вскрыто
    [few] { $count-shown } раскрытия объектов вскрыты
   *[many] { $count-shown } раскрытий объектов вскрыты
} здесь снова тем, что хранит { $reader }. Читатель открытых записей этого не может, и эта оценка так же конфиденциальна, как ключи.
unchecked-papers = { $count ->
    [one] { $count-shown } документ инспекций находится
    [few] { $count-shown } документа инспекций находятся
   *[many] { $count-shown } документов инспекций находятся
} у обеих сторон: перечни, отчёты, запросы. Их хеши открыты.
unchecked-files = В разъяснениях хешем { $count ->
    [one] назван { $count-shown } файл
    [few] названы { $count-shown } файла
   *[many] названы { $count-shown } файлов
}: слова обеих сторон открыты, файлы хранятся у них.
unchecked-measures = Согласованные меры, результатов которых нет в исходных данных: { $measures }.
unchecked-declared = Заявленные числа взяты такими, как заявлены: за ними здесь никто ничего не проверял.

# --- Как проверить вывод заново

again-finding = Проверяется заново командой
again-findings = При каждом выводе названа команда, которая проверяет его заново. Вывод, который видно по самим заявлениям, сначала вырезается в отдельный файл следующей командой; такой файл можно передать, и проверяется он одним лишь документом.
again-findings-whole = Каждый вывод проверяется заново проверкой всего целиком: { $command }

# --- Справка

brief-kind = Справка
brief-agreed-title = О чём договорились
brief-agreed-limit = «{ $name }»: не более { $most-shown } ({ $article }).
brief-agreed-freeze = «{ $name }»: не больше исходного количества ({ $article }).
brief-agreed-other = { $name } ({ $article }).
brief-agreed-more = В документе ещё { $count ->
    [one] { $count-shown } правило.
    [few] { $count-shown } правила.
   *[many] { $count-shown } правил.
}
brief-findings-title = Самые тяжёлые выводы
brief-findings-none = Не найдено ничего, кроме того, чего установить нельзя.
brief-findings-more = На странице и в документе JSON ещё { $count ->
    [one] { $count-shown } вывод.
    [few] { $count-shown } вывода.
   *[many] { $count-shown } выводов.
}
brief-obligations-more = На странице ещё { $count ->
    [one] { $count-shown } обязательство.
    [few] { $count-shown } обязательства.
   *[many] { $count-shown } обязательств.
}
brief-unknown-more = На странице об этом ещё { $count ->
    [one] { $count-shown } пункт.
    [few] { $count-shown } пункта.
   *[many] { $count-shown } пунктов.
}
brief-sites-title = Кто что видел
brief-cut = { $words } […]

# --- Таблицы

tables-obligations = Обязательства
tables-findings = Выводы
tables-epochs = Периоды по месяцам
tables-receipts = Подтверждения
tables-sites = Объекты
tables-opened = Раскрытые числа
tables-numbers = Заявленные числа
tables-unknown = Неизвестное
tables-col-severity = Вид
tables-col-code = Код
tables-col-said = Вывод
tables-col-readings = Как это читает каждая Сторона
tables-col-evidence = Основание
tables-col-again = Проверяется заново командой
tables-col-first-day = Первый день
tables-col-last-day = Последний день
tables-col-limit = Предел
tables-col-most = Не более
tables-col-number = Число
tables-col-verdict = Соотношение
tables-col-what = Предмет
tables-col-chance = Подробности
