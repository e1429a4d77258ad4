//! A small instrument and an assessment that has everything in it, for the tests of this room.

mod records;

use audit::assessment::{
    Assessment, Author, Chance, Counting, Fact, Finding, Hidden, Input, Judged, Obligation, Outcome, Probability, Read,
    Severity, StatementAt, Verdict, Visits,
};
use record::declaration::RowStatus;
pub(crate) use records::{of_records, record_facts, seen};
use treaty::instrument::{ArticleNumber, Hash, Instrument, Kind};
use treaty::measure::Measure;
pub(crate) use treaty::time::Date;
use treaty::{Id, PartyCode, Text};

const TREATY: &str = r#"
[instrument]
id       = "small"
title.en = "Small Treaty"
title.ru = "Малый договор"
form     = "treaty"
texts    = "paraphrase"
nature   = "illustrative"

[[party]]
id       = "US"
name.en  = "United States of America"
name.ru  = "Соединённые Штаты Америки"
short.en = "United States"
short.ru = "США"

[[party]]
id       = "RU"
name.en  = "Russian Federation"
name.ru  = "Российская Федерация"
short.en = "Russia"
short.ru = "Россия"

[source.S]
title     = "A text made for a test"
authority = "project"
where     = "here"

[[article]]
id       = "II"
title.en = "Limits"
title.ru = "Пределы"
text.en  = "No more than {limit.warheads} warheads."
text.ru  = "Не более {limit.warheads} боезарядов."
source   = "S"

[[class]]
id      = "warhead"
name.en = "Warheads on missiles"
name.ru = "Боезаряды на ракетах"
sort    = "warhead"
article = "II"
source  = "S"

[[class]]
id      = "launcher"
name.en = "Launchers"
name.ru = "Пусковые установки"
sort    = "launcher"
article = "II"
source  = "S"

[[limit]]
id      = "warheads"
name.en = "Warheads"
name.ru = "Боезаряды"
value   = 1550
binds   = 2018-02-05
counts  = [{ class = "warhead", each = 1 }]
article = "II"
source  = "S"

[[limit]]
id      = "launchers"
name.en = "Launchers, deployed and not deployed"
name.ru = "Пусковые установки, развёрнутые и неразвёрнутые"
value   = 800
binds   = 2018-02-05
counts  = [{ class = "launcher", each = 1 }]
article = "II"
source  = "S"

[[freeze]]
id       = "standstill"
name.en  = "Freeze"
name.ru  = "Замораживание"
groups   = [{ id = "all", name = { en = "All warheads", ru = "Все боезаряды" }, classes = ["warhead"] }]
baseline = 2027-02-01
silent   = ["ends", "growth", "refurbishment-window"]
article  = "II"
source   = "S"

[transit]
items-max = 24
days-max  = 10
article   = "II"
source    = "S"

[record]
period        = { days = 1 }
baseline      = 2027-02-01
ends          = 2028-02-01
baseline-due  = { days = 3 }
due           = { days = 1 }
grace         = { days = 7 }
receipt-due   = { days = 2 }
tolerance     = { minutes = 10 }
quorum        = 1
site-capacity = 64
road-capacity = 16
article       = "II"
source        = "S"

[[opening]]
id      = "totals"
name.en = "Totals"
name.ru = "Итоги"
of      = "totals"
classes = ["warhead"]
every   = { epochs = 30 }
due     = { days = 10 }
readers = "public"
article = "II"
source  = "S"

[[measure]]
id      = "commitments"
article = "II"
source  = "S"

[[witness]]
id   = "lakeside"
name = { en = "Lakeside Institute", ru = "Институт Лейксайд" }

[[act]]
id       = "suspension"
kind     = "suspension"
date     = 2023-02-28
by       = ["RU"]
title.en = "Suspension"
title.ru = "Приостановление"
suspends = "all"
article  = "II"
source   = "S"
[[act.readings]]
party   = "RU"
text.en = "It has effect."
text.ru = "Имеет силу."
effect  = true
[[act.readings]]
party   = "US"
text.en = "It has no effect."
text.ru = "Не имеет силы."
effect  = false
"#;

pub(crate) fn instrument() -> Instrument {
    treaty::parse(TREATY.as_bytes(), None).unwrap_or_else(|problems| panic!("{problems:#?}")).instrument
}

