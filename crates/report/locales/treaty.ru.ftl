# Как излагаются документы, различия между ними, позиции и сроки. Слово из файла стоит в конце ключа.

# Формы, происхождение, источники, достоверность
form-treaty = договор
form-provisional-application = временно применяемый договор
form-executive-agreement = соглашение исполнительной власти
form-joint-political-statement = совместное политическое заявление
form-reciprocal-declarations = встречные заявления
binds-in-law = Юридически обязывает.
binds-politically = Обязывает политически, а не юридически.
nature-historical = заключённый документ
nature-offer = предложение
nature-offer-of = предложение ({ $party })
nature-illustrative = условный пример, никем не предложенный
authority-treaty = текст договора
authority-protocol = протокол
authority-annex = приложение
authority-agreed-statement = согласованное заявление
authority-note = дипломатическая нота
authority-statement = заявление
authority-official = официальный документ
authority-briefing = брифинг
authority-press = пресса
authority-literature = литература
authority-project = решение проекта
mark-confirmed = прочитано в источнике
mark-reported = по сообщениям, в тексте не прочитано
mark-uncertain = не установлено, полагаться нельзя
told-marked = { $told }; { $mark }
told-source = Источник: { $source }
source-dated = { $title } ({ $authority }, { $day })
source-undated = { $title } ({ $authority })

# Состояния и основания
state-holds = действует
state-provisional = применяется временно
state-not-binding = ещё не обязывает
state-contested = приостановление толкуется по-разному
state-bracketed = в скобках
state-conditional = зависит от акта
state-silent = в тексте не сказано
state-proposed = только предложено
state-not-yet = ещё не действует
state-ended = больше не действует
why-in-force = в силе с { $day } ({ $title })
why-kept = { $by }: при приостановлении { $day } заявлено о дальнейшем соблюдении
why-provisional = с { $day } ({ $title })
why-suspended = { $title } ({ $day })
why-awaits = { $title }, { $day }
why-awaits-proposed = { $title }, предложено, { $day }
why-enters = с { $day } ({ $title })
why-ended-by = с { $day } ({ $title })
why-act = { $title } ({ $day })
why-binds-from = не обязывает до { $day }
why-from = с { $day }
why-ended = с { $day }
why-readings = { $count ->
    [one] { $count-shown } толкование
    [few] { $count-shown } толкования
   *[many] { $count-shown } толкований
}
why-offer = предложение ({ $party }), согласия нет
why-no-act = никаких актов не совершено
on-day = На { $day }: { $told }
state-line = В этот день: { $told }
base-on-day = { $base }, лежащий в основе, на { $day }: { $told }
no-day = В том виде, как в файле, без даты: что действует, не указано.
standing-not-yet = ещё не подписано
standing-illustrative = условный пример; никаких актов не совершено
standing-signed = подписано { $day }, в силу не вступило
standing-in-force = в силе с { $day }
standing-term = срок действия — до { $day }
standing-ended = действие прекратилось { $day }
standing-offer = предложение ({ $party }); до согласия силы не имеет
standing-offered = предложено { $day } ({ $party }); до согласия силы не имеет
standing-offer-later = ещё не предложено: предложение датировано { $day } ({ $party })
suspension-read = { $act } — толкуется по-разному:

# Документ в целом
texts-paraphrase = Тексты — краткое изложение, подготовленное проектом; аутентичными они не являются.
texts-authentic = Тексты аутентичны.
show-parties = Стороны: { $parties }
show-observers = Наблюдатели: { $parties }
show-hash = SHA-256: { $hash }
show-base = В основе — { $base }; { $keeps }.
base-keeps-all = сохранены все его статьи
base-keeps = из его статей сохранены: { $articles }
show-articles = Статьи
show-articles-of-base = Статьи, сохранённые из { $base }
articles-all = Статьи
article-number = Статья { $number }
article-applies = Применяется с { $event }
enforced-by = Применяемые правила: { $rules }
enforced-later = Предусмотрены; записи для них пока не читаются: { $rules }
not-verifiable = Здесь не проверяется: { $why }
clauses-of-base = Из базового документа, без статьи
clauses-of-base-note = Категории, типы, переоборудование и срок базового документа приводятся, хотя их статьи не сохранены.
kind-of-clock = Срок ({ $sort })
heading-named = { $kind }: { $name }
status-bracketed = В скобках; каждая сторона толкует или предлагает своё:
status-silent = В тексте не сказано: вопрос назван и оставлен открытым.
status-conditional = При условии: { $act }
status-conditional-proposed = При условии того, что лишь предложено: { $act }
act-of = { $title } ({ $day })
reading-number = Толкование { $count-shown }
reading-value = Число по этому толкованию: { $value }.
reading-effect = По этому толкованию, акт имеет силу.
reading-no-effect = По этому толкованию, акт силы не имеет.
reading-counts = Сверх того засчитываются: { $classes }.
reading-counts-nothing = Сверх того ничего не засчитывается.
extension-readings = О том, сколько раз это возможно, есть такие толкования:

