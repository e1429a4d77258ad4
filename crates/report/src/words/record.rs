//! Records in plain words: how the year went, what was opened, and who acknowledged what.
//!
//! The year is drawn as a calendar, one row a month:
//!
//! ```text
//! Month    Epochs                           Due  Stated  Proved
//! 2027-02  █████▄██████████████!████×××      28      25      24
//! ```

use super::Words;
use crate::locale::Arg;
use crate::table;
use crate::teller::{Teller, list};
use crate::year::{self, Course, Mark, Move, Row};
use crate::{moment, outline};
use audit::assessment::{Coverage, Opened, Record};
use treaty::Date;
use treaty::instrument::Kind;

/// How many letters of a root are shown where a person reads it.
pub(crate) const ROOT_SHOWN: usize = 16;

/// With more epochs than this in one month, each stands at the day of the month on which it ends.
const IN_A_ROW_MAX: usize = 6;

impl Words<'_> {
    pub(super) fn year(&mut self) {
        let teller = self.teller;
        self.page.heading(&teller.word("report-year-title"));
        let courses = year::courses(self.assessment, teller.of);
        if courses.is_empty() {
            self.page.words(0, &teller.word("report-year-none"));
        }
        for course in &courses {
            self.page.gap();
            self.page.words(0, &sum(teller, course));
            self.course(course);
        }
    }

    fn course(&mut self, course: &Course<'_>) {
        let teller = self.teller;
        let by_day = course.rows.iter().any(|row| row.epochs.len() > IN_A_ROW_MAX);
        let head = ["month", "epochs", "due", "stated", "proved", "in-time", "receipts", "findings"];
        let head = head.map(|column| teller.word(&format!("year-col-{column}")));
        let cells: Vec<_> = course.rows.iter().map(|row| cells(teller, row, by_day)).collect();
        if !table::plain(&mut self.page, &head, &cells, &(2..7)) {
            course.rows.iter().zip(&cells).for_each(|(row, cells)| self.month(row, cells));
        }
        let used = course
            .marks()
            .into_keys()
            .map(|mark| format!("{} {}", sign(mark), teller.word(&format!("mark-{}", mark.word()))));
        let used: Vec<_> = used.collect();
        if !used.is_empty() {
            self.page.item(
                0,
                &format!("{}: {}. {}", teller.word("report-marks"), used.join("; "), teller.word("year-one-sign")),
            );
        }
        for told in beyond(teller, course) {
            self.page.item(0, &told);
        }
    }

    /// A month where the page is too narrow for columns.
    fn month(&mut self, row: &Row, cells: &[String]) {
        self.page.raw(&format!("{} {}", cells[0], cells[1]));
        let told = month(self.teller, row);
        let found = if cells[7].is_empty() { String::new() } else { format!(". {}", cells[7]) };
        self.page.item(2, &format!("  {told}{found}"));
    }

    pub(super) fn opened(&mut self) {
        let teller = self.teller;
        self.page.heading(&teller.word("report-opened-title"));
        if self.assessment.opened.is_empty() {
            self.page.words(0, &teller.word("report-opened-none"));
            return;
        }
        self.page.words(0, &teller.word("report-opened-intro"));
        self.page.gap();
        let head =
            ["party", "opening", "class", "period", "sum"].map(|column| teller.word(&format!("report-col-{column}")));
        let rows: Vec<_> =
            outline::opened(teller, self.assessment).into_iter().map(|one| opened(teller, one)).collect();
        if !table::plain(&mut self.page, &head, &rows, &(4..5)) {
            rows.iter().for_each(|row| self.page.item(0, &format!("{}: {}", row[..4].join("; "), row[4])));
        }
    }

    /// What seals closed, where any were put on.
    pub(super) fn sealed(&mut self) {
        let teller = self.teller;
        if self.assessment.continuity.is_empty() {
            return;
        }
        self.page.heading(&teller.word("report-sealed-title"));
        self.page.words(0, &teller.word("report-sealed-intro"));
        self.page.gap();
        let head = outline::SEALED_COLUMNS.map(|column| teller.word(&format!("report-col-{column}")));
        let rows = outline::sealed(teller, self.assessment);
        if !table::plain(&mut self.page, &head, &rows, &(6..6)) {
            rows.iter().for_each(|row| self.page.item(0, &row.join("; ")));
        }
    }

    pub(super) fn records(&mut self) {
        let teller = self.teller;
        self.page.heading(&teller.word("report-records-title"));
        for record in year::records(self.assessment, teller.of) {
            self.page.gap();
            let size =
                teller.say("record-size", &[("size", Arg::Number(record.size)), ("root", Arg::Words(&root(record)))]);
            self.page.item(0, &format!("{}: {size}", outline::record_of(teller, record)));
            if record.covered_by.is_empty() && record.party.is_some() {
                self.page.item(2, &format!("• {}", teller.word("record-uncovered")));
            }
            for coverage in &record.covered_by {
                self.page.item(2, &format!("• {}", covered(teller, record, coverage)));
            }
        }
    }
}

