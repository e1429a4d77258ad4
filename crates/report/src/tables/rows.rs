//! What stands in each sheet.

use super::{LETTERS_MAX, Sheet};
use crate::again::Again;
use crate::known;
use crate::sentence::{self, shown};
use crate::teller::Teller;
use crate::words::record::{numbers, year_month};
use crate::{grid, moment, outline, year};
use audit::assessment::{Assessment, Finding};
use treaty::instrument::Kind;

/// A cell.
pub(crate) enum Cell {
    Text(String),
    Number(u64),
    Real(f64),
}

impl Cell {
    pub(crate) fn text(text: &str) -> Self {
        let text = shown(text);
        Self::Text(match text.char_indices().nth(LETTERS_MAX) {
            None => text,
            Some((end, _)) => format!("{} […]", &text[..end]),
        })
    }

    /// How many letters its longest line has.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Text(text) => text.chars().count(),
            Self::Number(number) => number.to_string().len(),
            Self::Real(number) => number.to_string().len(),
        }
    }
}

/// All sheets that have a row.
pub(super) fn sheets(teller: Teller<'_>, of: &Assessment) -> Vec<Sheet> {
    let all = [
        obligations(teller, of),
        findings(teller, of),
        unknown(teller, of),
        epochs(teller, of),
        receipts(teller, of),
        sites(teller, of),
        opened(teller, of),
        declared(teller, of),
    ];
    let (mut filled, empty): (Vec<_>, Vec<_>) = all.into_iter().partition(|sheet| !sheet.rows.is_empty());
    if filled.is_empty() {
        filled.extend(empty.into_iter().take(1));
    }
    filled
}

fn sheet(teller: Teller<'_>, name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    let key = |column: &&str| match column.strip_prefix('+') {
        Some(own) => format!("tables-col-{own}"),
        None if column.starts_with("year-") => (*column).to_owned(),
        None => format!("report-col-{column}"),
    };
    let head = columns.iter().map(|column| teller.word(&key(column))).collect();
    Sheet { name: teller.word(&format!("tables-{name}")), head, rows }
}

fn texts(cells: impl IntoIterator<Item = String>) -> Vec<Cell> {
    cells.into_iter().map(|cell| Cell::text(&cell)).collect()
}

fn obligations(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let day = |day: Option<treaty::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = outline::obligations(teller, of).into_iter().map(|one| {
        texts([
            teller.article(&one.article),
            outline::obligation(teller, one),
            teller.party(&one.party),
            teller.word(&format!("outcome-{}", one.outcome.word())),
            day(one.covers.map(|(first, _)| first)),
            day(one.covers.map(|(_, last)| last)),
            outline::basis(teller, of, one),
        ])
    });
    let columns = ["article", "obligation", "party", "outcome", "+first-day", "+last-day", "basis"];
    sheet(teller, "obligations", &columns, rows.collect())
}

fn findings(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let again = Again::of(of);
    let row = |finding: &Finding| {
        let readings = sentence::readings(teller, &finding.readings).into_iter();
        let readings = readings.map(|(who, what)| format!("{who}: {what}")).collect::<Vec<_>>().join(" / ");
        texts([
            teller.word(&format!("severity-{}", finding.severity.word())),
            finding.fact.code().to_owned(),
            finding.article.as_ref().map(|article| teller.article(article)).unwrap_or_default(),
            finding.party.as_ref().map(|party| teller.party(party)).unwrap_or_default(),
            finding.date.map(|date| date.to_string()).unwrap_or_default(),
            sentence::body(teller, finding),
            readings,
            sentence::places(teller, &finding.statements).unwrap_or_default(),
            again.finding(finding),
        ])
    };
    let columns = ["+severity", "+code", "article", "party", "date", "+said", "+readings", "+evidence", "+again"];
    sheet(teller, "findings", &columns, of.findings.iter().map(row).collect())
}