# Акты и разногласия
show-acts = Акты
show-acts-later = После { $day }
show-disputes = Зафиксированные разногласия
show-annex = Свидетели, объекты и ключи
show-witnesses = Свидетели: { $names }
show-sites = Объекты ({ $party }):
show-site = { $number-shown }. { $name } ({ $kind })
show-keys = Ключи:
show-key = { $holder }, { $role }
key-from = с { $day }
key-until = до { $day }
annex-witnesses = Свидетели
annex-sites = Объекты ({ $party })
annex-keys = Ключи
annex-count = { $count-shown }
act-signature = подписание
act-ratification = ратификация
act-entry-into-force = вступление в силу
act-accession = присоединение
act-extension = продление
act-suspension = приостановление
act-resumption = прекращение приостановления
act-withholding = непредоставление
act-withdrawal = выход
act-expiry = истечение срока
act-dispute = фиксация разногласия
act-statement = заявление или событие
act-proposed = лишь предложено, до совершения силы не имеет: { $what }
act-announced = Объявлено { $day }
act-until = Новый срок — до { $day }
act-suspends-all = Распространяется на весь документ
act-suspends = Распространяется на: { $articles }
act-keeps = Совершившая акт сторона заявляет о дальнейшем соблюдении: { $articles }
act-resumes = Совершившая акт сторона прекращает приостановление
act-withholds = Не предоставлено: { $clock }, данные на { $exchange }
act-article = Основание: { $article }
act-readings = Как это толкуется:

# Виды положений
kind-term = Срок действия
kind-extension = Продление
kind-withdrawal = Выход
kind-limit = Предельный уровень
kind-class = Категория
kind-type = Тип
kind-conversion = Переоборудование
kind-dispute = Разногласие
kind-freeze = Замораживание
kind-record = Ведение записей
kind-opening = Раскрытие сумм
kind-basing = Размещение
kind-facility = Объект
kind-transit = Перевозка
kind-clock = Срок
kind-inspection = Инспекция
kind-restriction = Ограничение на время инспекции
kind-portal = Проходная
kind-clarification = Разъяснения
kind-seals = Пломбы хранения
kind-measure = Мера контроля
kind-reader = Доступ
kind-parameter = Показатель

# Правила программы
rule-term = действие, продление, приостановление и прекращение на заданный день
rule-counting = зачёт единиц по категориям
rule-limit = сопоставление засчитанного с предельным уровнем
rule-type = сопоставление типов с существующими
rule-readings = сохранение обоих подсчётов, по одному на толкование
rule-freeze = сопоставление групп с исходным уровнем
rule-record = отсчёт периодов от исходного дня и сроки представления за каждый
rule-opening = раскрытие сумм в конце каждого промежутка, ни одно число не входит в две из них
rule-basing = сопоставление категорий с разрешёнными местами
rule-transit = сколько может находиться в пути и как долго
rule-clock = расчёт сроков и сопоставление с ними предоставленного
rule-quota = сопоставление инспекций с квотами
rule-restriction = недопустимые действия принимающей стороны после указания места
rule-portal = сопоставление проездов с заключениями наблюдателей, а тех и других — с раскрытыми суммами
rule-seals = пломбы хранения: каждый номер один раз, о каждом снятии сообщено, вскрытое опломбировано вновь
rule-clarification = расхождения сторон: вопрос, ответ, согласие или расхождение — каждый шаг в срок
rule-blind = указание в каждой оценке того, чего эти меры не выявляют
rule-readers = доступ к заявлениям и данным
rule-parameter = число, на которое ссылаются тексты; само по себе не сопоставляется