pub(crate) fn date(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

pub(crate) fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

pub(crate) fn party(code: &str) -> PartyCode {
    PartyCode::new(code).unwrap()
}

pub(crate) fn text(en: &str, ru: &str) -> Text {
    Text { en: en.into(), ru: ru.into() }
}

/// A row of a file.
pub(crate) fn row(file: &str, line: usize) -> StatementAt {
    StatementAt::Row { file: file.to_owned(), line }
}

/// A leaf of a record.
pub(crate) fn leaf(of: &str, index: u64) -> StatementAt {
    StatementAt::Leaf { record: author(of), index }
}

pub(crate) fn author(of: &str) -> Author {
    Author::new(of).unwrap()
}

pub(crate) fn judged(limit: &str, of: &str, date: Date, value: Option<u64>) -> Judged {
    let most = if limit == "launchers" { 800 } else { 1550 };
    let verdict = match value {
        None => Verdict::NotProvided,
        Some(value) if value > u64::from(most) => Verdict::Over,
        Some(_) => Verdict::Within,
    };
    let status = if value.is_some() { RowStatus::Confirmed } else { RowStatus::NotProvided };
    Judged { limit: id(limit), party: party(of), date, value, most, verdict, status, statements: vec![row("a.csv", 2)] }
}

fn finding(severity: Severity, fact: Fact) -> Finding {
    Finding {
        severity,
        party: Some(party("US")),
        article: Some(ArticleNumber("II".into())),
        date: Some(date(2019, 3, 1)),
        fact,
        statements: vec![row("small.csv", 7)],
        readings: Vec::new(),
    }
}

/// One finding for each variant of [`Fact`].
pub(crate) fn findings() -> Vec<Finding> {
    use Severity::{Blind, Departure, Discrepancy, Inconsistent, Late, Question};
    let (warheads, exchange) = (id("warheads"), date(2023, 3, 1));
    let (clock, freeze) = (id("update"), id("stop"));
    let binds = date(2018, 2, 5);
    let read =
        |of: &str, count| Read { party: party(of), text: text("Counted so.", "Считается так."), count };
    let facts = [
        (Inconsistent, Fact::OverLimit { limit: warheads.clone(), value: 1561, most: 1550, binds }),
        (Departure, Fact::Growth { freeze: freeze.clone(), group: id("all"), baseline: 3700, value: 3721 }),
        (
            Late,
            Fact::NotProvided { clock: clock.clone(), exchange, due: date(2023, 4, 15), act: Some(id("suspension")) },
        ),
        (Late, Fact::NotProvided { clock: clock.clone(), exchange, due: date(2023, 4, 15), act: None }),
        (Discrepancy, Fact::OverByOneReading { limit: warheads.clone(), value: 1450, most: vec![1400, 1500] }),
        (Discrepancy, Fact::Withheld { clock: clock.clone(), exchange, act: id("suspension") }),
        (
            Discrepancy,
            Fact::DisputedCount { dispute: id("conversions"), limit: id("launchers"), most: 800, since: binds },
        ),
        (Discrepancy, Fact::CountDiffers { limit: warheads, declared: 1444, counted: 1442 }),
        (Discrepancy, Fact::StatedOtherwise { class: id("launcher"), declared: Some(5), by: party("RU"), stated: 61 }),
        (Discrepancy, Fact::StatedOtherwise { class: id("launcher"), declared: None, by: party("RU"), stated: 56 }),
        (Question, Fact::NoRow { clock: clock.clone(), exchange }),
        (
            Question,
            Fact::Incomplete { of: Counting::Limit(id("launchers")), counted: 640, missing: vec![id("launcher")] },
        ),
        (
            Question,
            Fact::Incomplete {
                of: Counting::Group { freeze: freeze.clone(), group: id("all") },
                counted: 3600,
                missing: vec![id("warhead"), id("launcher")],
            },
        ),
        (Question, Fact::NothingDue),
        (Question, Fact::Unconfirmed { dates: vec![date(2022, 9, 1)] }),
        (Question, Fact::PartExceedsWhole { part: id("warhead"), items: 12, whole: id("launcher"), of: 11 }),
        (Question, Fact::UnknownType { item_type: id("rs-99") }),
        (Question, Fact::NoBaseline { freeze: freeze.clone(), day: Some(date(2020, 10, 16)) }),
        (Question, Fact::NoBaseline { freeze: freeze.clone(), day: None }),
        (Question, Fact::FreezeUndefined { freeze }),
        (Blind, Fact::PartlyConfirmed { dates: vec![date(2012, 9, 1), date(2015, 9, 1)] }),
        (Blind, Fact::Unverified { measure: Measure::OnSiteInspections, agreed: true, chance: chance() }),
        (Blind, Fact::Unverified { measure: Measure::Challenge, agreed: false, chance: chance() }),
        (Blind, Fact::BeyondTheInputs { clock, dates: vec![exchange, date(2023, 9, 1)] }),
        (Blind, Fact::AfterTheDay { dates: vec![date(2026, 3, 1)] }),
        (Blind, Fact::NothingOf),
        (Blind, Fact::OutsideTheLimits),
    ];
    let facts =
        facts.into_iter().chain(record_facts().into_iter().map(|(severity, fact)| (severity, Fact::Record(fact))));
    let mut findings: Vec<_> = facts.map(|(severity, fact)| finding(severity, fact)).collect();
    for finding in &mut findings {
        match &finding.fact {
            Fact::DisputedCount { .. } => finding.readings = vec![read("US", Some(800)), read("RU", Some(901))],
            Fact::NotProvided { act: Some(_), .. } => finding.readings = vec![read("RU", None), read("US", None)],
            _ => {}
        }
    }
    findings
}

/// Four visits a year to ten sites, over two years.
pub(crate) fn chance() -> Chance {
    let exact = |numerator, denominator| Probability::new(numerator, denominator).unwrap();
    let hidden = |at, year, freeze| Hidden { at, year, freeze: Some(freeze) };
    Chance::Visits(vec![Visits {
        party: party("US"),
        inspection: id("type-one"),
        sites: 10,
        visits: 4,
        years: Some(2),
        hidden: vec![
            hidden(1, exact(2, 5), exact(16, 25)),
            hidden(2, exact(2, 3), exact(8, 9)),
            hidden(5, exact(41, 42), exact(1763, 1764)),
        ],
    }])
}

/// An assessment in which nothing was said, but that has a name, a title and a day.
pub(crate) fn empty() -> Assessment {
    let table = "effective_date,party,warheads,launchers,status,source\n2019-03-01,US,1500,800,confirmed,here\n";
    let declared = record::declaration::read("small.csv", table.as_bytes(), &instrument());
    let mut audit = audit::Audit::new(instrument(), Some(date(2026, 2, 5)));
    audit.push(declared.unwrap_or_else(|problems| panic!("{problems:#?}"))).unwrap();
    let mut assessment = audit.finish().unwrap();
    assessment.inputs.clear();
    assessment.obligations.clear();
    assessment.judged.clear();
    assessment.findings.clear();
    assessment
}

/// An assessment with every kind of finding, verdict and status.
pub(crate) fn assessment() -> Assessment {
    let mut judged: Vec<_> = [("US", 1500), ("RU", 1444)]
        .into_iter()
        .flat_map(|(of, value)| (2016..2024).map(move |year| judged("warheads", of, date(year, 3, 1), Some(value))))
        .chain((2016..2024).map(|year| judged("launchers", "US", date(year, 3, 1), Some(800))))
        .collect();
    let verdicts = [
        Verdict::Within,
        Verdict::WithinNotBinding,
        Verdict::OverNotBinding,
        Verdict::Over,
        Verdict::Disputed,
        Verdict::NotInForce,
        Verdict::Incomplete,
    ];
    judged.iter_mut().zip(verdicts).for_each(|(judged, verdict)| judged.verdict = verdict);
    judged.iter_mut().zip(RowStatus::WORDS).for_each(|(judged, (_, status))| judged.status = status);
    judged[7].value = None;
    judged[7].verdict = Verdict::NotProvided;
    let obligation = |outcome, of| Obligation {
        id: id("warheads"),
        kind: Kind::Limit,
        name: Some(text("Warheads", "Боезаряды")),
        article: ArticleNumber("II".into()),
        party: party(of),
        outcome,
        covers: Some((date(2016, 3, 1), date(2023, 3, 1))),
    };
    let mut assessment = empty();
    assessment.inputs = vec![Input { file: "small.csv".into(), hash: Hash::of(b"small"), rows: 24 }];
    assessment.outcome = Outcome::Inconsistent;
    assessment.obligations = vec![obligation(Outcome::Inconsistent, "US"), obligation(Outcome::Open, "RU")];
    assessment.judged = judged;
    assessment.findings = findings();
    assessment
}
