//! A comparison of regimes as one table, a number a row: what a spreadsheet or a statistics program takes in at once.

use super::json::{burden_word, channel_word};
use super::told::{Band, Told};
use regime::estimate::Estimate;

const HEAD: &str = "regime,party,evasion,what,at,corner,value,low,high\n";

/// The table, with a line for each number. Names are those of the JSON; nothing in it needs quotes but the names of regimes, which get them.
pub fn csv(told: &Told<'_>) -> String {
    let mut rows = Rows(HEAD.to_owned());
    for (number, contender) in told.of.contenders.iter().enumerate() {
        for (at, side) in told.of.assumptions.sides.iter().enumerate() {
            let about = format!("{},{}", quoted(&contender.name), side.party);
            side_rows(&mut rows, told, number, at, &about);
        }
    }
    rows.0
}

struct Rows(String);

impl Rows {
    fn row(&mut self, about: &str, evasion: &str, (what, at, corner): (&str, &str, &str), number: &Estimate) {
        let Estimate { value, low, high } = number;
        self.0 += &format!("{about},{evasion},{what},{at},{corner},{value},{low},{high}\n");
    }

    fn band(&mut self, about: &str, evasion: &str, (what, at): (&str, &str), band: &Band) {
        let corners = [("least", band.least), ("central", Some(band.central)), ("most", band.most)];
        for (corner, number) in corners.into_iter().filter_map(|(corner, number)| Some((corner, number?))) {
            self.row(about, evasion, (what, at, corner), &number);
        }
    }
}

fn side_rows(rows: &mut Rows, told: &Told<'_>, contender: usize, side: usize, about: &str) {
    for cell in told.cells(contender, side) {
        let evasion = cell.evasion.word();
        for (years, band) in &cell.within {
            rows.band(about, evasion, ("found-within-years", &years.to_string()), band);
        }
        for (size, before) in &cell.before {
            let Some(before) = before else { continue };
            rows.band(about, evasion, ("found-before-size", &size.to_string()), &before.found);
            let lead = before.lead.iter();
            lead.for_each(|lead| rows.row(about, evasion, ("lead-days", &size.to_string(), "central"), lead));
        }
        for (channel, share) in &cell.by {
            rows.row(about, evasion, ("found-by", channel_word(*channel), "central"), share);
        }
        rows.row(about, evasion, ("spotted", "", "central"), &cell.spotted);
    }
    for (burden, number) in told.burdens(contender, side) {
        rows.row(about, "", ("burden-per-year", burden_word(burden), "central"), &number);
    }
    for toggle in told.toggles(contender, side) {
        let what = if toggle.has { "without-measure" } else { "with-measure" };
        rows.row(about, toggle.evasion.word(), (what, toggle.measure.word(), "central"), &toggle.toggled);
    }
    let Some(best) = told.best_answer(contender, side) else { return };
    for of in told.sensitivities(contender, side) {
        rows.row(about, best.evasion.word(), ("at-lowest", of.parameter.word(), "central"), &of.low);
        rows.row(about, best.evasion.word(), ("at-highest", of.parameter.word(), "central"), &of.high);
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
