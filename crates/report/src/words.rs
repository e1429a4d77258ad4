//! An assessment in plain words, for a terminal: what it rests on, how it came out, the numbers, the findings, and what nobody can know.
//!
//! No line is wider than asked for, nothing is told by colour, and what cannot be known stands in the same letters as what was found.

mod known;
pub(crate) mod record;

use crate::Locale;
use crate::again::Again;
use crate::grid::{self, Grid, Row};
use crate::layout::Page;
use crate::locale::Arg;
use crate::sentence::{self, shown};
use crate::teller::{Teller, list};
use crate::{chart, outline, table, terminal, year};
use audit::assessment::{Assessment, Finding, Input, Judged, Obligation};
use treaty::instrument::{Hash, Instrument, Kind};

/// How many digits of a file's identity are shown where a person reads it.
pub const HASH_SHOWN: usize = 16;

/// The narrowest page on which what a measure would show stands beside its name.
const MEASURES_MIN: usize = 60;

/// An assessment as lines of at most `width` columns; a width under 40 is taken as 40.
pub fn assessment(assessment: &Assessment, instrument: &Instrument, locale: &Locale, width: usize) -> String {
    let again = Again::of(assessment);
    let mut words =
        Words { page: Page::new(width), teller: Teller::new(locale, instrument), assessment, again: &again };
    words.opening();
    words.obligations();
    words.blind();
    words.unchecked();
    let records = !assessment.records.is_empty();
    if records {
        words.year();
        words.steps();
        words.sites();
    }
    if !records || !assessment.judged.is_empty() {
        words.numbers();
        words.charts();
    }
    words.findings();
    if records {
        words.opened();
        words.sealed();
        words.records();
    }
    words.again();
    words.page.gap();
    words.page.words(0, &locale.word("report-note"));
    sentence::harmless(words.page.finish())
}

/// The first digits of an identity.
pub(crate) fn hash(hash: &Hash) -> String {
    hash.to_string().chars().take(HASH_SHOWN).collect()
}

struct Words<'a> {
    page: Page,
    teller: Teller<'a>,
    assessment: &'a Assessment,
    again: &'a Again,
}

