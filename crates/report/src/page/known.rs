//! The parts of the page that tell what the public steps show: inspections and clarifications, sites, and what a public reader could not check.

use super::Part;
use crate::known;
use crate::outline;
use crate::svg::sites as drawing;
use audit::assessment::{Knowledge, Site};
use maud::{Markup, html};
use treaty::PartyCode;
use treaty::instrument::Kind;

impl Part<'_> {
    /// The steps of inspections and clarifications, where there are any.
    pub(super) fn steps(self) -> Markup {
        html! {
            (self.steps_of("inspection", &known::inspections(self.teller, self.assessment)))
            (self.steps_of("clarification", &known::clarifications(self.teller, self.assessment)))
        }
    }

    fn steps_of(self, kind: &str, rows: &[[String; 2]]) -> Markup {
        let title = self.word(&format!("steps-{kind}s-title"));
        html! {
            @if !rows.is_empty() {
                h3 { (title) }
                table.steps {
                    caption.unseen { (title) }
                    thead { tr {
                        th scope="col" { (self.word(&format!("report-col-{kind}"))) }
                        th scope="col" { (self.word("report-col-steps")) }
                    } }
                    tbody { @for [which, steps] in rows { tr { th scope="row" { (which) } td { (steps) } } } }
                }
            }
        }
    }

    pub(super) fn sites(self) -> Markup {
        html! {
            p { (self.word("report-sites-intro")) }
            @for party in known::parties(self.assessment) { (self.sites_of(party, &known::of_party(self.assessment, party))) }
        }
    }

    fn sites_of(self, party: &PartyCode, sites: &[&Site]) -> Markup {
        let name = self.teller.with("report-sites-of", "party", &self.teller.party(party));
        let drawn = drawing::draw(party, sites, self.teller, &self.id(&format!("sites-{party}")));
        let more = sites.len().saturating_sub(drawing::DRAWN_MAX);
        html! {
            figure.sites {
                h3 { (name) }
                (self.wide(&name, &drawn))
                figcaption {
                    (drawing::key(sites, self.teller))
                    @if more > 0 { p { (self.teller.say("sites-drawn-more", &[("count", outline::number(more))])) } }
                }
            }
            p { (known::sum(self.teller, party, sites)) }
            (self.wide(&name, &self.counted(&name, sites)))
            (self.seen(&name, sites))
            @if let Some(never) = known::never_seen(self.teller, sites) { p.never { (never) } }
        }
    }

    fn counted(self, name: &str, sites: &[&Site]) -> Markup {
        html! {
            table.counted {
                caption.unseen { (name) }
                thead { tr {
                    th scope="col" { (self.word("report-col-facility")) }
                    th.number scope="col" { (self.word("report-col-sites")) }
                    @for knowledge in Knowledge::ALL { th.number scope="col" { (self.word(&format!("knowledge-{}", knowledge.word()))) } }
                } }
                tbody {
                    @for of in known::counted(sites) {
                        tr {
                            th scope="row" { (self.teller.name(Kind::Facility, of.facility)) }
                            td.number { (of.counts.iter().sum::<usize>()) }
                            @for count in of.counts { td.number { (count) } }
                        }
                    }
                }
            }
        }
    }

    fn seen(self, name: &str, sites: &[&Site]) -> Markup {
        let rows = known::seen(self.teller, sites);
        let table = html! {
            table.seen {
                caption.unseen { (name) ", " (self.word("report-col-knowledge")) }
                thead { tr { @for column in known::SEEN_COLUMNS { th scope="col" { (self.word(&format!("report-col-{column}"))) } } } }
                tbody {
                    @for [site, rest @ ..] in &rows { tr { th scope="row" { (site) } @for cell in rest { td { (cell) } } } }
                }
            }
        };
        html! { @if !rows.is_empty() { (self.wide(&format!("{name}, {}", self.word("report-col-knowledge")), &table)) } }
    }

    pub(super) fn unchecked(self) -> Markup {
        let all = known::unchecked(self.teller, self.assessment);
        html! {
            @if all.is_empty() { p { (self.word("report-unchecked-none")) } } @else {
                ul.unchecked { @for one in &all { li { (one.told) } } }
            }
        }
    }
}
