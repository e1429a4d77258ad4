# Что обнаружили бы режимы контроля: моделирование и сравнение.

regime-title = Что обнаружил бы каждый режим контроля
regime-title-one = Что обнаружил бы этот режим контроля
regime-about = Смоделировано: { $years ->
    [one] { $years-shown } год
    [few] { $years-shown } года
   *[many] { $years-shown } лет
}, { $replicates ->
    [one] { $replicates-shown } прогон
    [few] { $replicates-shown } прогона
   *[many] { $replicates-shown } прогонов
} каждого случая, начальное число { $seed }. Диапазон в скобках — то, что оставляют открытым допущения.
regime-interval = Ни один 95-процентный интервал вероятности не выходит дальше чем на { $widest } процентного пункта в каждую сторону.
regime-reveals = Другая Сторона узнаёт: { $what }.
regime-lead = Если обнаружено до { $size } от всех единиц: сколько дней до этого остаётся, в среднем
regime-col-within = за { $years ->
    [one] { $years-shown } год
    [few] { $years-shown } года
   *[many] { $years-shown } лет
}
regime-col-before = до { $size }
regime-col-lead = дней до { $size }
regime-stopped = Остановлено до конца: из { $asked } прогонов каждого случая выполнено не менее { $fewest }.
regime-none-run = Остановлено, прежде чем что-либо было вычислено.
regime-regimes = Режимы контроля
regime-rung = ступень { $rung } лестницы мер; все её числа — допущения
regime-measures = Меры: { $measures }.
regime-no-measures = Мер нет.
regime-assumptions = Допущения: { $title } ({ $id }).
regime-signs = Число со знаком ° основано на положении текста, известном по сообщениям, число со знаком ? — на недостоверном.
regime-side = { $party }: что обнаружила бы другая Сторона
regime-within = Обнаружено за { $years ->
    [one] { $years-shown } год
    [few] { $years-shown } года
   *[many] { $years-shown } лет
}
regime-before = Обнаружено до того, как превышение достигло { $size } от всех единиц
regime-col-evasion = уклонение
regime-col-burden = за год
regime-col-parameter = допущение
regime-col-low = при наименьшем
regime-col-high = при наибольшем
regime-col-measure = одна мера
regime-impossible = невозможно
regime-never = не достигается
regime-band = { $central } (от { $least } до { $most })
regime-best = Лучший ответ из уклонений этого списка при режиме { $regime }: { $evasion }; до { $size } от всех единиц обнаруживается с вероятностью { $found }.
regime-best-none = При режиме { $regime } ни одно уклонение этого списка не достигает { $size } от всех единиц.
regime-burden = Во что контроль обходится добросовестной Стороне за год и что он раскрывает
regime-toggles = Что меняет одна мера: обнаружено до { $size } от всех единиц в режиме как есть и без этой меры (или с ней, если её в режиме нет)
regime-toggle-without = без меры «{ $measure }»: { $evasion }
regime-toggle-with = с мерой «{ $measure }»: { $evasion }
regime-toggle = { $stands } → { $toggled }
regime-toggles-none = Ни одна мера в отдельности не меняет вероятность на одну сотую и более.
regime-sensitivities = От каких допущений зависит лучший ответ при режиме { $regime }: { $evasion }
regime-rests = На чём это основано
regime-rests-list = Уклоняющийся выбирает одно из уклонений этого списка. О не вошедших в него не говорится ничего.
regime-rests-force = Каждый документ считается действующим все эти годы, каков бы ни был его срок и подписал ли его кто-либо.
regime-rests-open = Предложения, а также условные меры, меры в скобках и оставленные открытыми считаются согласованными; если текст не называет числа, оно принимается как допущение.
regime-rests-same = Режимы различаются только текстом: Стороны и возможности что-либо заметить одни и те же.
regime-rests-cue = Признак — ещё не обнаружение: он ведёт к чему-либо, только если текст даёт право его проверить.
regime-rests-neutral = Ничто не ранжируется, и никому не даётся советов: какая вероятность достаточна и какой ценой — решают правительства.

