//! The sites of a party as SVG: one sign for each, by how much is known of it. Signs differ by shape and letter; nothing is told by colour.

use super::{WIDTH, tenth};
use crate::known;
use crate::teller::Teller;
use audit::assessment::{Knowledge, Site};
use maud::{Markup, html};
use treaty::PartyCode;

/// The room of a sign, how far it reaches from its middle, and how many stand in a row.
const ROOM: f64 = 26.0;
const REACH: f64 = 10.0;
const IN_A_ROW: usize = 24;

/// The most sites that are drawn; others are counted beside it.
pub(crate) const DRAWN_MAX: usize = 480;

/// The sites of one party. `prefix` begins the identifiers in it.
pub(crate) fn draw(party: &PartyCode, sites: &[&Site], teller: Teller<'_>, prefix: &str) -> Markup {
    let (title, desc) = (format!("{prefix}-title"), format!("{prefix}-desc"));
    let drawn = sites.len().min(DRAWN_MAX);
    let height = tenth(drawn.div_ceil(IN_A_ROW).max(1) as f64 * ROOM);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (title) " " (desc) }
            viewBox={ "0 0 " (WIDTH) " " (height) } font-size="11" fill="none" {
            title id=(title) { (teller.with("report-sites-of", "party", &teller.party(party))) }
            desc id=(desc) { (known::sum(teller, party, sites)) }
            @for (place, site) in sites.iter().take(DRAWN_MAX).enumerate() {
                (sign(teller, site.knowledge(), middle(place % IN_A_ROW), middle(place / IN_A_ROW)))
            }
        }
    }
}

fn middle(place: usize) -> f64 {
    tenth((place as f64 + 0.5) * ROOM)
}

/// The sign of a site: a hollow square, one with a letter and a bar, a full one with a letter, a full diamond with a mark of exclamation.
fn sign(teller: Teller<'_>, knowledge: Knowledge, x: f64, y: f64) -> Markup {
    let (left, top, side) = (tenth(x - REACH), tenth(y - REACH), 2.0 * REACH);
    let square = html! { rect.hollow x=(left) y=(top) width=(side) height=(side) fill="#fff" stroke="currentColor" stroke-width="1.2" {} };
    let letter = |letter: &str| html! { text x=(x) y=(tenth(y + 4.0)) text-anchor="middle" fill="currentColor" font-weight="700" { (letter) } };
    let on_ink = |letter: &str| html! { text.ground x=(x) y=(tenth(y + 4.0)) text-anchor="middle" fill="#fff" font-weight="700" { (letter) } };
    html! {
        g class=(knowledge.word()) {
            @match knowledge {
                Knowledge::NeverSeen => (square),
                Knowledge::Opened => {
                    (square)
                    rect x=(left) y=(tenth(y + REACH - 4.0)) width=(side) height="4" fill="currentColor" {}
                    (letter(&teller.word("knowledge-letter-opened")))
                },
                Knowledge::Inspected => {
                    rect x=(left) y=(top) width=(side) height=(side) fill="currentColor" {}
                    (on_ink(&teller.word("knowledge-letter-inspected")))
                },
                Knowledge::Disputed => {
                    polygon points={ (x) "," (tenth(y - 12.5)) " " (tenth(x + 12.5)) "," (y) " " (x) "," (tenth(y + 12.5)) " " (tenth(x - 12.5)) "," (y) } fill="currentColor" {}
                    (on_ink("!"))
                },
            }
        }
    }
}

/// A key to the signs that the sites use, for beside the drawing.
pub(crate) fn key(sites: &[&Site], teller: Teller<'_>) -> Markup {
    html! {
        ul.key {
            @for knowledge in Knowledge::ALL.into_iter().filter(|of| sites.iter().any(|site| site.knowledge() == *of)) {
                li {
                    svg.sample viewBox="-13 -13 26 26" width="18" height="18" aria-hidden="true" font-size="11" fill="none" { (sign(teller, knowledge, 0.0, 0.0)) }
                    " " (teller.word(&format!("knowledge-means-{}", knowledge.word())))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture};
    use treaty::Lang;

    #[test]
    fn every_site_has_its_sign_and_the_words_beside_it_count_the_same() {
        let (instrument, of) = (fixture::instrument(), fixture::seen());
        let party = fixture::party("US");
        let sites = known::of_party(&of, &party);
        for (lang, letters) in [(Lang::En, [">O<", ">I<"]), (Lang::Ru, [">Р<", ">П<"])] {
            let locale = Locale::new(lang);
            let teller = Teller::new(&locale, &instrument);
            let drawn = draw(&party, &sites, teller, "s").into_string();
            let count = |knowledge: Knowledge| drawn.matches(&format!("<g class=\"{}\"", knowledge.word())).count();
            assert_eq!(Knowledge::ALL.map(count), [2, 1, 1, 1]);
            assert!(letters.iter().all(|letter| drawn.matches(letter).count() == 1), "{drawn}");
            assert_eq!(key(&sites, teller).into_string().matches("<li>").count(), 4);
            assert!(drawn.contains(&known::sum(teller, &party, &sites)));
        }
    }

    #[test]
    fn signs_differ_in_shape_and_letter_and_a_great_many_sites_stay_within_bounds() {
        let (instrument, of, locale) = (fixture::instrument(), fixture::seen(), Locale::new(Lang::En));
        let teller = Teller::new(&locale, &instrument);
        let shapes = Knowledge::ALL.map(|one| sign(teller, one, 0.0, 0.0).into_string().replace(one.word(), ""));
        assert_eq!(shapes.iter().collect::<std::collections::BTreeSet<_>>().len(), shapes.len());
        let many = vec![&of.sites[0]; 70_000];
        let drawn = draw(&of.sites[0].party, &many, teller, "s").into_string();
        assert_eq!(drawn.matches("<g class").count(), DRAWN_MAX);
        assert!(middle(IN_A_ROW - 1) + ROOM / 2.0 <= WIDTH);
    }
}
