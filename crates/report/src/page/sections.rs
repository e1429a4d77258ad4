//! The parts of the page: charts, obligations, findings, what nobody can know, the numbers, and how to check again.

use super::Part;
use crate::chart::Panel;
use crate::grid::{self, Grid, Row};
use crate::locale::Arg;
use crate::sentence::{self, shown};
use crate::{outline, svg};
use audit::assessment::{Finding, Judged, StatementAt};
use maud::{Markup, html};
use treaty::Id;
use treaty::instrument::Kind;

impl Part<'_> {
    /// Something wide, which scrolls within itself on a narrow screen and can be reached with the keyboard.
    pub(super) fn wide(self, label: &str, content: &Markup) -> Markup {
        html! { div.wide role="group" tabindex="0" aria-label=(label) { (content) } }
    }

    pub(super) fn chart(self, panel: &Panel) -> Markup {
        let name = self.teller.name(Kind::Limit, &panel.limit);
        let drawing = svg::draw(panel, self.teller, &self.id(&format!("chart-{}", panel.limit)));
        html! {
            figure {
                h3 { (name) }
                (self.wide(&name, &drawing))
                figcaption {
                    (svg::key(panel, self.teller))
                    p { (self.teller.say("chart-axis", &[("bottom", Arg::Number(panel.bottom))])) }
                }
            }
        }
    }

    pub(super) fn obligations(self) -> Markup {
        let obligations = &self.assessment.obligations;
        if obligations.is_empty() {
            return html! { p { (self.word("report-obligations-none")) } };
        }
        let columns = outline::columns(self.assessment);
        let basis = self.word("report-col-basis");
        let covers = self.word("report-col-covers");
        let table = html! {
            table.obligations {
                caption.unseen { (self.word("report-obligations-title")) }
                thead { tr { @for column in columns { th scope="col" { (self.word(&format!("report-col-{column}"))) } } } }
                tbody {
                    @for one in outline::obligations(self.teller, self.assessment) {
                        tr {
                            td.article { (self.teller.article(&one.article)) }
                            th scope="row" { (shown(&outline::obligation(self.teller, one))) }
                            td.keep { (self.teller.party(&one.party)) }
                            td.outcome-of { span.came-out.(one.outcome.word()) { (self.word(&format!("outcome-{}", one.outcome.word()))) } }
                            td.days data-label=(covers) { (outline::covers(self.teller, one)) }
                            @if columns.len() > 5 { td.basis data-label=(basis) { (outline::basis(self.teller, self.assessment, one)) } }
                        }
                    }
                }
            }
        };
        self.wide(&self.word("report-obligations-title"), &table)
    }

    pub(super) fn findings(self) -> Markup {
        let grouped = outline::by_severity(&self.assessment.findings);
        html! {
            @if let Some(cut) = &self.again.cut {
                p { (self.word("again-findings")) }
                pre { code { (cut) } }
            }
            @for (severity, findings) in &grouped {
                h3 { (self.word(&format!("severity-{}", severity.word()))) " " span.count { "(" (findings.len()) ")" } }
                @for finding in findings { (self.finding(finding)) }
            }
            @if grouped.is_empty() { p { (self.word("report-findings-none")) } }
        }
    }

    fn finding(self, finding: &Finding) -> Markup {
        let article = finding.article.as_ref().and_then(|number| self.teller.of.article(number));
        html! {
            article.finding {
                @if let Some(head) = sentence::head(self.teller, finding) { h4 { (head) } }
                p { (sentence::body(self.teller, finding)) }
                @if !finding.readings.is_empty() {
                    p.read { (self.word("report-readings-title")) }
                    div.readings {
                        @for (who, what) in sentence::readings(self.teller, &finding.readings) {
                            div { p.who { (who) } p { (what) } }
                        }
                    }
                }
                @if let Some(article) = article {
                    p.rule { strong { (self.teller.article(&article.number)) ". " (self.teller.text(&article.title)) "." }
                        " " (self.teller.text(&article.text)) }
                }
                @if let Some(places) = sentence::places(self.teller, &finding.statements) {
                    p.evidence { (self.word("report-evidence")) ": " code { (places) } }
                }
                p.evidence { (self.word("again-finding")) ": " code { (self.again.finding(finding)) } }
            }
        }
    }

    pub(super) fn unknown(self) -> Markup {
        let blind = outline::Blind::of(&self.assessment.findings);
        html! {
            p { (outline::blind_intro(self.teller, self.assessment)) }
            @for paragraph in blind.chance(self.teller) { p { (paragraph) } }
            @for (key, measures) in blind.measures() {
                table.measures {
                    caption { (self.word(key)) }
                    thead.unseen { tr {
                        th scope="col" { (self.word("report-col-measure")) }
                        th scope="col" { (self.word("report-col-unknown")) }
                    } }
                    tbody {
                        @for (measure, findings) in measures {
                            tr {
                                th scope="row" { (outline::measure(self.teller, measure, &findings)) }
                                td { (sentence::unknown(self.teller, measure)) }
                            }
                        }
                    }
                }
            }
            @if !blind.others.is_empty() {
                h3 { (self.word("report-blind-other")) }
                @for finding in &blind.others { (self.finding(finding)) }
            }
        }
    }

    pub(super) fn numbers(self) -> Markup {
        let grids = grid::grids(self.assessment, self.teller.of);
        if grids.is_empty() {
            return html! { p { (self.word("report-numbers-none")) } };
        }
        html! {
            dl.signs aria-label=(self.word("report-marks")) {
                @for (sign, meaning) in grid::signs(self.teller.locale) { div { dt { (sign) } dd { (meaning) } } }
            }
            @for grid in &grids { (self.wide(&self.teller.party(grid.party), &self.grid(grid))) }
        }
    }

    fn grid(self, grid: &Grid<'_>) -> Markup {
        html! {
            table.numbers {
                caption { (self.teller.party(grid.party)) }
                thead { tr {
                    th scope="col" { (self.word("report-col-date")) }
                    @for limit in &grid.limits { th.number scope="col" { (self.teller.name(Kind::Limit, limit)) (self.most(limit)) } }
                    th scope="col" { (self.word("report-col-row")) }
                    th.number scope="col" { (self.word("report-col-line")) }
                } }
                tbody { @for row in &grid.rows { (self.row(row)) } }
            }
        }
    }

    fn most(self, limit: &Id) -> Markup {
        let rule = self.teller.of.limits().find(|(clause, _)| clause.id == *limit).map(|(_, rule)| rule);
        html! {
            @if let Some(rule) = rule {
                span.most { (self.teller.say("report-limit-of", &[("most", Arg::Number(u64::from(rule.value)))])) }
            }
        }
    }

    fn row(self, row: &Row<'_>) -> Markup {
        let mut statements: Vec<_> = row.cells.iter().flatten().flat_map(|judged| judged.statements.clone()).collect();
        statements.sort_unstable();
        statements.dedup();
        let line = |at: &StatementAt| match at {
            StatementAt::Row { line, .. } => Some(line.to_string()),
            StatementAt::Leaf { .. } => None,
        };
        let lines: Option<Vec<_>> = statements.iter().map(line).collect();
        let lines = match (self.assessment.inputs.as_slice(), lines) {
            ([_], Some(lines)) => lines.join(", "),
            _ => sentence::places(self.teller, &statements).unwrap_or_default(),
        };
        html! {
            tr {
                th.days scope="row" { (row.date) }
                @for cell in &row.cells { td.number { @for judged in cell { (self.number(judged)) } } }
                td.keep { @if let Some(doubt) = row.doubt() { (grid::status(self.teller.locale, doubt)) } }
                td.number.line { (lines) }
            }
        }
    }

    fn number(self, judged: &Judged) -> Markup {
        let verdict = grid::word(judged.verdict);
        html! {
            span.judged.(verdict) {
                @if let Some(value) = judged.value { (self.teller.locale.number(value)) }
                span.sign aria-hidden="true" { (grid::sign(judged.verdict)) }
                span.unseen { " " (self.word(&format!("verdict-{verdict}"))) }
            }
        }
    }

    pub(super) fn again(self) -> Markup {
        let assessment = self.assessment;
        let records = !assessment.records.is_empty();
        html! {
            p { (self.word("report-again-intro")) @if records { " " (self.word("report-again-folder")) } }
            pre { code { (self.again.whole) } }
            p { (self.word("report-again-hashes")) }
            table.files {
                caption.unseen { (self.word("report-again-hashes")) }
                thead { tr { @for column in ["file", "hash"] { th scope="col" { (self.word(&format!("report-col-{column}"))) } } } }
                tbody {
                    tr { th scope="row" { (self.again.treaty) } td { code { (assessment.treaty) } } }
                    @for input in &assessment.inputs { tr { th scope="row" { (shown(&input.file)) } td { code { (input.hash) } } } }
                }
            }
            @if records { (self.roots()) }
        }
    }
}