/// A party's months added up.
pub(crate) fn sum(teller: Teller<'_>, course: &Course<'_>) -> String {
    let party = teller.party(course.party);
    let mut args = vec![("party", Arg::Words(&party))];
    args.extend(course.sums().map(|(name, sum)| (name, Arg::Number(sum))));
    teller.say("year-sum", &args)
}

fn month(teller: Teller<'_>, row: &Row) -> String {
    teller.say("year-month", &numbers(row).map(|(name, number)| (name, Arg::Number(number))))
}

/// The numbers of a month, by the names of their columns.
pub(crate) fn numbers(row: &Row) -> [(&'static str, u64); 5] {
    let month = &row.month;
    [
        ("due", month.due),
        ("stated", month.stated),
        ("proved", month.proved),
        ("in-time", month.in_time),
        ("receipts", month.receipts),
    ]
    .map(|(name, number)| (name, number.into()))
}

/// What was found in a month, in words.
pub(crate) fn found(teller: Teller<'_>, row: &Row) -> String {
    let told = |(severity, count): (audit::Severity, u64)| {
        teller.say(&format!("found-{}", severity.word()), &[("count", Arg::Number(count))])
    };
    list(row.tally().into_iter().map(told))
}

/// What the months that are shown do not say, and what the signs for steps add up to.
pub(crate) fn beyond(teller: Teller<'_>, course: &Course<'_>) -> Vec<String> {
    let moves = Move::ALL.into_iter().zip(course.moves().unwrap_or_default()).filter(|(_, count)| *count > 0);
    let steps =
        moves.map(|(kind, count)| teller.say(&format!("year-steps-{}", kind.word()), &[("count", Arg::Number(count))]));
    let counts = [("year-more", course.more), ("year-elsewhere", course.elsewhere)];
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    let told = told.map(|(key, count)| teller.say(key, &[("count", outline::number(count))]));
    steps.chain(told).collect()
}

fn cells(teller: Teller<'_>, row: &Row, by_day: bool) -> Vec<String> {
    let numbers = numbers(row).map(|(_, number)| teller.locale.number(number));
    let first = [year_month(row.month.first), signs(row, by_day)];
    first.into_iter().chain(numbers).chain([found(teller, row)]).collect()
}

/// A month as `2027-02`.
pub(crate) fn year_month(first: Date) -> String {
    first.to_string().trim_end_matches(|c| c != '-').trim_end_matches('-').to_owned()
}

/// The signs of a month's epochs, one after the other, or each in the place of its day. A gap is one that no line is parted at.
fn signs(row: &Row, by_day: bool) -> String {
    if !by_day {
        return row.epochs.iter().map(|(_, mark)| sign(*mark)).collect();
    }
    let mut signs = String::new();
    for day in 1..=31 {
        let mark = row.epochs.iter().find(|(ends, _)| ends.day() == day).map(|(_, mark)| *mark);
        signs.push(mark.map_or('\u{A0}', sign));
    }
    signs.trim_end().to_owned()
}

/// The sign of an epoch. The fuller, the better it stands.
fn sign(mark: Mark) -> char {
    match mark {
        Mark::Proved => '█',
        Mark::Stated => '▒',
        Mark::Late => '▄',
        Mark::Missing => '×',
        Mark::Contradicted => '!',
    }
}

fn opened(teller: Teller<'_>, opened: &Opened) -> Vec<String> {
    vec![
        teller.party(&opened.party),
        teller.name(Kind::Opening, &opened.opening),
        teller.name(Kind::Class, &opened.class),
        outline::opened_period(teller, opened),
        teller.locale.number(opened.sum),
    ]
}

/// The first letters of a root.
pub(crate) fn root(record: &Record) -> String {
    let root: String = record.root.to_string().chars().take(ROOT_SHOWN).collect();
    format!("{root}…")
}

fn covered(teller: Teller<'_>, record: &Record, coverage: &Coverage) -> String {
    let (by, (day, _)) = (teller.author(&coverage.by), moment::utc(coverage.time));
    teller.say(
        "record-covered",
        &[
            ("by", Arg::Words(&by)),
            ("size", Arg::Number(coverage.size)),
            ("of", Arg::Number(record.size)),
            ("date", Arg::Day(day)),
            ("time", Arg::Words(&moment::minutes(coverage.time))),
            ("receipts", Arg::Number(coverage.receipts)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture, json, layout, page, words};
    use audit::Assessment;
    use audit::assessment::StatementAt;
    use expect_test::expect_file;
    use treaty::Lang;

    fn told(assessment: &Assessment, lang: Lang, width: usize) -> String {
        words::assessment(assessment, &fixture::instrument(), &Locale::new(lang), width)
    }

    #[test]
    fn an_assessment_of_records_is_told_as_before() {
        let of = fixture::of_records();
        expect_file!["../../tests/golden/records.en.txt"].assert_eq(&told(&of, Lang::En, 100));
        expect_file!["../../tests/golden/records.ru.txt"].assert_eq(&told(&of, Lang::Ru, 120));
        expect_file!["../../tests/golden/records-narrow.ru.txt"].assert_eq(&told(&of, Lang::Ru, 40));
        let of = fixture::seen();
        expect_file!["../../tests/golden/seen.en.txt"].assert_eq(&told(&of, Lang::En, 100));
        expect_file!["../../tests/golden/seen.ru.txt"].assert_eq(&told(&of, Lang::Ru, 100));
    }

    #[test]
    fn no_line_about_records_is_wider_than_the_terminal() {
        let mut hostile = fixture::of_records();
        hostile.findings = fixture::findings();
        let hidden = "a\u{1b}[31m\u{202E}中文".repeat(30);
        for finding in &mut hostile.findings {
            finding.statements = vec![fixture::leaf("lakeside", u64::MAX), fixture::row(&hidden, 7)];
        }
        hostile.opened[0].sum = u64::MAX;
        hostile.records[0].size = u64::MAX;
        hostile.records[0].months[0].receipts = u32::MAX;
        for lang in Lang::ALL {
            for width in (40..132).chain([0, 200]) {
                for assessment in [&fixture::of_records(), &fixture::seen(), &hostile] {
                    let page = told(assessment, lang, width);
                    assert!(layout::widest(&page) <= width.max(layout::WIDTH_MIN), "{width}:\n{page}");
                    assert!(page.chars().all(|c| c == '\n' || !treaty::text::is_hidden(c)));
                }
            }
        }
    }

    #[test]
    fn the_outcome_comes_first_and_what_cannot_be_known_right_behind_the_obligations() {
        for lang in Lang::ALL {
            let locale = Locale::new(lang);
            let page = told(&fixture::of_records(), lang, 100);
            let titles = ["outcome", "obligations", "", "unchecked", "year", "findings", "opened", "records", "again"];
            let titles = titles.map(|title| match title {
                "" => locale.word("severity-blind"),
                title => locale.word(&format!("report-{title}-title")),
            });
            let places: Vec<_> = titles.iter().map(|title| page.find(&format!("\n{title}\n─")).unwrap()).collect();
            assert!(places.is_sorted(), "{page}");
            assert!(!page.contains(&locale.word("report-numbers-title")), "{page}");
        }
    }

    #[test]
    fn terminal_page_and_json_tell_the_same_numbers() {
        let (of, instrument) = (fixture::of_records(), fixture::instrument());
        let (json, page) = (json::assessment(&of, &instrument), page::assessment(&of, &instrument));
        let (wide, narrow) = (told(&of, Lang::En, 120), told(&of, Lang::En, 40));
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let names = ["due", "stated", "proved", "in_time", "receipts"];
        for record in json["records"].as_array().unwrap() {
            for month in record["months"].as_array().unwrap() {
                let numbers = names.map(|name| month[name].as_u64().unwrap().to_string());
                let cells: String =
                    numbers.iter().map(|number| format!("<td class=\"number\">{number}</td>")).collect();
                assert_eq!(page.matches(&cells).count(), 2, "{cells}: once in each language");
                let first = month["first"].as_str().unwrap().trim_end_matches("-01");
                let line =
                    wide.lines().find(|line| line.starts_with(first) && one_line(line).contains(&numbers.join(" ")));
                assert!(line.is_some(), "{numbers:?} in\n{wide}");
                let [due, stated, proved, in_time, receipts] = &numbers;
                let told = format!(
                    "due {due}, stated {stated}, proved {proved}, in time {in_time}, receipts given {receipts}"
                );
                assert!(one_line(&narrow).contains(&told), "{told} in\n{narrow}");
            }
            let root = record["root"].as_str().unwrap();
            assert!(page.contains(&format!("<code>{root}</code>")) && wide.contains(&root[..ROOT_SHOWN]));
        }
        let sum = json["opened"][0]["sum"].as_u64().unwrap();
        assert!(
            sum == 1444 && wide.contains("1,444") && page.contains(">1,444</td>") && page.contains(">1\u{A0}444</td>")
        );
    }

    #[test]
    fn a_record_that_nobody_acknowledges_is_told_so_unless_it_is_a_witnesss() {
        let mut of = fixture::of_records();
        assert!(!told(&of, Lang::En, 100).contains("Nobody acknowledges it."));
        of.records[0].covered_by.clear();
        assert_eq!(told(&of, Lang::En, 100).matches("Nobody acknowledges it.").count(), 1);
    }

    #[test]
    fn without_a_partys_record_there_is_no_year_and_without_openings_nothing_was_opened() {
        let mut of = fixture::of_records();
        of.records.retain(|record| record.party.is_none());
        of.opened.clear();
        let page = told(&of, Lang::En, 100);
        assert!(page.contains("No record of a Party is among the inputs.") && page.contains("Nothing was opened."));
    }

    #[test]
    fn few_epochs_of_a_month_stand_in_a_row_and_many_at_their_days() {
        let days = |days: &[i8]| days.iter().map(|day| (fixture::date(2027, 3, *day), Mark::Proved)).collect();
        let month = fixture::of_records().records[0].months[0].clone();
        let row = Row { month, epochs: days(&[2, 4]), found: Vec::new(), moves: Vec::new() };
        assert_eq!((signs(&row, false), signs(&row, true)), ("██".into(), "\u{A0}█\u{A0}█".into()));
    }

    #[test]
    fn a_month_is_its_year_and_number() {
        assert_eq!(year_month(fixture::date(2027, 1, 1)), "2027-01");
        assert_eq!(year_month(Date::MIN), "-009999-01");
    }

    #[test]
    fn numbers_of_a_record_in_clear_stand_among_the_others() {
        let mut of = fixture::of_records();
        of.judged = vec![fixture::judged("warheads", "US", fixture::date(2027, 2, 1), Some(1500))];
        of.judged[0].statements = vec![StatementAt::Leaf { record: fixture::author("US"), index: 3 }];
        for (lang, title) in [(Lang::En, "Declared numbers"), (Lang::Ru, "Объявленные количества")]
        {
            assert!(told(&of, lang, 100).contains(title));
        }
        let page = page::assessment(&of, &fixture::instrument());
        assert!(page.contains("US, statement 3") && page.contains("запись US, заявление 3"));
    }
}