# Виды единиц, объектов и сроков
sort-missile = ракета
sort-launcher = пусковая установка
sort-bomber = бомбардировщик
sort-warhead = боезаряд
facility-base = база
facility-missile-plant = предприятие по производству ракет
facility-warhead-plant = предприятие по производству боезарядов
facility-store = место хранения
facility-loading = погрузочный объект
facility-repair = ремонтный объект
facility-conversion-elimination = объект по переоборудованию или ликвидации
facility-training = учебный объект
facility-test = испытательный полигон
facility-space-launch = объект для запуска космических аппаратов
facility-display = место стационарной демонстрации
facility-former = ранее объявленный объект
facility-other = иной объект
clock-exchange = обмен данными
clock-notification = уведомление
clock-inspection = инспекция
clock-elimination = ликвидация
clock-telemetry = телеметрическая информация
clock-consultation = консультации
readers-public = открыто для всех
readers-parties = только стороны
readers-addressee = только адресат
opened-totals = общее число
opened-births = первые выпуски с заводов
opened-deaths = прекратившие существование на заводах
opened-losses = утраты
opened-arrivals = поступления на заводы
opened-returns = повторные выпуски с заводов
opened-conversions = переводы в другую категорию
key-role-log = подпись состояний своих записей
key-role-cosignature = заверение состояний чужих записей
key-role-statement = подпись заявлений
key-role-offline = подпись новых ключей и отзывов

# Числа с единицами; `within` — винительный падеж, после «через» и «за»
span-minutes = { $count ->
    [one] { $count-shown } минута
    [few] { $count-shown } минуты
   *[many] { $count-shown } минут
}
span-hours = { $count ->
    [one] { $count-shown } час
    [few] { $count-shown } часа
   *[many] { $count-shown } часов
}
span-days = { $count ->
    [one] { $count-shown } день
    [few] { $count-shown } дня
   *[many] { $count-shown } дней
}
span-months = { $count ->
    [one] { $count-shown } месяц
    [few] { $count-shown } месяца
   *[many] { $count-shown } месяцев
}
span-years = { $count ->
    [one] { $count-shown } год
    [few] { $count-shown } года
   *[many] { $count-shown } лет
}
within-minutes = { $count ->
    [one] { $count-shown } минуту
    [few] { $count-shown } минуты
   *[many] { $count-shown } минут
}
within-hours = { $count ->
    [one] { $count-shown } час
    [few] { $count-shown } часа
   *[many] { $count-shown } часов
}
within-days = { $count ->
    [one] { $count-shown } день
    [few] { $count-shown } дня
   *[many] { $count-shown } дней
}
within-months = { $count ->
    [one] { $count-shown } месяц
    [few] { $count-shown } месяца
   *[many] { $count-shown } месяцев
}
within-years = { $count ->
    [one] { $count-shown } год
    [few] { $count-shown } года
   *[many] { $count-shown } лет
}
unit-minutes = { $count ->
    [one] { $count-shown } минута
    [few] { $count-shown } минуты
   *[many] { $count-shown } минут
}
unit-hours = { $count ->
    [one] { $count-shown } час
    [few] { $count-shown } часа
   *[many] { $count-shown } часов
}
unit-days = { $count ->
    [one] { $count-shown } день
    [few] { $count-shown } дня
   *[many] { $count-shown } дней
}
unit-months = { $count ->
    [one] { $count-shown } месяц
    [few] { $count-shown } месяца
   *[many] { $count-shown } месяцев
}
unit-years = { $count ->
    [one] { $count-shown } год
    [few] { $count-shown } года
   *[many] { $count-shown } лет
}
unit-metres = { $count ->
    [one] { $count-shown } метр
    [few] { $count-shown } метра
   *[many] { $count-shown } метров
}
unit-items = { $count ->
    [one] { $count-shown } единица
    [few] { $count-shown } единицы
   *[many] { $count-shown } единиц
}
unit-count = { $count-shown }

