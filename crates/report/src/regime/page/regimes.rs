//! What was compared: each regime with what it is, and how each of its measures stands.

use super::{Part, sign_of};
use crate::regime::figures::letter;
use crate::regime::words::named;
use crate::sentence::shown;
use maud::{Markup, html};
use regime::comparison::{Contender, Subject};
use treaty::measure::Measure;

impl Part<'_> {
    pub(super) fn regimes(self) -> Markup {
        let contenders = &self.told.of.contenders;
        html! {
            p { (self.word("compare-regimes-intro")) }
            ul.best {
                @for (at, contender) in contenders.iter().enumerate() {
                    li {
                        strong { (letter(at)) } " " (shown(&named(contender, self.locale)))
                        @if let Subject::Instrument { hash, .. } = &contender.subject { " " span.hash { "SHA-256 " code { (crate::words::hash(hash)) "…" } } }
                    }
                }
            }
            @for part in self.abreast() { (self.standings(&part)) }
        }
    }

    /// A row for each measure that any of them has, a column for each of these regimes.
    fn standings(self, part: &[usize]) -> Markup {
        let contenders = &self.told.of.contenders;
        let met = Measure::WORDS.into_iter().filter(|(_, measure)| contenders.iter().any(|of| of.terms.has(*measure)));
        let caption = format!("{}{}", self.word("compare-standings"), self.some(part));
        let table = html! {
            table.compared {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (self.word("report-col-measure")) }
                    @for at in part { th scope="col" { (letter(*at)) span.name { " " (shown(&contenders[*at].name)) } } }
                } }
                tbody {
                    @for (word, measure) in met {
                        tr {
                            th scope="row" { (self.word(&format!("measure-{word}"))) }
                            @for at in part { td { (self.standing(&contenders[*at], measure)) } }
                        }
                    }
                }
            }
        };
        self.wide(&caption, &table)
    }

    fn standing(self, contender: &Contender, measure: Measure) -> Markup {
        html! {
            @match contender.terms.measures.get(&measure) {
                None => "—",
                Some(basis) => { (self.word(&format!("standing-{}", basis.footing.word()))) (sign_of(self, basis.mark)) },
            }
        }
    }
}
