//! What an XLSX may be before anything of it is unpacked into memory.
//!
//! An XLSX is a ZIP of XML parts, and the library that reads it trusts them: it reserves as many strings as a part says that it has, copies a
//! font for every style, and counts a sheet's corners without a bound. So every part is unpacked here first, into nothing, and measured.
//! A small file can then neither fill the memory nor break the reader:
//!
//! - the parts together, as declared and as they really are, stay below [`UNPACKED_MAX`];
//! - a part is searched in the encoding in which it would be read, UTF-8 or UTF-16, whatever it calls itself;
//! - elements of which each costs memory, and attributes that are copied for each, are counted;
//! - references to cells lie within a sheet's bounds, with the first corner first.
//!
//! On the way, every sheet is asked what it hides.

use crate::tables::hidden::Hidden;
use crate::tables::problem::{Problem, Spot, show};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that the parts of a workbook may have together once unpacked.
pub(crate) const UNPACKED_MAX: u64 = 64 << 20;

/// The most parts.
const PARTS_MAX: usize = 2_000;

/// The most bytes of a part of which pieces are copied again and again: the styles, and what leads from part to part.
const COPIED_MAX: usize = 1 << 20;

/// The most bytes of an attribute of the styles.
const STYLE_MAX: usize = 1_000;

/// Elements that cost memory each, and how many of them a part may have.
const COUNTED: [(&[u8], usize); 3] = [(b"si", 2_000_000), (b"xf", 20_000), (b"sheet", 64)];

/// Checks a workbook's parts, and finds what its sheets hide.
///
/// # Errors
/// What is wrong with the first that is not as it must be.
pub(crate) fn check(bytes: &[u8]) -> Result<Hidden, Box<Problem>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > PARTS_MAX {
        return Err(bomb(format!("the workbook has {} parts; at most {PARTS_MAX} are read", archive.len())));
    }
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        declared = declared.saturating_add(archive.by_index_raw(index).map_err(|error| damaged(&error))?.size());
    }
    if declared > UNPACKED_MAX {
        return Err(bomb(format!(
            "unpacked, the workbook would have {declared} bytes; at most {UNPACKED_MAX} are read"
        )));
    }
    let mut hidden = Hidden::default();
    (0..archive.len()).try_for_each(|index| check_part(&mut archive, index, &mut hidden))?;
    Ok(hidden)
}

fn check_part(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, hidden: &mut Hidden) -> Result<(), Box<Problem>> {
    let part = archive.by_index(index).map_err(|error| damaged(&error))?;
    let name = part.name().map_err(|error| damaged(&error))?.to_ascii_lowercase();
    let size = part.size();
    let mut content = Vec::new();
    // one byte more than declared, so that a part that lies about its size shows itself
    part.take(size.saturating_add(1)).read_to_end(&mut content).map_err(|error| damaged(&error))?;
    if u64::try_from(content.len()).unwrap_or(u64::MAX) != size {
        return Err(bomb(format!("the part `{}` is not of the {size} bytes that it declares", show(&name))));
    }
    check_content(&name, &content)?;
    look_into_sheet(&name, &content, hidden)
}

/// Whatever holds cells may be the sheet that is read, whatever its name.
fn look_into_sheet(name: &str, content: &[u8], hidden: &mut Hidden) -> Result<(), Box<Problem>> {
    let (content, _) = decoded(content);
    if !tags(&content).any(|tag| tag == b"sheetData") {
        return Ok(());
    }
    let read = std::str::from_utf8(&content).ok().map(|sheet| hidden.add(sheet));
    if let Some(Ok(())) = read { Ok(()) } else { Err(bomb(format!("the sheet `{}` is not XML", show(name)))) }
}

fn check_content(name: &str, content: &[u8]) -> Result<(), Box<Problem>> {
    let refuse = |what: &str| Err(bomb(format!("the part `{}` {what}", show(name))));
    let (content, encoding) = decoded(content);
    let content = content.as_ref();
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    if is_xml && (std::str::from_utf8(content).is_err() || content.contains(&0)) {
        return refuse("is not XML in UTF-8 or UTF-16");
    }
    let mut counts = [0_usize; COUNTED.len()];
    for tag in tags(content) {
        let counted = COUNTED.iter().zip(&mut counts).find(|((element, _), _)| *element == tag);
        let Some(((_, most), count)) = counted else { continue };
        *count += 1;
        if *count > *most {
            return refuse(&format!("has more than {most} elements `{}`", String::from_utf8_lossy(tag)));
        }
    }
    let styles = name.ends_with("styles.xml");
    if (styles || name.ends_with(".rels")) && content.len() > COPIED_MAX {
        return refuse(&format!("has {} bytes; at most {COPIED_MAX} are read", content.len()));
    }
    for (attribute, value) in attributes(content) {
        let fits = match attribute {
            b"uniqueCount" => number(value).is_some_and(|count| count <= COUNTED[0].1),
            b"encoding" => value.eq_ignore_ascii_case(encoding),
            b"r" | b"ref" => is_bounded(value),
            _ => !styles || value.len() <= STYLE_MAX,
        };
        if !fits {
            let (attribute, value) = (String::from_utf8_lossy(attribute), String::from_utf8_lossy(value));
            return refuse(&format!("has an attribute {}=\"{}\" beyond its bounds", show(&attribute), show(&value)));
        }
    }
    Ok(())
}

