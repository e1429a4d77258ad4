//! The page with which two people run a visit on paper, in both languages side by side: who, where, by which clause, until when, under which
//! restrictions, the table of objects, the fields of the report, and room for two signatures.
//!
//! Its fields are those of the two forms that are typed in afterwards, and no others.

use crate::Locale;
use crate::locale::Arg;
use crate::teller::Teller;
use crate::visit::{Standing, restricting, utc};
use crate::vocabulary;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use record::inspection::Side;
use record::statement::StepName;
use treaty::instrument::{Clause, Kind, Restriction, Rule, Step};
use treaty::{Id, Instrument, Lang};

const STYLE: &str = "@page{size:A4;margin:14mm}\
body{font:10pt/1.35 Georgia,serif;margin:0 auto;max-width:182mm;color:#111}\
h1{font-size:14pt;margin:0 0 4mm}h2{font-size:11pt;margin:6mm 0 2mm;border-bottom:.3mm solid #111}\
table{border-collapse:collapse;width:100%}td,th{border:.2mm solid #777;padding:1.2mm 1.6mm;text-align:left;vertical-align:top}\
th{font-weight:normal;font-size:8.5pt;background:#f2f2f2}.two{display:grid;grid-template-columns:1fr 1fr;gap:0 6mm}\
.two>*:nth-child(even){color:#333}.box{display:inline-block;width:4mm;height:4mm;border:.3mm solid #111}\
tr{break-inside:avoid}.line{border-bottom:.3mm solid #111;height:9mm}td.blank{height:7mm}small{color:#444}";

/// An object of the list, as far as it is known when the page is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The seal.
    pub seal: String,
    /// The class.
    pub class: Option<Id>,
    /// The leaf.
    pub leaf: Option<u16>,
    /// Whether the lot fell on it.
    pub drawn: bool,
}

/// Rows of the table of objects that are left empty, beside those that are known.
const EMPTY_ROWS: usize = 24;

/// The page of a visit.
pub fn page(standing: Standing<'_>, treaty: &Instrument, rows: &[Row], classes: &[Id]) -> String {
    let locales = Lang::ALL.map(Locale::new);
    let pack = Pack { standing, treaty, locales: &locales };
    let title = pack.both(|teller| teller.word("pack-title"));
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Standstill: " (standing.name) } style { (PreEscaped(STYLE)) } }
            body {
                h1 { (standing.name) ": " (title[0]) " / " (title[1]) }
                (pack.facts())
                (pack.heading("pack-clocks")) (pack.clocks())
                (pack.heading("pack-restrictions")) (pack.restrictions())
                (pack.heading("pack-objects")) (pack.objects(rows))
                (pack.heading("pack-report")) (pack.report(rows, classes))
                (pack.heading("pack-signatures")) (pack.signatures())
                (pack.inquiries())
            }
        }
    };
    format!("{}\n", document.into_string())
}

struct Pack<'a> {
    standing: Standing<'a>,
    treaty: &'a Instrument,
    locales: &'a [Locale; 2],
}

