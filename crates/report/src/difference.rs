//! Two instruments side by side: what each is, what each asks, and what each would let the other side know.
//!
//! The left stands left because it was named first. What one does not say is shown as not said; neither is called better.

mod annex;
mod json;
mod knows;

pub use json::diff_json;

use crate::Locale;
use crate::layout::Page;
use crate::locale::Arg;
use crate::show::{clause, identity};
use crate::table::{self, First};
use crate::teller::Teller;
use crate::vocabulary::Told;
use treaty::diff::{Diff, Row};
use treaty::instrument::{Article, Clause, Kind, Status};
use treaty::source::Mark;

/// Two instruments as a page. No line is wider than `width` (at least 40).
pub fn diff(diff: &Diff<'_>, locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    let pair = Pair { left: Teller::new(locale, diff.left), right: Teller::new(locale, diff.right) };
    pair.head(&mut page);
    pair.asks(&mut page, diff);
    knows::write(&mut page, &pair, diff);
    annex::write(&mut page, &pair);
    page.finish()
}

/// The two, each told in the same language.
struct Pair<'a> {
    left: Teller<'a>,
    right: Teller<'a>,
}

impl Pair<'_> {
    fn locale(&self) -> &Locale {
        self.left.locale
    }

    fn titles(&self) -> Vec<String> {
        [self.left, self.right].map(|side| side.text(&side.of.title)).to_vec()
    }

    /// The names of the two files, short enough for the head of every table but the first.
    fn names(&self) -> Vec<String> {
        [self.left, self.right].map(|side| side.of.id.to_string()).to_vec()
    }

    fn head(&self, page: &mut Page) {
        page.heading(&self.locale().word("diff"));
        let one = |side: Teller<'_>| {
            let binds = side.word(if side.of.form.is_legal() { "binds-in-law" } else { "binds-politically" });
            let base = side.of.base.as_ref().map(|base| side.with("diff-base", "base", base.id.as_str()));
            [identity(side), binds].into_iter().chain(base).collect::<Vec<_>>().join("\n")
        };
        table::write(page, &self.titles(), &[vec![one(self.left), one(self.right)]], First::Cell, (1, 1));
    }

    /// The rows that differ: articles first, then the clauses of each kind.
    fn asks(&self, page: &mut Page, diff: &Diff<'_>) {
        page.heading(&self.locale().word("diff-asks"));
        if diff.rows.is_empty() {
            page.item(0, &self.locale().word("diff-nothing"));
        }
        let articles: Vec<_> = diff.rows.iter().filter(|row| matches!(row, Row::Article(..))).collect();
        self.group(page, &self.locale().word("articles-all"), &articles);
        for kind in Kind::ALL {
            let rows: Vec<_> = diff.rows.iter().filter(|row| kind_of(row) == Some(*kind)).collect();
            self.group(page, &kind.told(self.locale()), &rows);
        }
        page.gap();
        page.item(0, &self.locale().say("diff-same", &[("count", Arg::Number(diff.same as u64))]));
    }

    /// Rows of which both sides have something stand opposite each other. What only one has, under a number or name of its own, stands
    /// in one row without a partner: an offer's article need not answer the one that stands beside it.
    fn group(&self, page: &mut Page, name: &str, rows: &[&Row<'_>]) {
        if rows.is_empty() {
            return;
        }
        page.gap();
        page.item(0, name);
        let (mut paired, mut alone) = (Vec::new(), [Vec::new(), Vec::new()]);
        for row in rows {
            match self.cells(row) {
                [Some(left), Some(right)] => paired.push(vec![left, right]),
                cells => alone.iter_mut().zip(cells).for_each(|(alone, cell)| alone.extend(cell)),
            }
        }
        if alone.iter().any(|side| !side.is_empty()) {
            if alone.iter().all(|side| !side.is_empty()) {
                page.item(2, &self.locale().word("diff-unpaired"));
            }
            let nothing = || self.locale().word("says-nothing");
            let cell = |side: Vec<String>| if side.is_empty() { nothing() } else { side.join("\n\n") };
            paired.push(alone.map(cell).to_vec());
        }
        table::write(page, &self.names(), &paired, First::Cell, (1, 1));
    }

    fn cells(&self, row: &Row<'_>) -> [Option<String>; 2] {
        match row {
            Row::Article(a, b) => [(self.left, a), (self.right, b)].map(|(side, of)| of.map(|of| article(side, of))),
            Row::Clause(a, b) => {
                [(self.left, a), (self.right, b)].map(|(side, of)| of.map(|of| clause::line(side, of)))
            }
        }
    }
}

fn kind_of(row: &Row<'_>) -> Option<Kind> {
    match row {
        Row::Article(..) => None,
        Row::Clause(a, b) => a.or(*b).map(Clause::kind),
    }
}

fn article(side: Teller<'_>, article: &Article) -> String {
    let head = format!("{}. {}", side.article(&article.number), side.text(&article.title));
    let mut told = format!("{head}\n{}", side.text(&article.text));
    if article.mark != Mark::Confirmed {
        told = format!("{told}\n({})", article.mark.told(side.locale));
    }
    if let Some(status) = clause::status(side, &article.status) {
        told = format!("{told}\n{status}");
    }
    if let Status::Bracketed(readings) = &article.status {
        for (who, what) in side.readings(readings, false) {
            told = format!("{told}\n{who}: {what}");
        }
    }
    told
}
