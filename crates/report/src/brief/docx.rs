//! A brief as a DOCX document on A4. The same assessment always gives the same bytes: it has no time of its own.

use super::{Block, blocks};
use crate::locale::Locale;
use crate::sentence::shown;
use crate::teller::Teller;
use audit::Assessment;
use docx_rs::{Docx, LineSpacing, PageMargin, Paragraph, Run, RunFonts, Table, TableCell, TableRow, WidthType};
use std::io::Cursor;
use treaty::Instrument;

/// A sheet of A4, its margins and the room between them, in twentieths of a point.
const SHEET: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 800;
const ROOM: usize = 10_306;

/// For how many letters a column has room, at least and at most, measured against the others.
const LETTERS: (usize, usize) = (18, 72);

/// Sizes of letters, in half points.
const SMALL: usize = 15;
const BODY: usize = 17;
const HEAD: usize = 19;
const TITLE: usize = 28;

const SERIF: &str = "Liberation Serif";
const SANS: &str = "Liberation Sans";
const MONO: &str = "Liberation Mono";

/// Why no document was made.
#[derive(Debug, thiserror::Error)]
#[error("the document cannot be put together: {0}")]
pub struct NotWritten(String);

/// A brief as a document.
///
/// # Errors
/// Where the library cannot put the document together.
pub fn docx(assessment: &Assessment, instrument: &Instrument, locale: &Locale) -> Result<Vec<u8>, NotWritten> {
    let margin =
        PageMargin { top: MARGIN, left: MARGIN, bottom: MARGIN, right: MARGIN, header: 400, footer: 400, gutter: 0 };
    let paper =
        Docx::new().page_size(SHEET.0, SHEET.1).page_margin(margin).default_fonts(fonts(SERIF)).default_size(BODY);
    let blocks = blocks(Teller::new(locale, instrument), assessment);
    let document = blocks.iter().fold(paper, |document, block| match block {
        Block::Table(head, rows) => document.add_table(table(head, rows)).add_paragraph(spaced(Paragraph::new(), 40)),
        block => document.add_paragraph(paragraph(block)),
    });
    let mut bytes = Cursor::new(Vec::new());
    document.pack(&mut bytes).map_err(|error| NotWritten(error.to_string()))?;
    Ok(bytes.into_inner())
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).cs(name)
}

fn run(text: &str, font: &str, size: usize) -> Run {
    Run::new().add_text(shown(text)).fonts(fonts(font)).size(size)
}

fn spaced(paragraph: Paragraph, after: u32) -> Paragraph {
    paragraph.line_spacing(LineSpacing::new().after(after))
}

fn paragraph(block: &Block) -> Paragraph {
    let plain = |text: &str, font, size| Paragraph::new().add_run(run(text, font, size));
    let bold = |text: &str, font, size| Paragraph::new().add_run(run(text, font, size).bold());
    match block {
        Block::Kind(text) => spaced(plain(text, SANS, SMALL), 40),
        Block::Title(text) => spaced(bold(text, SERIF, TITLE), 80),
        Block::Heading(text) => {
            let spacing = LineSpacing::new().before(140).after(40);
            bold(text, SANS, HEAD).keep_next(true).outline_lvl(0).line_spacing(spacing)
        }
        Block::Outcome(text) => spaced(bold(text, SERIF, HEAD), 80),
        Block::Item(text) => spaced(plain(&format!("– {text}"), SERIF, BODY), 20),
        Block::Reading(who, what) => {
            let indent = |paragraph: Paragraph| paragraph.indent(Some(300), None, None, None);
            let who = run(&format!("{who}: "), SERIF, BODY).bold();
            spaced(indent(Paragraph::new().add_run(who).add_run(run(what, SERIF, BODY))), 40)
        }
        Block::Command(text) => spaced(plain(text, MONO, SMALL), 60),
        Block::Text(text) | Block::Note(text) => spaced(plain(text, SERIF, BODY), 60),
        Block::Table(..) => Paragraph::new(),
    }
}

fn table(head: &[String], rows: &[Vec<String>]) -> Table {
    let widths = widths(head, rows);
    let cell = |(text, width): (&String, &usize), is_head: bool| {
        let run = run(text, SANS, SMALL);
        let run = if is_head { run.bold() } else { run };
        // a head never stands alone at the end of a sheet
        let paragraph = spaced(Paragraph::new().add_run(run), 0).keep_next(is_head);
        TableCell::new().width(*width, WidthType::Dxa).add_paragraph(paragraph)
    };
    let row = |cells: &[String], is_head| {
        TableRow::new(cells.iter().zip(&widths).map(|one| cell(one, is_head)).collect()).cant_split()
    };
    let all = std::iter::once(row(head, true)).chain(rows.iter().map(|cells| row(cells, false))).collect();
    Table::new(all).set_grid(widths.clone()).width(ROOM, WidthType::Dxa)
}

/// Shares out the room by the longest text of each column, so that a hash is not broken for the sake of an empty half.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(head.get(column));
        cells.map(|text| text.chars().count()).max().unwrap_or(0).clamp(LETTERS.0, LETTERS.1)
    };
    let longest: Vec<_> = (0..head.len()).map(longest).collect();
    let all: usize = longest.iter().sum();
    longest.iter().map(|letters| ROOM * letters / all.max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_room_by_its_longest_text_and_all_fit_the_sheet() {
        let text = |letters: usize| "x".repeat(letters);
        let widths = |letters: &[usize]| {
            let row: Vec<_> = letters.iter().map(|letters| text(*letters)).collect();
            widths(&row, &[vec![String::new(); letters.len()]])
        };
        let two = widths(&[18, 72]);
        assert_eq!(two, [ROOM / 5, ROOM * 4 / 5]);
        assert_eq!(
            [widths(&[0, 5000]), widths(&[])],
            [two, vec![]],
            "a column of nothing has a head, and one text is not all"
        );
        assert!(widths(&[9, 30, 30, 40, 72]).iter().sum::<usize>() <= ROOM);
    }
}
