//! A comparison of regimes as one table, a number a row: what a spreadsheet or a statistics program takes in at once.

use super::json::{burden_word, channel_word, mark};
use super::told::{Band, Told};
use regime::Evasion;
use regime::estimate::Estimate;

const HEAD: &str = "regime,party,evasion,what,at,corner,value,low,high,mark\n";

/// The table, with a line for each number, and behind it how sure the least sure fact of the text is on which it rests. Names are those of the JSON; nothing in it needs quotes but the names of regimes, which get them.
pub fn csv(told: &Told<'_>) -> String {
    let mut rows = Rows(HEAD.to_owned());
    for (number, contender) in told.of.contenders.iter().enumerate() {
        for (at, side) in told.of.assumptions.sides.iter().enumerate() {
            let about = format!("{},{}", quoted(&contender.name), side.party);
            let about = |evasion: Option<Evasion>| About {
                evasion: format!("{about},{}", evasion.map_or("", Evasion::word)),
                mark: mark(told.mark(number, evasion)),
            };
            side_rows(&mut rows, told, (number, at), &about);
        }
    }
    rows.0
}

/// Of what a number speaks: the regime, the side and the evasion; and how sure that is.
struct About {
    evasion: String,
    mark: &'static str,
}

struct Rows(String);

impl Rows {
    fn row(&mut self, about: &About, (what, at, corner): (&str, &str, &str), number: &Estimate) {
        let (About { evasion, mark }, Estimate { value, low, high }) = (about, number);
        self.0 += &format!("{evasion},{what},{at},{corner},{value},{low},{high},{mark}\n");
    }

    fn band(&mut self, about: &About, (what, at): (&str, &str), band: &Band) {
        let corners = [("least", band.least), ("central", Some(band.central)), ("most", band.most)];
        for (corner, number) in corners.into_iter().filter_map(|(corner, number)| Some((corner, number?))) {
            self.row(about, (what, at, corner), &number);
        }
    }
}

fn side_rows(
    rows: &mut Rows,
    told: &Told<'_>,
    (contender, side): (usize, usize),
    about: &dyn Fn(Option<Evasion>) -> About,
) {
    for cell in told.cells(contender, side) {
        let about = about(Some(cell.evasion));
        for (years, band) in &cell.within {
            rows.band(&about, ("found-within-years", &years.to_string()), band);
        }
        for (size, before) in &cell.before {
            let Some(before) = before else { continue };
            rows.band(&about, ("found-before-size", &size.to_string()), &before.found);
            let lead = before.lead.iter();
            lead.for_each(|lead| rows.row(&about, ("lead-days", &size.to_string(), "central"), lead));
        }
        for (channel, share) in &cell.by {
            rows.row(&about, ("found-by", channel_word(*channel), "central"), share);
        }
        rows.row(&about, ("spotted", "", "central"), &cell.spotted);
    }
    for (burden, number) in told.burdens(contender, side) {
        rows.row(&about(None), ("burden-per-year", burden_word(burden), "central"), &number);
    }
    for toggle in told.toggles(contender, side) {
        let what = if toggle.has { "without-measure" } else { "with-measure" };
        rows.row(&about(Some(toggle.evasion)), (what, toggle.measure.word(), "central"), &toggle.toggled);
    }
    let Some(best) = told.best_answer(contender, side) else { return };
    for of in told.sensitivities(contender, side) {
        rows.row(&about(Some(best.evasion)), ("at-lowest", of.parameter.word(), "central"), &of.low);
        rows.row(&about(Some(best.evasion)), ("at-highest", of.parameter.word(), "central"), &of.high);
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