/// A part's text in UTF-8, and the encoding in which it stands by its first bytes, as a reader of XML would detect it.
fn decoded(content: &[u8]) -> (Cow<'_, [u8]>, &'static [u8]) {
    let unit: fn([u8; 2]) -> u16 = match content {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => u16::from_be_bytes,
        _ => return (Cow::Borrowed(content), b"utf-8"),
    };
    let units: Vec<u16> = content.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    (Cow::Owned(String::from_utf16_lossy(&units).into_bytes()), b"utf-16")
}

/// The local names of everything that could be the start of an element, also where it is not: within comments, say.
/// Taking too many is harmless; the reader cannot see one that is not here.
fn tags(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    content.split(|byte| *byte == b'<').skip(1).map(|after| {
        let name = until(after, |byte| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>');
        name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
    })
}

/// The names and values of everything that could be an attribute, likewise.
fn attributes(content: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let equals = content.iter().enumerate().filter(|(_, byte)| **byte == b'=').map(|(at, _)| at);
    equals.filter_map(|at| {
        let before = content[..at].trim_ascii_end();
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || b"=<>\"'".contains(byte);
        let name = before.iter().rposition(ends_name).map_or(before, |end| &before[end + 1..]);
        let after = content[at + 1..].trim_ascii_start();
        let (quote, after) = after.split_first().filter(|(quote, _)| b"\"'".contains(quote))?;
        Some((name, until(after, |byte| byte == *quote)))
    })
}

fn until(bytes: &[u8], ends: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes.iter().position(|byte| ends(*byte)).unwrap_or(bytes.len());
    &bytes[..end]
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Whether `A1`, `5` or `A1:B2` has few enough letters and digits for 32 bits, and its first corner first.
/// What begins otherwise is no reference, and nobody counts with it.
fn is_bounded(reference: &[u8]) -> bool {
    let mut corners = reference.split(|byte| *byte == b':').map(corner);
    match (corners.next(), corners.next(), corners.next()) {
        (Some(Some(first)), Some(Some(last)), None) => first.0 <= last.0 && first.1 <= last.1,
        (Some(first), None, None) => first.is_some(),
        _ => false,
    }
}

/// The column and the row of `B7`, each from 1, and 0 where it is not there; nothing where one has too many letters or digits.
pub(crate) fn corner(part: &[u8]) -> Option<(u64, u64)> {
    let letters = part.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = part[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let column = part[..letters].iter().fold(0_u64, |sum, letter| (sum * 26 + u64::from(letter & 31)).min(1 << 32));
    let row = number(&part[letters..letters + digits]).unwrap_or(0);
    (letters <= 6 && digits <= 9).then_some((column, row as u64))
}

fn damaged(error: &dyn std::fmt::Display) -> Box<Problem> {
    let message = format!("the file begins as an XLSX workbook and is not one: {}", show(error));
    Box::new(Problem::new("not-xlsx", Spot::File, message).help("save the workbook as XLSX anew, or as CSV in UTF-8"))
}

fn bomb(message: String) -> Box<Problem> {
    let help = "copy the table into a new workbook of one sheet, or save it as CSV in UTF-8";
    Box::new(Problem::new("xlsx-bounds", Spot::File, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_and_attribute_is_seen_also_where_there_is_none() {
        let content = b"<?xml version='1.0'?><!-- <x:si a = \"1\"/> --><sst b='<si>'>c=d</sst>";
        let seen: Vec<&[u8]> = tags(content).collect();
        assert_eq!(seen, [&b"?xml"[..], b"!--", b"si", b"sst", b"si", b""]);
        let seen: Vec<(&[u8], &[u8])> = attributes(content).collect();
        assert_eq!(seen, [(&b"version"[..], &b"1.0"[..]), (b"a", b"1"), (b"b", b"<si>")]);
        let seen: Vec<(&[u8], &[u8])> = attributes(b"<c a='1'b=\"2\"r='3'>").collect();
        assert_eq!(seen, [(&b"a"[..], &b"1"[..]), (b"b", b"2"), (b"r", b"3")], "also without a space between");
    }

    #[test]
    fn references_have_corners_in_their_order() {
        for good in ["A1", "5", "A1:G2", "A:C", "XFD1048576", "rId1", "-80000", "", "A1:A1", "A1 and what else"] {
            assert!(is_bounded(good.as_bytes()), "{good}");
        }
        for bad in ["B1:A1", "A2:A1", "A1:B2:C3", "ZZZZZZZ1", "A9999999999", "A1:ZZZZZZZ1", "A1:"] {
            assert!(!is_bounded(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn utf_16_is_searched_as_what_it_says() {
        let text = "\u{FEFF}<sst uniqueCount='9999999'/>";
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let part: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
            assert!(check_content("xl/sharedstrings.xml", &part).is_err());
            assert!(check_content("xl/sharedstrings.bin", &part).is_err());
            let part: Vec<u8> = text.replace("9999999", "9").encode_utf16().flat_map(bytes).collect();
            assert!(check_content("xl/sharedstrings.xml", &part).is_ok());
        }
    }
}