# Что устанавливают положения
fact-term = { $span }
fact-extension = { $count ->
    [one] не более чем на { $count-shown } год
    [few] не более чем на { $count-shown } года
   *[many] не более чем на { $count-shown } лет
}
fact-extension-times = { $count ->
    [one] не более { $count-shown } раза
    [few] не более { $count-shown } раз
   *[many] не более { $count-shown } раз
}
fact-extension-silent = сколько раз, в тексте не сказано
fact-withdrawal = после уведомления — { $span }
fact-limit = не более { $value }
fact-binds = обязывает с: { $from }
fact-counts = засчитываются: { $classes }
counts-for = { $class } (каждая единица — за { $count-shown })
counts-from = { $class } (с: { $from })
fact-part = входит в «{ $class }» и к этой категории не прибавляется
fact-conversion = из «{ $from }» в «{ $to }»
fact-one-way = необратимо
fact-both-ways = обратимо
fact-dispute = о предельном уровне «{ $limit }»
fact-items-of = единицы, сторона — { $party }
fact-since = с { $day }
freeze-said = { $matter }: { $what }
freeze-silent = в тексте не сказано: { $matters }
freeze-group = { $name } ({ $classes })
freeze-groups = что замораживается
freeze-baseline = исходный день
freeze-ends = окончание
freeze-production = вновь изготовленные боезаряды
freeze-reactivation = возвращение списанных
freeze-window = срок завершения замены при ремонте
growth-growth = считаются приростом
growth-allowed = допускаются
fact-period = продолжительность периода — { $span }
fact-baseline = исходный день: { $moment }
fact-record-ends = периоды заканчиваются не позднее: { $moment }
fact-baseline-due = исходное заявление — не позднее чем через { $span } после исходного дня
fact-due = заявление за период — не позднее чем через { $span } после его последнего дня
fact-grace = опоздавшим считается в течение срока: { $span }; затем — непредставленным
fact-receipt-due = подтверждение получения чужого заявления — не позднее чем через { $span }
fact-tolerance = допустимое расхождение часов: { $span }
fact-quorum = { $count ->
    [one] представлено, когда получение подтвердил адресат либо { $count-shown } свидетель
    [few] представлено, когда получение подтвердил адресат либо { $count-shown } свидетеля
   *[many] представлено, когда получение подтвердил адресат либо { $count-shown } свидетелей
}
fact-room = мест в перечне объекта по каждой категории: { $site-shown }, в перечне дороги: { $road-shown }
fact-transit-items = { $count ->
    [one] одновременно в пути у каждой стороны: не более { $count-shown } боезаряда
    [few] одновременно в пути у каждой стороны: не более { $count-shown } боезарядов
   *[many] одновременно в пути у каждой стороны: не более { $count-shown } боезарядов
}
fact-transit-days = { $count ->
    [one] каждый не дольше { $count-shown } дня
    [few] каждый не дольше { $count-shown } дней
   *[many] каждый не дольше { $count-shown } дней
}
fact-opened = { $of }: { $classes }
fact-window = { $count ->
    [one] сумма за { $count-shown } период
    [few] сумма за каждые { $count-shown } периода
   *[many] сумма за каждые { $count-shown } периодов
}
fact-window-end = { $count ->
    [one] на конец каждого промежутка в { $count-shown } период
    [few] на конец каждого промежутка в { $count-shown } периода
   *[many] на конец каждого промежутка в { $count-shown } периодов
}
fact-opening-due = раскрытие — не позднее чем через { $span } после последнего дня промежутка
fact-opening-for = доступ: { $readers }
basing-all = все категории
territory-national = только на собственной территории стороны
territory-any = в любом месте
fact-holds = могут находиться: { $classes }
fact-holds-nothing = засчитываемое находиться не может
due-after = не позднее чем через { $span } после { $event }
due-before = не позднее чем за { $span } до { $event }
due-silent = к какому сроку, в тексте не сказано
fact-calendar = период — { $every }, данные на: { $days }
fact-instead = за { $day } принимаются данные на { $stands }
fact-only-here = меняется только при этом обмене: { $data }
data-warheads = боезаряды
fact-quota = квота: { $count ->
    [one] { $count-shown } инспекция в год квоты для каждой стороны
    [few] { $count-shown } инспекции в год квоты для каждой стороны
   *[many] { $count-shown } инспекций в год квоты для каждой стороны
}
fact-year-from = год квоты отсчитывается от годовщины { $event }
fact-same-site = на одном объекте: не более { $count-shown } в год
fact-at-once = одновременно на территории одной стороны: не более { $count-shown }
fact-team = группа: { $count ->
    [one] не более { $count-shown } инспектора
    [few] не более { $count-shown } инспекторов
   *[many] не более { $count-shown } инспекторов
}
fact-items = пересчитываемых объектов за посещение: не более { $count-shown }
fact-inquiries = запросов после посещения: не более { $count-shown }
fact-links = звеньев истории предмета в одном ответе: не более { $count-shown }
fact-at = где: { $places }
fact-step = { $name }: { $span }
fact-step-after = { $name }: { $span } после { $event }
fact-other-exits = другие выезды, через которые ничто засчитываемое не провозят: не более { $count-shown }
fact-canisters = контейнеров, вскрываемых для наблюдателей на одном заводе: не более { $count-shown } за календарный год
fact-crossing-declared = о проезде заявляют не позднее чем за { $span }
fact-verdict = наблюдатели выносят заключение в течение { $span } после проезда
fact-sealed = на чём: { $things }
fact-seal-notice = о снятии для работ принимающая Сторона сообщает не позднее чем за { $span }
fact-seal-emergency = о снятии в чрезвычайной обстановке она сообщает в течение { $span }
fact-seal-reseal = новая пломба ставится взамен в течение { $span }
seal-on-door = дверь
seal-on-container = контейнер
seal-on-canister = пенал
fact-restriction = инспекция «{ $inspection }», где: { $places }
fact-forbids = запрещено: { $words }
fact-from = действует с: { $moment }
fact-until = действует до: { $moment }
moment-after = через { $span } после { $event }
moment-day = { $day } ({ $counted })

