//! Evidence as text and back: one spelling, line by line.

use super::{EVIDENCE_MAX, Evidence, LEAVES_MAX, Leaf, NotShown, PAPERS_MAX};
use base64ct::{Base64, Encoding};
use record::Author;
use std::fmt::{self, Write};
use std::iter::Peekable;
use zeroize::Zeroizing;

const HEADER: &str = "standstill/evidence@v1";

impl Evidence {
    /// Reads evidence, strictly.
    ///
    /// # Errors
    /// Where a line breaks the format, or a limit.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotShown> {
        if bytes.len() > EVIDENCE_MAX {
            return Err(refuse(1, "it is longer than evidence may be"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| refuse(1, "it is no text"))?;
        let count = text.lines().count().max(1);
        let text = text.strip_suffix('\n').ok_or(refuse(count, "its last line must end in a newline"))?;
        let mut lines = (1..).zip(text.split('\n'));
        let mut next = |prefix: &'static str, rule: &'static str| {
            let (line, text) = lines.next().ok_or(refuse(count + 1, rule))?;
            let rest = text.strip_prefix(prefix).ok_or(refuse(line, rule))?;
            Ok((refuse(line, rule), rest))
        };
        let (bad, rest) = next(HEADER, "it must begin with `standstill/evidence@v1`")?;
        Some(()).filter(|()| rest.is_empty()).ok_or(bad)?;
        let (bad, treaty) = next("treaty ", "`treaty <SHA-256 in hex>` must stand here")?;
        let treaty = Some(treaty).filter(|treaty| is_hash(treaty)).ok_or(bad)?.to_owned();
        let (bad, about) = next("finding ", "`finding <code> <epoch, or ->` must stand here")?;
        let (code, epoch) = finding(about).ok_or(bad)?;
        let (bad, author) = next("author ", "`author <party or witness>` must stand here")?;
        let author = Author::new(author).ok_or(bad)?;
        let mut lines = lines.peekable();
        let keys = several(&mut lines, "key ")?;
        let key = |(line, key): (usize, Vec<u8>)| {
            let key = <[u8; 32]>::try_from(key).map_err(|_| refuse(line, "`key <32 bytes in base64>` must stand here"));
            key.map(Zeroizing::new)
        };
        let keys = keys.into_iter().map(key).collect::<Result<_, _>>()?;
        let papers = several(&mut lines, "paper ")?.into_iter().map(|(_, paper)| paper).collect();
        // counted before anything is decoded
        let at = lines.peek().map_or(count + 1, |(line, _)| *line);
        match count + 1 - at {
            0 => return Err(refuse(count + 1, "it holds no statement")),
            1..=LEAVES_MAX => {}
            _ => return Err(refuse(at + LEAVES_MAX, "it holds more statements than evidence may have")),
        }
        const LEAF: &str = "`leaf <party or witness> <base64> <base64>` must stand here";
        let leaves = lines.map(|(line, text)| leaf(text).ok_or(refuse(line, LEAF))).collect::<Result<_, _>>()?;
        Ok(Self { treaty, code, epoch, author, keys, papers, leaves })
    }

    /// Whether its text is as short as its reader demands, and its statements as few.
    pub fn fits(&self) -> bool {
        let few = self.keys.len() <= PAPERS_MAX && self.papers.len() <= PAPERS_MAX && self.leaves.len() <= LEAVES_MAX;
        few && write!(Room(EVIDENCE_MAX), "{self}").is_ok()
    }
}

/// What stands, in base64, in the next lines that begin so; with the line of each.
fn several<'a>(
    lines: &mut Peekable<impl Iterator<Item = (usize, &'a str)>>,
    prefix: &str,
) -> Result<Vec<(usize, Vec<u8>)>, NotShown> {
    let mut found = Vec::new();
    while let Some((line, text)) = lines.next_if(|(_, text)| text.starts_with(prefix)) {
        if found.len() == PAPERS_MAX {
            return Err(refuse(line, "it holds more keys or papers than evidence may have"));
        }
        let bytes = base64(&text[prefix.len()..]).ok_or(refuse(line, "base64 in its one spelling must stand here"))?;
        found.push((line, bytes));
    }
    Ok(found)
}

/// Room for so many bytes of text, which is not kept.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

fn refuse(line: usize, rule: &'static str) -> NotShown {
    NotShown::Malformed { line, rule }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A code in kebab-case, and its epoch in the one spelling of a number.
fn finding(text: &str) -> Option<(String, Option<u32>)> {
    let (code, epoch) = text.split_once(' ')?;
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return None;
    }
    let epoch = match epoch {
        "-" => None,
        number => Some(number.parse::<u32>().ok().filter(|parsed| parsed.to_string() == number)?),
    };
    Some((code.to_owned(), epoch))
}

fn leaf(text: &str) -> Option<Leaf> {
    let mut words = text.strip_prefix("leaf ")?.split(' ');
    let author = Author::new(words.next()?)?;
    let (entry, proof) = (base64(words.next()?)?, base64(words.next()?)?);
    words.next().is_none().then_some(Leaf { author, entry, proof })
}

/// Bytes in their one spelling.
fn base64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok().filter(|bytes| Base64::encode_string(bytes) == text)
}

impl fmt::Display for Evidence {
    /// The file's bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let epoch = self.epoch.map_or_else(|| "-".to_owned(), |epoch| epoch.to_string());
        writeln!(f, "{HEADER}\ntreaty {}\nfinding {} {epoch}\nauthor {}", self.treaty, self.code, self.author)?;
        let key = |key: &Zeroizing<[u8; 32]>| writeln!(f, "key {}", Base64::encode_string(&key[..]));
        self.keys.iter().try_for_each(key)?;
        self.papers.iter().try_for_each(|paper| writeln!(f, "paper {}", Base64::encode_string(paper)))?;
        self.leaves.iter().try_for_each(|leaf| {
            let (entry, proof) = (Base64::encode_string(&leaf.entry), Base64::encode_string(&leaf.proof));
            writeln!(f, "leaf {} {entry} {proof}", leaf.author)
        })
    }
}