/// The chances, and what a public reader could not check.
fn unknown(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let blind = outline::Blind::of(&of.findings);
    let title = teller.word("severity-blind");
    let chances = blind.chance(teller).into_iter().map(|told| texts([title.clone(), told]));
    let measures = blind.measures().flat_map(|(key, measures)| {
        let title = teller.word(key);
        let told = measures.into_iter().map(move |(measure, found)| {
            let name = outline::measure(teller, measure, &found);
            texts([title.clone(), format!("{name}: {}", sentence::unknown(teller, measure))])
        });
        told.collect::<Vec<_>>()
    });
    let title = teller.word("report-unchecked-title");
    let unchecked = known::unchecked(teller, of).into_iter().map(|one| texts([title.clone(), one.told]));
    sheet(teller, "unknown", &["+what", "+chance"], chances.chain(measures).chain(unchecked).collect())
}

fn epochs(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let courses = year::courses(of, teller.of);
    let rows = courses.iter().flat_map(|course| {
        course.rows.iter().map(|row| {
            let first = texts([teller.party(course.party), year_month(row.month.first)]);
            let counts = numbers(row).map(|(_, number)| Cell::Number(number));
            let found = [Cell::text(&crate::words::record::found(teller, row))];
            first.into_iter().chain(counts).chain(found).collect()
        })
    });
    let columns = [
        "party",
        "year-col-month",
        "year-col-due",
        "year-col-stated",
        "year-col-proved",
        "year-col-in-time",
        "year-col-receipts",
        "year-col-findings",
    ];
    sheet(teller, "epochs", &columns, rows.collect())
}

fn receipts(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let rows = year::records(of, teller.of).into_iter().flat_map(|record| {
        record.covered_by.iter().map(move |coverage| {
            let names = texts([outline::record_of(teller, record), teller.author(&coverage.by)]);
            let rest = [
                Cell::Number(coverage.size),
                Cell::text(&moment::rfc3339(coverage.time)),
                Cell::Number(coverage.receipts),
            ];
            names.into_iter().chain(rest).collect()
        })
    });
    sheet(teller, "receipts", &["record", "by", "up-to", "last", "receipts"], rows.collect())
}

fn sites(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let days = |days: &[treaty::Date]| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let rows = of.sites.iter().map(|site| {
        texts([
            teller.party(&site.party),
            known::name(teller, site),
            teller.name(Kind::Facility, &site.facility),
            teller.word(&format!("knowledge-{}", site.knowledge().word())),
            days(&site.opened),
            days(&site.inspected),
            days(&site.disputed),
        ])
    });
    let columns = ["party", "site", "facility", "knowledge", "site-opened", "site-inspected", "site-disputed"];
    sheet(teller, "sites", &columns, rows.collect())
}

fn opened(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let rows = outline::opened(teller, of).into_iter().map(|one| {
        let names = texts([
            teller.party(&one.party),
            teller.name(Kind::Opening, &one.opening),
            teller.name(Kind::Class, &one.class),
            outline::opened_period(teller, one),
        ]);
        names.into_iter().chain([Cell::Number(one.sum)]).collect()
    });
    sheet(teller, "opened", &["party", "opening", "class", "period", "sum"], rows.collect())
}

fn declared(teller: Teller<'_>, of: &Assessment) -> Sheet {
    let rows = of.judged.iter().map(|judged| {
        let names =
            texts([teller.party(&judged.party), judged.date.to_string(), teller.name(Kind::Limit, &judged.limit)]);
        let value = judged.value.map_or_else(|| Cell::Text(String::new()), Cell::Number);
        let verdict = Cell::text(&teller.word(&format!("verdict-{}", grid::word(judged.verdict))));
        let places = Cell::text(&sentence::places(teller, &judged.statements).unwrap_or_default());
        names.into_iter().chain([value, Cell::Number(judged.most.into()), verdict, places]).collect()
    });
    let columns = ["party", "date", "+limit", "+number", "+most", "+verdict", "+evidence"];
    sheet(teller, "numbers", &columns, rows.collect())
}