impl Words<'_> {
    fn opening(&mut self) {
        let (teller, assessment) = (self.teller, self.assessment);
        let title = shown(&teller.text(&assessment.title));
        self.page.heading(&format!("{}: {title}", outline::kind(teller, assessment)));
        self.page.words(0, &teller.say("report-as-of", &[("date", Arg::Day(assessment.as_of))]));
        self.page.words(0, &outline::form(teller, assessment));
        let instrument = teller.with("report-input-instrument", "id", assessment.instrument.as_str());
        self.page.item(0, &format!("{instrument}, SHA-256 {}", hash(&assessment.treaty)));
        for Input { file, hash: identity, rows } in &assessment.inputs {
            let rows = teller.say("report-input-rows", &[("count", outline::number(*rows))]);
            self.page.item(0, &format!("{}, {rows}, SHA-256 {}", shown(file), hash(identity)));
        }
        for record in year::records(assessment, teller.of) {
            self.page.item(0, &outline::input(teller, record));
        }
        if assessment.inputs.is_empty() && assessment.records.is_empty() {
            self.page.words(0, &teller.word("report-nothing-read"));
        }

        self.page.heading(&teller.word("report-outcome-title"));
        self.page.words(0, &outline::summary(teller, assessment));
        if !assessment.obligations.is_empty() {
            self.page.words(0, &outline::tally(teller, assessment));
        }
    }

    fn obligations(&mut self) {
        let teller = self.teller;
        self.page.heading(&teller.word("report-obligations-title"));
        if self.assessment.obligations.is_empty() {
            self.page.words(0, &teller.word("report-obligations-none"));
            return;
        }
        let assessment = self.assessment;
        let columns = outline::columns(assessment);
        let head: Vec<_> = columns.iter().map(|column| teller.word(&format!("report-col-{column}"))).collect();
        let row = |obligation: &Obligation| {
            let mut row = vec![
                teller.article(&obligation.article),
                shown(&outline::obligation(teller, obligation)),
                teller.party(&obligation.party),
                teller.word(&format!("outcome-{}", obligation.outcome.word())),
                outline::covers(teller, obligation),
            ];
            row.extend((columns.len() > row.len()).then(|| outline::basis(teller, assessment, obligation)));
            row
        };
        let rows: Vec<_> = outline::obligations(teller, self.assessment).into_iter().map(row).collect();
        if !table::plain(&mut self.page, &head, &rows, &(0..0)) {
            for row in rows {
                self.page.gap();
                self.page.item(0, &format!("{}; {}; {}", row[0], row[1], row[2]));
                head.iter().zip(row).skip(3).for_each(|(head, cell)| self.page.item(2, &format!("{head}: {cell}")));
            }
        }
    }

    fn findings(&mut self) {
        let teller = self.teller;
        self.page.heading(&teller.word("report-findings-title"));
        let grouped = outline::by_severity(&self.assessment.findings);
        if grouped.is_empty() {
            self.page.words(0, &teller.word("report-findings-none"));
        }
        if let Some(cut) = &self.again.cut {
            self.page.words(0, &teller.word("again-findings"));
            self.page.item(2, cut);
        }
        for (severity, findings) in grouped {
            self.page.gap();
            self.page
                .words(0, &format!("{} ({})", teller.word(&format!("severity-{}", severity.word())), findings.len()));
            findings.into_iter().for_each(|finding| self.finding(finding));
        }
    }

    fn finding(&mut self, finding: &Finding) {
        self.page.gap();
        let told = sentence::finding(finding, self.teller.of, self.teller.locale);
        self.page.item(2, &format!("• {told}"));
        if !finding.readings.is_empty() {
            self.page.gap();
            self.page.words(4, &format!("{}:", self.teller.word("report-readings-title")));
            self.page.abreast(4, &sentence::readings(self.teller, &finding.readings));
        }
        let again = self.again.finding(finding);
        if again != self.again.whole {
            self.page.item(4, &format!("{}: {again}", self.teller.word("again-finding")));
        }
    }

    fn blind(&mut self) {
        let teller = self.teller;
        let blind = outline::Blind::of(&self.assessment.findings);
        self.page.heading(&teller.word("severity-blind"));
        self.page.words(0, &outline::blind_intro(teller, self.assessment));
        for paragraph in blind.chance(teller) {
            self.page.gap();
            self.page.words(0, &paragraph);
        }
        for (key, measures) in blind.measures() {
            self.page.gap();
            self.page.words(0, &teller.word(key));
            let head = [teller.word("report-col-measure"), teller.word("report-col-unknown")];
            let rows: Vec<_> = measures
                .into_iter()
                .map(|(measure, of)| vec![outline::measure(teller, measure, &of), sentence::unknown(teller, measure)])
                .collect();
            let fits = self.page.width() >= MEASURES_MIN && table::plain(&mut self.page, &head, &rows, &(0..0));
            for row in rows.iter().filter(|_| !fits) {
                self.page.item(2, &format!("• {}: {}", row[0], row[1]));
            }
        }
        if !blind.others.is_empty() {
            self.page.gap();
            self.page.words(0, &teller.word("report-blind-other"));
        }
        blind.others.into_iter().for_each(|finding| self.finding(finding));
    }

    /// The command that checks everything again.
    fn again(&mut self) {
        let records = !self.assessment.records.is_empty();
        self.page.heading(&self.teller.word("report-again-title"));
        self.page.words(0, &self.teller.word("report-again-intro"));
        if records {
            self.page.words(0, &self.teller.word("report-again-folder"));
        }
        self.page.item(2, &self.again.whole);
    }

    fn numbers(&mut self) {
        let teller = self.teller;
        self.page.heading(&teller.word("report-numbers-title"));
        let grids = grid::grids(self.assessment, teller.of);
        let Some(first) = grids.first() else {
            self.page.words(0, &teller.word("report-numbers-none"));
            return;
        };
        for (mark, limit) in ('A'..).zip(&first.limits) {
            self.page.item(0, &outline::column(teller, mark, limit));
        }
        let signs = grid::signs(teller.locale).into_iter().map(|(sign, meaning)| format!("{sign} {meaning}"));
        self.page.item(0, &format!("{}: {}", teller.word("report-marks"), signs.collect::<Vec<_>>().join("; ")));
        for grid in &grids {
            self.page.gap();
            self.page.words(0, &teller.party(grid.party));
            self.grid(grid);
        }
    }

    fn grid(&mut self, grid: &Grid<'_>) {
        let teller = self.teller;
        let marks = ('A'..).take(grid.limits.len()).map(String::from);
        let head = [teller.word("report-col-date")].into_iter().chain(marks).chain([teller.word("report-col-row")]);
        let head: Vec<_> = head.collect();
        let row = |row: &Row<'_>| {
            let cells = row.cells.iter().map(|cell| list(cell.iter().map(|judged| self.cell(judged))));
            let doubt = row.doubt().map(|word| grid::status(teller.locale, word)).unwrap_or_default();
            [row.date.to_string()].into_iter().chain(cells).chain([doubt]).collect::<Vec<_>>()
        };
        let rows: Vec<_> = grid.rows.iter().map(row).collect();
        if !table::plain(&mut self.page, &head, &rows, &(1..1 + grid.limits.len())) {
            rows.iter().for_each(|row| self.in_one_line(&head, row));
        }
    }

    /// A day's numbers one after the other, each after the letter of its limit.
    fn in_one_line(&mut self, head: &[String], row: &[String]) {
        let Some((status, cells)) = row.split_last() else { return };
        let numbers = head.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
        let mut told: Vec<_> = numbers.map(|(limit, cell)| format!("{limit}\u{A0}{}", cell.trim())).collect();
        told.extend((!status.is_empty()).then(|| status.clone()));
        self.page.item(0, &format!("{}: {}", cells[0], told.join(", ")));
    }

    /// A number with its sign, as wide as the widest sign, so that the numbers stand under one another.
    fn cell(&self, judged: &Judged) -> String {
        let sign = grid::sign(judged.verdict);
        let value = judged.value.map(|value| self.teller.locale.number(value)).unwrap_or_default();
        format!("{value}\u{A0}{sign}{}", "\u{A0}".repeat(3 - sign.chars().count()))
    }

    fn charts(&mut self) {
        let teller = self.teller;
        let panels = chart::panels(self.assessment, teller.of);
        if panels.is_empty() {
            return;
        }
        self.page.heading(&teller.word("report-charts-title"));
        for panel in &panels {
            self.page.gap();
            self.page.words(0, &teller.name(Kind::Limit, &panel.limit));
            for line in terminal::panel(panel, teller, self.page.width()) {
                self.page.raw(&line);
            }
            self.page.item(0, &terminal::legend(panel, teller));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture, layout};
    use audit::{Fact, Severity};
    use treaty::Lang;

    fn told(assessment: &Assessment, lang: Lang, width: usize) -> String {
        super::assessment(assessment, &fixture::instrument(), &Locale::new(lang), width)
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut hostile = fixture::assessment();
        hostile.inputs[0].file = "a\u{1b}[31m\u{202E}中文".repeat(30);
        hostile.findings[0].statements[0] = fixture::row(&hostile.inputs[0].file, 2);
        for lang in Lang::ALL {
            for width in (40..132).chain([0, 200]) {
                for assessment in [&fixture::empty(), &fixture::assessment(), &hostile] {
                    let page = told(assessment, lang, width);
                    assert!(layout::widest(&page) <= width.max(layout::WIDTH_MIN), "{width}:\n{page}");
                    assert!(page.chars().all(|c| c == '\n' || !treaty::text::is_hidden(c)));
                }
            }
        }
    }

    #[test]
    fn the_outcome_is_never_a_bare_ok() {
        let mut examined = fixture::assessment();
        examined.outcome = audit::Outcome::Consistent;
        let page = told(&examined, Lang::En, 100);
        assert!(page.contains("Consistent as far as verified: on these inputs"), "{page}");
        assert!(page.contains("What cannot be known from these inputs"), "{page}");
        assert!(!page.contains("No obligation was examined"), "{page}");
    }

    #[test]
    fn what_was_not_examined_is_not_called_consistent() {
        for (lang, nothing, consistent) in [
            (Lang::En, "No obligation was examined", "as far as verified"),
            (Lang::Ru, "не рассматривалось", "оответству"),
        ] {
            let page = told(&fixture::empty(), lang, 100);
            assert!(page.contains(nothing) && !page.contains(consistent), "{page}");
            let mut open = fixture::empty();
            open.outcome = audit::Outcome::Open;
            assert!(!told(&open, lang, 100).contains(nothing));
        }
    }

    #[test]
    fn a_narrow_page_has_its_tables_row_beneath_row() {
        let (mut assessment, en) = (fixture::assessment(), Lang::En);
        assessment.obligations.reverse();
        let told = |width| told(&assessment, en, width).replace('\u{A0}', " ");
        let wide = told(100);
        assert!(wide.contains("Article II  Warheads    United States  inconsistent on this evidence  2016"), "{wide}");
        let narrow = told(40);
        // where a line is cut is the page's matter
        let told_in_one = narrow.split_whitespace().collect::<Vec<_>>().join(" ");
        let us = told_in_one.find("Article II; Warheads; United States Outcome: inconsistent on this evidence");
        let ru = told_in_one.find("Article II; Warheads; Russia");
        assert!(us.is_some() && us < ru, "{narrow}");
        assert!(told_in_one.contains("• Challenge of a spotted item (Article"), "{narrow}");
        assert!(told_in_one.contains("2016-03-01: A 1,500 ≤, B 800 ≤"), "{narrow}");
        assert!(!narrow.contains("Measure  "), "{narrow}");
    }

    #[test]
    fn numbers_of_one_day_get_no_chart() {
        let mut of = fixture::empty();
        of.judged = vec![fixture::judged("warheads", "US", fixture::date(2019, 3, 1), Some(1500))];
        assert!(!told(&of, Lang::En, 100).contains("over time"));
        assert!(told(&fixture::assessment(), Lang::En, 100).contains("over time"));
    }

    #[test]
    fn the_probability_of_what_nobody_can_know_is_told_once_among_it() {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let page = one_line(&told(&fixture::assessment(), Lang::En, 100));
        let (_, blind) = page.split_once("What cannot be known from these inputs").unwrap();
        assert_eq!(page.matches("Probability that a site").count(), 1);
        assert!(blind.contains("4 visits a treaty year to 10 sites: 40% (2/5) if 1 site hides something"), "{blind}");
        assert!(!told(&fixture::empty(), Lang::En, 100).contains("Probability"));
    }

    #[test]
    fn every_finding_is_told_once_and_the_blind_ones_before_the_others() {
        let (assessment, instrument) = (fixture::assessment(), fixture::instrument());
        for lang in Lang::ALL {
            let locale = Locale::new(lang);
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let page = one_line(&told(&assessment, lang, 400));
            let (_, told) = page.split_once(&locale.word("severity-blind")).unwrap();
            let (blind, found) = told.split_once(&locale.word("report-unchecked-title")).unwrap();
            for finding in &assessment.findings {
                let told = match finding.fact {
                    Fact::Unverified { measure, .. } => sentence::unknown(Teller::new(&locale, &instrument), measure),
                    _ => sentence::finding(finding, &instrument, &locale),
                };
                let where_told = if finding.severity == Severity::Blind { blind } else { found };
                assert_eq!(where_told.matches(&one_line(&told)).count(), 1, "{told}");
            }
        }
    }
}