standing-agreed = в тексте
standing-conditional = условно
standing-bracketed = в скобках
standing-silent = оставлено открытым
standing-supposed = предположено

evasion-hidden-store = незаявленное хранилище
evasion-hidden-in-empty-place = боезаряды в месте, заявленном пустым
evasion-padded-baseline = завышенный исходный уровень, места пусты
evasion-padded-with-dummies = завышенный исходный уровень, на местах макеты
evasion-shell-game = игра в напёрстки
evasion-paper-dismantlement = демонтаж на бумаге
evasion-undeclared-production = незаявленное производство на заявленном заводе
evasion-undeclared-plant = незаявленный завод
evasion-growth-entered = медленный рост, внесённый в учёт
evasion-growth-in-stores = медленный рост в заявленных хранилищах
evasion-growth-on-carriers = медленный рост на носителях

channel-carriers = подсчёт боезарядов на носителе
channel-ledger = сличение объекта с закрытым реестром
channel-absence = посещение места, заявленного пустым
channel-challenge = проверка по признаку
channel-portal = проходная завода
channel-dismantlement = проходная демонтажа
channel-books = сам учёт

burden-visits = посещения
burden-inspector-hours = инспекторо-часы на объекте
burden-standstill-hours = часы простоя объектов
burden-trips-delayed = задержанные перевозки
burden-delay-hours = часы задержки перевозок
burden-items-shown = единицы или носители, показанные поштучно
burden-sites-counted = объекты, число единиц на которых показано
burden-crossings = проходы через проходные
burden-statements = заявления об итогах или обязательствах
burden-false-alarms = ложные тревоги
burden-clearing-hours = инспекторо-часы на их снятие

parameter-items-at-bases = единицы на базах
parameter-items-in-stores = единицы в хранилищах
parameter-bases = базы
parameter-stores = заявленные хранилища
parameter-empty-places = заявленные места без боезарядов
parameter-carriers = развёрнутые носители
parameter-shipments = перевозки между объектами
parameter-exits = заявленные выходы с заводов
parameter-dismantled = демонтированные единицы
parameter-excess = чего достигает уклонение
parameter-excess-years = за сколько лет
parameter-excess-sites = по скольким объектам распределено
parameter-count-seen = подсчёт замечает расхождение
parameter-item-recognised = осмотренный не-боезаряд распознан
parameter-item-mistaken = осмотренный подлинный боезаряд принят за иное
parameter-carrier-seen = лишние боезаряды на осмотренном носителе замечены
parameter-absence-seen = посещение пустого места замечает находящееся там
parameter-moved-in-time = боезаряды вывезены вовремя вопреки ограничениям
parameter-exit-recognised = проходная распознаёт незаявленный выход
parameter-exit-mistaken = проходная принимает заявленный проход за иное
parameter-exit-bypassed = незаявленная единица минует проходную
parameter-entries-counted = недостающие поступления на демонтаж замечены
parameter-store-spotted = незаявленное хранилище замечено
parameter-trip-spotted = поездка к нему замечена
parameter-plant-spotted = незаявленный завод замечен
parameter-cue-survives = признак остаётся, если маскировка не запрещена
parameter-false-cues = признаки, ни к чему не ведущие
parameter-access-granted = на проверяемое место допускают
parameter-spot-recognised = допущенная группа распознаёт искомое
parameter-sampled-visits = выборочные инспекции
parameter-sample = единицы, осматриваемые за одну
parameter-absence-visits = посещения для подтверждения отсутствия
parameter-challenge-visits = проверки по признаку
parameter-exchange-days = дни между обменами итогами
parameter-team = инспекторы в группе
parameter-hours-to-arrival = часы от указания объекта до прибытия
parameter-hours-on-site = часы посещения
parameter-clearing-days = дни на снятие ложной тревоги