# События в родительном падеже, после «до» и «после»
event-act = акта «{ $title }»
event-own = события «{ $word }»
event-entry-into-force = вступления в силу
event-signature = подписания
event-expiry = истечения срока действия
event-period = окончания периода
event-change = изменения
event-request = запроса
event-clarification-request = запроса о разъяснении
event-question = вопроса
event-answer = ответа
event-inquiry = запроса
event-raising = вопроса
event-offer = предложения
event-proposal = предложенного заявления
event-arrival = прибытия
event-arrival-at-point-of-entry = прибытия в пункт въезда
event-designation = времени указания места
event-inspection-start = начала инспекции
event-inspection-end = окончания инспекции
event-completion = завершения
event-completion-notice = уведомления о завершении
event-conversion-or-elimination = переоборудования или ликвидации
event-retirement = списания
event-dismantlement = демонтажа
event-challenge = запроса
event-launch = пуска
event-exhibition = показа
event-crossing = пересечения
event-first-use = первого использования
event-take-off = вылета
event-production-exit = выхода с предприятия
event-bomber-visit = захода бомбардировщика
event-calendar-year = начала календарного года
event-telemetry-receipt = получения телеметрической информации
event-telemetry-complaint = претензии по телеметрической информации
event-airplane-types-received = получения типов самолётов

# Части номера статьи
number-protocol = Протокол
number-protocol-part-one = Протокол, глава первая
number-protocol-part-two = Протокол, глава вторая
number-protocol-part-three = Протокол, глава третья
number-protocol-part-four = Протокол, глава четвёртая
number-protocol-part-five = Протокол, глава пятая
number-protocol-part-six = Протокол, глава шестая
number-protocol-part-seven = Протокол, глава седьмая
number-protocol-part-eight = Протокол, глава восьмая
number-protocol-part-nine = Протокол, глава девятая
number-protocol-part-ten = Протокол, глава десятая
number-part-one = часть первая
number-part-two = часть вторая
number-part-three = часть третья
number-part-four = часть четвёртая
number-part-five = часть пятая
number-part-six = часть шестая
number-part-seven = часть седьмая
number-part-eight = часть восьмая
number-part-nine = часть девятая
number-part-ten = часть десятая
number-first-agreed-statement = первое согласованное заявление
number-second-agreed-statement = второе согласованное заявление
number-third-agreed-statement = третье согласованное заявление
number-fourth-agreed-statement = четвёртое согласованное заявление
number-fifth-agreed-statement = пятое согласованное заявление
number-sixth-agreed-statement = шестое согласованное заявление
number-seventh-agreed-statement = седьмое согласованное заявление
number-eighth-agreed-statement = восьмое согласованное заявление
number-ninth-agreed-statement = девятое согласованное заявление
number-tenth-agreed-statement = десятое согласованное заявление
number-annex-on-inspection-activities = Приложение об инспекционной деятельности
number-annex-on-notifications = Приложение об уведомлениях
number-annex-on-telemetric-information = Приложение о телеметрической информации
number-bcc-agreement-no = Договорённость ДКК №

