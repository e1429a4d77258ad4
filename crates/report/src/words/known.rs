//! What the public steps show, in plain words: inspections and clarifications, sites, and what a public reader could not check.

use super::Words;
use crate::{known, table};
use audit::assessment::{Knowledge, Site};
use treaty::instrument::Kind;

impl Words<'_> {
    /// The steps of inspections and clarifications, where there are any.
    pub(super) fn steps(&mut self) {
        let (teller, assessment) = (self.teller, self.assessment);
        self.steps_of("inspection", &known::inspections(teller, assessment));
        self.steps_of("clarification", &known::clarifications(teller, assessment));
    }

    fn steps_of(&mut self, kind: &str, rows: &[[String; 2]]) {
        if rows.is_empty() {
            return;
        }
        self.page.gap();
        self.page.words(0, &format!("{}:", self.teller.word(&format!("steps-{kind}s-title"))));
        rows.iter().for_each(|[which, steps]| self.page.item(2, &format!("• {which}. {steps}.")));
    }

    pub(super) fn sites(&mut self) {
        if self.assessment.sites.is_empty() {
            return;
        }
        self.page.heading(&self.teller.word("report-sites-title"));
        self.page.words(0, &self.teller.word("report-sites-intro"));
        for party in known::parties(self.assessment) {
            let sites = known::of_party(self.assessment, party);
            self.page.gap();
            self.page.words(0, &known::sum(self.teller, party, &sites));
            self.counted(&sites);
            self.seen(&sites);
            known::never_seen(self.teller, &sites).into_iter().for_each(|never| self.page.item(0, &never));
        }
    }

    fn counted(&mut self, sites: &[&Site]) {
        let teller = self.teller;
        let states = Knowledge::ALL.map(|one| teller.word(&format!("knowledge-{}", one.word())));
        let head = ["facility", "sites"].map(|column| teller.word(&format!("report-col-{column}")));
        let head: Vec<_> = head.into_iter().chain(states).collect();
        let row = |of: known::Counted<'_>| {
            let all = of.counts.iter().sum::<usize>();
            let counts = [all].into_iter().chain(of.counts).map(|count| count.to_string());
            [teller.name(Kind::Facility, of.facility)].into_iter().chain(counts).collect::<Vec<_>>()
        };
        let rows: Vec<_> = known::counted(sites).into_iter().map(row).collect();
        if !table::plain(&mut self.page, &head, &rows, &(1..6)) {
            for row in rows {
                let told: Vec<_> =
                    head.iter().zip(&row).skip(1).map(|(head, cell)| format!("{head}: {cell}")).collect();
                self.page.item(0, &format!("• {}. {}", row[0], told.join("; ")));
            }
        }
    }

    /// The sites that were seen, each in one line: which, what it is, how much is known, and since when.
    fn seen(&mut self, sites: &[&Site]) {
        let teller = self.teller;
        for [site, facility, knowledge, days @ ..] in known::seen(teller, sites) {
            let columns = &known::SEEN_COLUMNS[3..];
            let dated = columns.iter().zip(days).filter(|(_, days)| !days.is_empty());
            let dated =
                dated.map(|(column, days)| format!("; {}: {days}", teller.word(&format!("report-col-{column}"))));
            self.page.item(0, &format!("• {site} ({facility}): {knowledge}{}", dated.collect::<String>()));
        }
    }

    pub(super) fn unchecked(&mut self) {
        let all = known::unchecked(self.teller, self.assessment);
        self.page.heading(&self.teller.word("report-unchecked-title"));
        if all.is_empty() {
            self.page.words(0, &self.teller.word("report-unchecked-none"));
        }
        all.iter().for_each(|one| self.page.item(0, &format!("• {}", one.told)));
    }
}