regime-unit-items = единицы
regime-unit-sites = объекты
regime-unit-carriers = носители
regime-unit-per-year = в год
regime-unit-chance = вероятность
regime-unit-chance-per-year = вероятность за год
regime-unit-share = доля всех единиц
regime-unit-years = годы
regime-unit-days = дни
regime-unit-hours = часы
regime-unit-people = человек

# Игры.

game-stage-title = Игра Дрешера
game-stage-about = { $periods ->
    [one] { $periods-shown } период
    [few] { $periods-shown } периода
   *[other] { $periods-shown } периодов
}, из них инспектируется: { $inspections-shown }; другая сторона может нарушить один раз. Инспектор выигрывает 1, если нарушение обнаружено, теряет 1, если не обнаружено, и остаётся при своём, если нарушения нет.
game-stage-value = Цена игры для инспектора: { $value }.
game-stage-later = Каждый следующий шаг — отдельная игра: запросите её с оставшимися периодами и инспекциями.
game-col-periods = осталось периодов
game-col-inspections = осталось инспекций
game-col-inspects = инспекция с вероятностью
game-col-violates = нарушение с вероятностью
game-col-value = цена
game-assumes-known = После каждого периода обе стороны знают, была ли в нём инспекция.
game-assumes-sure = Инспекция наверняка обнаруживает нарушение своего периода и не обнаруживает нарушений других.
game-assumes-once = Нарушение не более чем одно, и приходится оно на один период.

game-plan-title = План посещений по жребию
game-plan-about = { $sites ->
    [one] { $sites-shown } объект
    [few] { $sites-shown } объекта
   *[other] { $sites-shown } объектов
}, { $periods ->
    [one] { $periods-shown } период
    [few] { $periods-shown } периода
   *[other] { $periods-shown } периодов
}, в каждом периоде { $visits ->
    [one] { $visits-shown } посещение
    [few] { $visits-shown } посещения
   *[other] { $visits-shown } посещений
}.
game-plan-worst = Сторона, знающая этот план, может извлечь из нарушения выгоду { $worst }, но не больше.
game-plan-deters = Сторона, знающая этот план, не может извлечь из нарушения выгоду больше { $worst }: соблюдение даёт ей 0.
game-plan-least = Никакой план с тем же числом посещений не оставляет ей меньше { $least }.
game-plan-written = План записан в { $file }, его SHA-256: { $hash }.
game-col-site = объект
game-col-period = период
game-col-stake = ставка
game-col-detects = посещение обнаруживает с вероятностью
game-col-visited = вероятность посещения
game-col-worth = выгода от нарушения
game-worst = { $worth } (наибольшая)
game-assumes-announced = Другая сторона знает план; до уведомления о посещении ей неизвестен лишь жребий.
game-assumes-stakes = Ставки — собственная оценка того, кто составляет план; на план влияют только их отношения.
game-assumes-period = Посещение обнаруживает нарушение своего периода с указанной вероятностью и не обнаруживает нарушений других.
game-assumes-caught = Уличённая сторона теряет { $count-shown } в единицах ставок.
game-assumes-limit = Там, где число посещений объекта ограничено, другая сторона выбрала объект и период до первого периода: объект, который посетили столько раз, сколько можно, больше не посещают, и это видно каждому.
game-assumes-exact = Вероятности выражены целыми долями от { $count-shown }, и обе границы вычислены по целым числам, точно.

game-draw-title = Посещения, выбранные жребием
game-draw-plan = План: { $hash }
game-draw-commitment = Обязательство по жребию: { $hash }
game-draw-period = Период { $count-shown }: { $sites }
game-draw-none = посещений нет
game-draw-check = Обязательство можно опубликовать вместе с планом, до первого периода. Посещения и жребий остаются у инспектора; после последнего периода он публикует жребий, и тот же вызов покажет каждому те же посещения и то же обязательство.