# Меры контроля
measure-statement = Подписанное обещание
measure-statement-knows = что обещание дано, но не то, выполняется ли оно
measure-statement-reveals = ничего
measure-totals = Объявленные суммарные количества
measure-totals-knows = сколько единиц в сумме объявляет другая сторона
measure-totals-reveals = суммарные количества, без мест и отдельных единиц
measure-commitments = Скрытый учёт с обязательствами
measure-commitments-knows = что скрытый учёт закреплён заранее и его итоги сходятся в каждом периоде
measure-commitments-reveals = верность сумм и то из них, что раскрывает текст; ни единиц, ни мест, ни самих перемещений
measure-openings = Раскрытие объектов по обязательствам
measure-openings-knows = что сведения о раскрытом объекте были закреплены до его выбора
measure-openings-reveals = что находится на раскрытых объектах
measure-sampled-inspections = Посещения с выборкой по жребию
measure-sampled-inspections-knows = с вычислимой вероятностью — соответствуют ли объявлению единицы, выбранные по жребию
measure-sampled-inspections-reveals = посещённые объекты и выбранные единицы
measure-tags = Метки
measure-tags-knows = что единица с меткой — именно объявленная и что в осмотренном месте нет единиц без метки
measure-tags-reveals = где встречаются единицы с метками
measure-absence-visits = Посещения для подтверждения отсутствия
measure-absence-visits-knows = что в посещённом месте нет того, чего там быть не должно
measure-absence-visits-reveals = внутренность мест, где ничего не размещено
measure-portal-missile-plants = Контроль на выходе предприятий по производству ракет
measure-portal-missile-plants-knows = сколько ракет покидает предприятие
measure-portal-missile-plants-reveals = темп производства ракет и движение через ворота
measure-portal-warhead-plants = Контроль на выходе предприятий по производству боезарядов
measure-portal-warhead-plants-knows = сколько контейнеров, способных вместить боезаряд, поступает на предприятие и покидает его
measure-portal-warhead-plants-reveals = темп работ с боезарядами и движение через ворота
measure-dismantlement-portal = Демонтаж под наблюдением
measure-dismantlement-portal-knows = что поступившее как боезаряд не вышло боезарядом
measure-dismantlement-portal-reveals = темп демонтажа и внешнее устройство места
measure-challenge = Запрос по замеченной единице
measure-challenge-knows = что у единицы, замеченной где бы то ни было, есть запись в учёте
measure-challenge-reveals = запись о каждой единице, по которой сделан запрос
measure-itemised-exchange = Обмен данными по каждой единице
measure-itemised-exchange-knows = каждую единицу, как она объявлена: тип, место, опознавательный знак
measure-itemised-exchange-reveals = всю базу данных — другой стороне
measure-notifications = Уведомления об изменениях и перемещениях
measure-notifications-knows = изменения и перемещения в сроки, установленные текстом
measure-notifications-reveals = что перемещается, меняется, переоборудуется и ликвидируется
measure-unique-identifiers = Опознавательные знаки носителей
measure-unique-identifiers-knows = та же ли самая ракета, установка или бомбардировщик встречается вновь
measure-unique-identifiers-reveals = историю каждой единицы, насколько её видят
measure-on-site-inspections = Инспекции носителей в пределах квоты
measure-on-site-inspections-knows = соответствует ли показанное на объекте в этот день переданным о нём данным
measure-on-site-inspections-reveals = посещённую базу и то, что на ней показано
measure-exhibitions = Показы типов
measure-exhibitions-knows = отличительные признаки каждого типа
measure-exhibitions-reveals = размеры и признаки показанных типов
measure-telemetry = Обмен телеметрической информацией
measure-telemetry-knows = данные о тех пусках, по которым ведётся обмен
measure-telemetry-reveals = часть характеристик полёта ракеты
measure-national-technical-means = Национальные технические средства контроля
measure-national-technical-means-knows = то, что видно издалека без чьей-либо помощи
measure-national-technical-means-reveals = то, что не скрыто от наблюдения
measure-knows = другая сторона узнаёт: { $what }
measure-reveals = раскрывает: { $what }
rung-l0 = ступень L0: одно обещание
rung-l1 = ступень L1: суммарные количества
rung-l2 = ступень L2: обязательства по учёту
rung-l3 = ступень L3: выборка
rung-l4 = ступень L4: контроль на выходе
rung-l5 = ступень L5: запрос по замеченному
rungs = L0–L5 — ступени: обещание, суммарные количества, обязательства по учёту, выборка, контроль на выходе, запрос по замеченному. Каждая включает предыдущие; меры без ступени — из прежних договоров.

