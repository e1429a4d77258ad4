# Планы выборки.

plan-title = План выборки
plan-among = { $items ->
    [one] { $items-shown } единица
    [few] { $items-shown } единицы
   *[other] { $items-shown } единиц
}, из них с дефектом (недостающих, лишних или другого класса): { $defects-shown }.
plan-sites = Так обстоит дело на { $hiding-shown } из { $sites ->
    [one] { $sites-shown } объекта
   *[other] { $sites-shown } объектов
}; ежегодно проводится { $visits ->
    [one] { $visits-shown } посещение
    [few] { $visits-shown } посещения
   *[other] { $visits-shown } посещений
} разных объектов, и на каждом берётся выборка.
plan-years = План рассчитан на { $years ->
    [one] { $years-shown } год
    [few] { $years-shown } года
   *[other] { $years-shown } лет
}, каждый год со своим жребием.
plan-goal = Цель: обнаружить дефект с вероятностью { $goal }.
plan-col-by = способ
plan-col-stratum = единицы
plan-col-sample = выборка
plan-col-found = вероятность обнаружить дефект
plan-by-exact = точно
plan-by-iaea = формула МАГАТЭ
plan-by-improved = улучшенная формула
plan-by-given = как задано
plan-no-sample = Цели не достигает никакая выборка: осмотр всех единиц обнаруживает дефект с вероятностью { $found }.
plan-none = нет
plan-total = Всего: { $count ->
    [one] { $count-shown } единица
    [few] { $count-shown } единицы
   *[other] { $count-shown } единиц
}. Каждая выборка достигает цели, где бы среди этих единиц ни находились дефекты.
plan-assumptions = На чём это основано
plan-assumes-lots = Единицы выбираются жребием после того, как они объявлены, без возвращения, и жребий заранее никому не известен.
plan-assumes-one = Достаточно одного дефекта в выборке, и каждый выбранный дефект распознаётся.
plan-assumes-recognised = Достаточно одного распознанного дефекта; каждый выбранный распознаётся с вероятностью { $recognised }, независимо от других.
plan-assumes-years = Скрытое из года в год остаётся на месте.
plan-assumes-declared = Того, что не было объявлено, среди этих единиц нет: никакая выборка из них его не обнаружит.