impl Pack<'_> {
    fn both(&self, told: impl Fn(Teller<'_>) -> String) -> [String; 2] {
        [0, 1].map(|lang| told(Teller::new(&self.locales[lang], self.treaty)))
    }

    fn two(&self, told: impl Fn(Teller<'_>) -> String) -> Markup {
        let [en, ru] = self.both(told);
        html! { div class="two" { div lang="en" { (en) } div lang="ru" { (ru) } } }
    }

    fn heading(&self, key: &str) -> Markup {
        let [en, ru] = self.both(|teller| teller.word(key));
        html! { h2 { (en) " / " (ru) } }
    }

    /// A label in both languages, for the head of a column.
    fn label(&self, key: &str) -> Markup {
        let [en, ru] = self.both(|teller| teller.word(key));
        html! { (en) br; small lang="ru" { (ru) } }
    }

    fn facts(&self) -> Markup {
        let progress = self.standing.progress;
        let sides = [("pack-inspector", Side::Inspector), ("pack-host", Side::Host)];
        let form = format!("inspect-form-{}", crate::visit::form_word(progress.request().form));
        html! { table {
            @for (key, side) in sides {
                tr { th { (self.label(key)) } td { (self.two(|teller| teller.party(progress.party(side)))) } }
            }
            @if let Some((clause, _)) = self.standing.clause {
                tr { th { (self.label("pack-clause")) } td { (self.two(|teller| {
                    format!("{}, {}", teller.name(Kind::Inspection, &clause.id), teller.article(&clause.article))
                })) } }
            }
            tr { th { (self.label("pack-form")) } td { (self.two(|teller| teller.word(&form))) } }
            tr { th { (self.label("pack-site")) } td {
                @if let Some((site, facility)) = self.standing.site {
                    (site.as_str()) (self.two(|teller| teller.name(Kind::Facility, facility)))
                }
            } }
            @if let Some((_, kind)) = self.standing.clause {
                @if let Some(most) = &kind.team_max { tr { th { (self.label("pack-team")) } td { (most.value) } } }
                @if let Some(most) = &kind.items_max { tr { th { (self.label("pack-most")) } td { (most.value) } } }
                @if let Some((most, _)) = kind.inquiries() { tr { th { (self.label("pack-asked")) } td { (most) } } }
            }
        } }
    }

    /// Every time that the clause sets: to the minute where what it runs from has happened, and a box to tick.
    fn clocks(&self) -> Markup {
        let Some((clause, kind)) = self.standing.clause else { return html! {} };
        html! { table {
            tr { th {} th { (self.label("pack-clock")) } th { (self.label("pack-until")) } th { (self.label("pack-done")) } }
            @for hours in &kind.hours {
                tr {
                    td { span class="box" {} }
                    td { (self.two(|teller| teller.text(&hours.name))) }
                    td { (self.until(clause, hours)) }
                    td { (self.done(hours)) }
                }
            }
        } }
    }

    fn until(&self, clause: &Clause, hours: &Step) -> Markup {
        let after = hours.after.as_ref().and_then(named);
        let at =
            after.and_then(|name| self.standing.progress.step(name)).and_then(|taken| hours_after(taken.at, hours));
        let counted = |teller: Teller<'_>| {
            let event = after.map_or_else(String::new, |name| teller.word(&format!("step-{}", name.word())));
            let span = vocabulary::within(teller.locale, hours.span);
            teller.say(
                "pack-counted",
                &[
                    ("span", Arg::Words(&span)),
                    ("after", Arg::Words(&event)),
                    ("article", Arg::Words(&clause.article.to_string())),
                ],
            )
        };
        html! { @if let Some(at) = at { b { (utc(at)) } } (self.two(counted)) }
    }

    fn done(&self, hours: &Step) -> Markup {
        let taken = named(&hours.id).and_then(|name| self.standing.progress.step(name));
        html! { @if let Some(taken) = taken { (utc(taken.at)) } }
    }

    fn restrictions(&self) -> Markup {
        let clauses = restricting(self.standing, self.treaty);
        html! {
            @if clauses.is_empty() { p { (self.two(|teller| teller.word("pack-no-restrictions"))) } }
            @else { table { @for clause in clauses {
                tr {
                    td { span class="box" {} " " (clause.id.as_str()) }
                    td { @if let Some(text) = &clause.text { (self.two(|teller| teller.text(text))) } }
                }
            } } }
        }
    }

    fn objects(&self, rows: &[Row]) -> Markup {
        html! { table {
            tr { th { "no." } th { (self.label("pack-seal")) } th { (self.label("pack-class")) } th { (self.label("pack-leaf")) } th { (self.label("pack-drawn")) } }
            @for (number, row) in (1..).zip(rows) {
                tr {
                    td { (number) }
                    td { (row.seal) }
                    td { @if let Some(class) = &row.class { (self.two(|teller| teller.name(Kind::Class, class))) } }
                    td { @if let Some(leaf) = row.leaf { (leaf) } @else { "—" } }
                    td { @if row.drawn { "✕" } @else { span class="box" {} } }
                }
            }
            @for number in rows.len() + 1..=rows.len() + EMPTY_ROWS {
                tr { td class="blank" { (number) } td {} td {} td {} td { span class="box" {} } }
            }
        } }
    }

    fn report(&self, rows: &[Row], classes: &[Id]) -> Markup {
        let drawn: Vec<_> = rows.iter().filter(|row| row.drawn).collect();
        html! {
            table {
                tr {
                    th { (self.label("pack-class")) } th { (self.label("pack-counted-items")) }
                    @if self.has_buddy_tags() { th { (self.label("pack-buddy-tags")) } }
                }
                @for class in classes {
                    tr {
                        td { (class.as_str()) (self.two(|teller| teller.name(Kind::Class, class))) } td class="blank" {}
                        @if self.has_buddy_tags() { td {} }
                    }
                }
            }
            br;
            table {
                tr { @for key in ["pack-seal", "pack-class-seen", "pack-tag", "pack-measured", "pack-file"] { th { (self.label(key)) } } }
                @for row in &drawn { tr { td class="blank" { (row.seal) } td {} td {} td {} td {} } }
                @for _ in 0..4 { tr { td class="blank" {} td {} td {} td {} td {} } }
            }
            br;
            table {
                tr { @for key in ["pack-difference", "pack-class", "pack-leaf", "pack-seal"] { th { (self.label(key)) } } }
                @for _ in 0..5 { tr { td class="blank" {} td {} td {} td {} } }
            }
            p { (self.label("pack-text")) } div class="line" {} div class="line" {} div class="line" {}
        }
    }

    /// What may be asked once the report is signed: nothing where the instrument gives no inquiries.
    fn inquiries(&self) -> Markup {
        let Some((most, _)) = self.standing.clause.and_then(|(_, kind)| kind.inquiries()) else { return html! {} };
        html! {
            (self.heading("pack-inquiries"))
            table {
                tr {
                    th { "no." }
                    @for key in ["pack-about", "pack-seal", "pack-class", "pack-leaf", "pack-tag", "pack-answer"] {
                        th { (self.label(key)) }
                    }
                }
                @for number in 1..=most { tr { td class="blank" { (number) } td {} td {} td {} td {} td {} td {} } }
            }
        }
    }

    /// Whether the instrument asks for a buddy tag beside each item.
    fn has_buddy_tags(&self) -> bool {
        self.treaty.of(Kind::Restriction).any(|clause| match &clause.rule {
            Rule::Restriction(rule) => rule
                .forbids
                .iter()
                .any(|word| [Restriction::MOVE_BUDDY_TAG, Restriction::LACK_BUDDY_TAG].contains(&word.as_str())),
            _ => false,
        })
    }

    fn signatures(&self) -> Markup {
        let progress = self.standing.progress;
        html! { table { tr {
            @for side in [Side::Inspector, Side::Host] {
                td { (self.two(|teller| teller.party(progress.party(side)))) div class="line" {} (self.label("pack-name-time")) }
            }
        } } }
    }
}

/// The step of a word.
fn named(id: &Id) -> Option<StepName> {
    StepName::ALL.iter().find(|name| name.word() == id.as_str()).copied()
}

fn hours_after(from: log::Timestamp, hours: &Step) -> Option<log::Timestamp> {
    record::inspection::after(from, hours.span)
}
