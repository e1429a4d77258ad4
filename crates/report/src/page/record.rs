//! The parts of the page that tell of records: the year, what was opened, and who acknowledged what.

use super::Part;
use crate::locale::Arg;
use crate::svg::year as drawing;
use crate::words::record::{beyond, found, numbers, root, sum};
use crate::year::{self, Course, Row};
use crate::{moment, outline};
use audit::assessment::{Coverage, Opened, Record};
use maud::{Markup, html};
use treaty::Date;
use treaty::instrument::Kind;

const COLUMNS: [&str; 5] = ["due", "stated", "proved", "in-time", "receipts"];

impl Part<'_> {
    pub(super) fn year(self) -> Markup {
        let courses = year::courses(self.assessment, self.teller.of);
        html! {
            @for course in &courses { (self.course(course)) }
            @if courses.is_empty() { p { (self.word("report-year-none")) } }
            (self.steps())
        }
    }

    fn course(self, course: &Course<'_>) -> Markup {
        let name = self.teller.with("year-title", "party", &self.teller.party(course.party));
        let drawn = drawing::draw(course, self.teller, &self.id(&format!("year-{}", course.party)));
        html! {
            figure.year {
                h3 { (name) }
                (self.wide(&name, &drawn))
                figcaption {
                    (drawing::key(course, self.teller))
                    p { (self.word("year-one-sign")) }
                }
            }
            p { (sum(self.teller, course)) @for told in beyond(self.teller, course) { " " (told) } }
            (self.wide(&name, &self.months(course)))
        }
    }

    fn months(self, course: &Course<'_>) -> Markup {
        html! {
            table.months {
                caption.unseen { (self.teller.with("year-title", "party", &self.teller.party(course.party))) }
                thead { tr {
                    th scope="col" { (self.word("year-col-month")) }
                    @for column in COLUMNS { th.number scope="col" { (self.word(&format!("year-col-{column}"))) } }
                    th scope="col" { (self.word("year-col-findings")) }
                } }
                tbody { @for row in &course.rows { (self.month(row)) } }
            }
        }
    }

    fn month(self, row: &Row) -> Markup {
        html! {
            tr {
                th.keep scope="row" { (self.month_of(row.month.first)) }
                @for (_, number) in numbers(row) { td.number { (self.teller.locale.number(number)) } }
                td { (found(self.teller, row)) }
            }
        }
    }

    /// A month by its name.
    fn month_of(self, first: Date) -> String {
        let month = Arg::Number(u64::try_from(first.month()).unwrap_or(0));
        self.teller.say("month-of", &[("month", month), ("year", Arg::Words(&first.year().to_string()))])
    }

    pub(super) fn opened(self) -> Markup {
        let opened = outline::opened(self.teller, self.assessment);
        if opened.is_empty() {
            return html! { p { (self.word("report-opened-none")) } };
        }
        let table = html! {
            table.opened {
                caption.unseen { (self.word("report-opened-title")) }
                thead { tr {
                    @for column in ["party", "opening", "class", "period"] { th scope="col" { (self.word(&format!("report-col-{column}"))) } }
                    th.number scope="col" { (self.word("report-col-sum")) }
                } }
                tbody { @for one in opened { (self.one_opened(one)) } }
            }
        };
        html! {
            p { (self.word("report-opened-intro")) }
            (self.wide(&self.word("report-opened-title"), &table))
        }
    }

    pub(super) fn sealed(self) -> Markup {
        let rows = outline::sealed(self.teller, self.assessment);
        let table = html! {
            table.opened {
                caption.unseen { (self.word("report-sealed-title")) }
                thead { tr { @for column in outline::SEALED_COLUMNS { th scope="col" { (self.word(&format!("report-col-{column}"))) } } } }
                tbody { @for row in &rows { tr { @for cell in row { td { (cell) } } } } }
            }
        };
        html! {
            p { (self.word("report-sealed-intro")) }
            (self.wide(&self.word("report-sealed-title"), &table))
        }
    }

    fn one_opened(self, opened: &Opened) -> Markup {
        html! {
            tr {
                td.keep { (self.teller.party(&opened.party)) }
                th scope="row" { (self.teller.name(Kind::Opening, &opened.opening)) }
                td { (self.teller.name(Kind::Class, &opened.class)) }
                td { (outline::opened_period(self.teller, opened)) }
                td.number { (self.teller.locale.number(opened.sum)) }
            }
        }
    }

    pub(super) fn records(self) -> Markup {
        let records = year::records(self.assessment, self.teller.of);
        html! { @for record in records { (self.record(record)) } }
    }

    fn record(self, record: &Record) -> Markup {
        let name = outline::record_of(self.teller, record);
        let root = root(record);
        html! {
            h3 { (name) }
            p { (self.teller.say("record-size", &[("size", Arg::Number(record.size)), ("root", Arg::Words(&root))])) }
            @if !record.covered_by.is_empty() {
                (self.wide(&name, &self.covered(record, &name)))
            } @else if record.party.is_some() {
                p { (self.word("record-uncovered")) }
            }
        }
    }

    fn covered(self, record: &Record, name: &str) -> Markup {
        html! {
            table.covered {
                caption.unseen { (name) }
                thead { tr {
                    th scope="col" { (self.word("report-col-by")) }
                    th.number scope="col" { (self.word("report-col-up-to")) }
                    th scope="col" { (self.word("report-col-last")) }
                    th.number scope="col" { (self.word("report-col-receipts")) }
                } }
                tbody { @for coverage in &record.covered_by { (self.coverage(coverage)) } }
            }
        }
    }

    fn coverage(self, coverage: &Coverage) -> Markup {
        let (day, _) = moment::utc(coverage.time);
        html! {
            tr {
                th scope="row" { (self.teller.author(&coverage.by)) }
                td.number { (self.teller.locale.number(coverage.size)) }
                td.keep { (self.teller.locale.date(day)) ", " (moment::minutes(coverage.time)) }
                td.number { (self.teller.locale.number(coverage.receipts)) }
            }
        }
    }

    /// How to know that a record is the same: by its size and its root, whole.
    pub(super) fn roots(self) -> Markup {
        html! {
            p { (self.word("report-again-roots")) }
            table.files {
                caption.unseen { (self.word("report-again-roots")) }
                thead { tr { @for column in ["record", "size", "root"] { th scope="col" { (self.word(&format!("report-col-{column}"))) } } } }
                tbody {
                    @for record in year::records(self.assessment, self.teller.of) {
                        tr {
                            th scope="row" { (record.author.as_str()) }
                            td { (record.size) }
                            td { code { (record.root) } }
                        }
                    }
                }
            }
        }
    }
}