# Различия
diff = Два документа рядом
diff-base = в основе — { $base }
diff-asks = Что предусматривает каждый
diff-nothing = Они предусматривают одно и то же.
diff-same = { $count ->
    [one] Совпадает в обоих: { $count-shown } статья или положение.
    [few] Совпадают в обоих: { $count-shown } статьи и положения.
   *[many] Совпадают в обоих: { $count-shown } статей и положений.
}
diff-unpaired = Последняя строка — то, что есть лишь на одной стороне; сопоставления в ней нет.
says-nothing = — (об этом не сказано)
diff-knows = Что каждый позволил бы узнать другой стороне
diff-no-measures = Ни один не называет мер контроля.
measure-line = { $measure }. Другая сторона узнаёт: { $knows }. Раскрывает: { $reveals }.
measure-yes = ✓ есть
measure-no = — нет
measure-bracketed = ✓ в скобках: стороны расходятся
measure-silent = названо, но оставлено открытым
measure-conditional = ✓ при условии: { $act }
diff-readers = Кому доступны сведения: различия
diff-readers-same = Кому доступны сведения: различий нет.
readers-statement = Сведения

# Позиции
talks-positions = { $title }: позиции на { $day }
talks-issue = Вопрос
talks-silence = к этому дню высказываний нет
talks-outsiders = Мнения со стороны
talks-sources = Источники
said-by = { $speaker }, { $authority }, { $day } [{ $key }]
day-exact = { $day }
day-about = ≈ { $day }
voice-treaty-act = договорный акт
voice-note = нота
voice-statement = заявление
voice-briefing = брифинг
voice-remarks = выступление
voice-press = пресса
voice-second-hand = в изложении других
voice-outside = мнение со стороны
talks-moves = Что изменилось после { $from } и по { $to }
moves-none = Ничего не изменилось.
moves-before = Прежде
moves-after = Теперь

# Сроки
clock-left = На { $day }: { $count ->
    [one] остаётся { $count-shown } день
    [few] остаются { $count-shown } дня
   *[many] остаётся { $count-shown } дней
}; срок действия истекает { $ends }
clock-none = В этот день срок не идёт; считать оставшееся время не от чего.
clock-option = { $count ->
    [one] Продление на { $count-shown } год
    [few] Продление на { $count-shown } года
   *[many] Продление на { $count-shown } лет
}
clock-until = срок действия продлился бы до { $day }
clock-refused = текстом не допускается: { $why }
clock-interpreted = В тексте не сказано, возможно ли новое продление; есть такие толкования:
clock-same-steps = Шаги — те же, что выше.
clock-steps = Шаги, { $party }:
step-by = { $title }: начать не позднее { $day }; требуется { $takes } [{ $key }]
step-overdue = { $title }: срок прошёл, начать следовало не позднее { $day }; требуется { $takes } [{ $key }]
step-undated = { $title }: крайнего дня в календаре нет; требуется { $takes } [{ $key }]
refusal-no-clause = положения о продлении нет
refusal-no-term = срока, который можно продлить, нет
refusal-not-in-force = на { $day } документ не действует
refusal-ended = действие прекратилось { $end }; на { $day } продлевать нечего
refusal-overlaps = продление до { $until } накладывается на срок, который и так идёт до { $end }
refusal-too-long = продление до { $until } превышает допускаемое текстом: не более { $count ->
    [one] { $count-shown } года
   *[other] { $count-shown } лет
}, до { $longest }
refusal-used-up = текст допускает { $times ->
    [one] { $times-shown } продление
    [few] { $times-shown } продления
   *[many] { $times-shown } продлений
}; использовано: { $used-shown }
refusal-unread = в тексте не сказано, возможно ли новое продление, и толкования не зафиксированы
refusal-no-such-day = в календаре нет дня { $day }
