//! A chart as a picture of its own: a ground, a title above the plot and a key beneath it, so that it can be read wherever it is shown.

use super::marks::{self, Sign};
use super::{HEIGHT, WIDTH, described, plot, tenth, title};
use crate::chart::Panel;
use crate::layout::wrap;
use crate::locale::Arg;
use crate::teller::Teller;
use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

/// The room above the plot for one line of the title.
const TITLE_LINE: f64 = 19.0;

/// How many letters of the title fit on a line.
const TITLE_LETTERS: usize = 64;

/// The height of a line of the key.
const KEY_LINE: f64 = 19.0;

/// What a sign and the gap after its words take of a line of the key.
const SIGN: f64 = 33.0;
const GAP: f64 = 18.0;

/// How wide a letter of the key is taken to be: a little wider than most are, as the reader's letters are not known.
const LETTER: f64 = 6.4;

/// Where lines of words begin and end.
const MARGIN: f64 = 12.0;

pub(super) fn draw(panel: &Panel, teller: Teller<'_>, prefix: &str) -> Markup {
    let (name, desc) = (format!("{prefix}-title"), format!("{prefix}-desc"));
    let heading = wrap(&title(panel, teller), TITLE_LETTERS);
    let key = key(panel, teller);
    let top = heading.len() as f64 * TITLE_LINE + MARGIN;
    let height = top + HEIGHT + key.len() as f64 * KEY_LINE + MARGIN;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (name) " " (desc) } color="#1c1b19"
            viewBox={ "0 " (-top) " " (WIDTH) " " (height) } width=(WIDTH) height=(height) font-family="system-ui, sans-serif"
            font-size="12.5" fill="none" stroke-linejoin="round" {
            (described(panel, teller, &name, &desc))
            rect x="0" y=(-top) width=(WIDTH) height=(height) fill="#fff" {}
            @for (line, words) in heading.iter().enumerate() {
                text x=(MARGIN) y=(MARGIN + TITLE_LINE * (line as f64 + 0.5) - top) fill="currentColor" font-size="15" font-weight="600" { (words) }
            }
            (plot(panel, teller))
            @for (line, entries) in key.iter().enumerate() {
                @let middle = HEIGHT + KEY_LINE * (line as f64 + 0.5);
                @for entry in entries {
                    @if let Some(sign) = entry.sign { (marks::sign(sign, tenth(entry.at + marks::HALF), middle)) }
                    text x=(tenth(entry.words_at())) y=(middle + 4.0) fill="currentColor" font-size="11.5" { (entry.words) }
                }
            }
        }
    }
}

/// A sign of the key with what it means, and where on its line it begins.
struct Entry {
    sign: Option<Sign>,
    words: String,
    at: f64,
}

impl Entry {
    fn words_at(&self) -> f64 {
        if self.sign.is_some() { self.at + SIGN } else { self.at }
    }

    fn end(&self) -> f64 {
        self.words_at() + self.words.width() as f64 * LETTER
    }
}

/// The key, in as many lines as it takes.
fn key(panel: &Panel, teller: Teller<'_>) -> Vec<Vec<Entry>> {
    let signs = marks::signs(panel, teller).into_iter().map(|(sign, words)| (Some(sign), words));
    let axis = teller.say("chart-axis", &[("bottom", Arg::Number(panel.bottom))]);
    let (mut lines, mut line) = (Vec::new(), Vec::<Entry>::new());
    for (sign, words) in signs.chain([(None, axis)]) {
        let mut entry = Entry { sign, words, at: line.last().map_or(MARGIN, |last| last.end() + GAP) };
        if !line.is_empty() && entry.end() > WIDTH - MARGIN {
            entry.at = MARGIN;
            lines.push(std::mem::take(&mut line));
        }
        line.push(entry);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg;
    use crate::{Locale, chart, fixture};
    use treaty::Lang;

    #[test]
    fn a_picture_of_its_own_has_its_title_and_the_meaning_of_its_signs_in_it_and_one_of_a_page_has_not() {
        let (instrument, assessment) = (fixture::instrument(), fixture::assessment());
        let one = &chart::panels(&assessment, &instrument)[0];
        for locale in Lang::ALL.map(Locale::new) {
            let teller = Teller::new(&locale, &instrument);
            let alone = svg::panel(one, &instrument, &locale, "p").into_string();
            let paged = svg::draw(one, teller, "p").into_string();
            let keys = ["chart-legend-hollow", "chart-legend-gap", "chart-legend-dotted"].map(|key| locale.word(key));
            let axis = locale.say("chart-axis", &[("bottom", Arg::Number(one.bottom))]);
            for words in keys.into_iter().chain([axis, title(one, teller)]) {
                assert!(alone.contains(&format!(">{words}</text>")), "{words} in {alone}");
                assert!(!paged.contains(&format!(">{words}</text>")), "{words} in {paged}");
            }
            assert!(alone.contains("<rect x=\"0\"") && !paged.contains("<rect x=\"0\""));
        }
    }

    #[test]
    fn every_line_of_the_key_stays_in_the_drawing_and_signs_that_are_not_there_are_not_explained() {
        let (instrument, mut assessment) = (fixture::instrument(), fixture::assessment());
        for locale in Lang::ALL.map(Locale::new) {
            let teller = Teller::new(&locale, &instrument);
            for one in chart::panels(&assessment, &instrument) {
                let lines = key(&one, teller);
                assert!(lines.iter().flatten().all(|entry| entry.end() <= WIDTH), "{}", locale.lang.code());
            }
        }
        assessment.judged =
            (2019..2023).map(|year| fixture::judged("warheads", "US", fixture::date(year, 3, 1), Some(1500))).collect();
        let locale = Locale::new(Lang::En);
        let told = key(&chart::panels(&assessment, &instrument)[0], Teller::new(&locale, &instrument));
        let words: Vec<_> = told.iter().flatten().map(|entry| entry.words.as_str()).collect();
        assert_eq!(words[0], "United States");
        assert_eq!(words.len(), 2, "{words:?}");
    }
}
