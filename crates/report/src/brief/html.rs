//! A brief as one HTML page, which prints on two sheets of A4.

use super::{Block, blocks};
use crate::locale::Locale;
use crate::page::POLICY;
use crate::sentence::harmless;
use crate::teller::Teller;
use audit::Assessment;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use treaty::Instrument;

const STYLE: &str = include_str!("brief.css");

/// A brief as a page that stands alone. The same assessment always gives the same bytes.
pub fn html(assessment: &Assessment, instrument: &Instrument, locale: &Locale) -> String {
    let blocks = blocks(Teller::new(locale, instrument), assessment);
    let title = blocks.iter().find_map(|block| if let Block::Title(title) = block { Some(title) } else { None });
    let page = html! {
        (DOCTYPE)
        html lang=(locale.lang.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { @if let Some(title) = title { (title) } }
                style { (PreEscaped(STYLE)) }
            }
            body { main { @for run in blocks.chunk_by(|a, b| is_item(a) && is_item(b)) { (run_of(run)) } } }
        }
    };
    harmless(page.into_string())
}

fn is_item(block: &Block) -> bool {
    matches!(block, Block::Item(_))
}

fn run_of(run: &[Block]) -> Markup {
    html! {
        @if run.iter().all(is_item) { ul { @for block in run { (one(block)) } } } @else { @for block in run { (one(block)) } }
    }
}

fn one(block: &Block) -> Markup {
    match block {
        Block::Kind(text) => html! { p.kind { (text) } },
        Block::Title(text) => html! { h1 { (text) } },
        Block::Heading(text) => html! { h2 { (text) } },
        Block::Outcome(text) => html! { p.outcome { (text) } },
        Block::Text(text) => html! { p { (text) } },
        Block::Item(text) => html! { li { (text) } },
        Block::Reading(who, what) => html! { p.reading { strong { (who) ": " } (what) } },
        Block::Command(text) => html! { pre { code { (text) } } },
        Block::Note(text) => html! { p.note { (text) } },
        Block::Table(head, rows) => html! {
            table {
                thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            }
        },
    }
}
