//! Evidence as text and back: one spelling, line by line.

use super::{EVIDENCE_MAX, Evidence, LEAVES_MAX, Leaf, NotShown};
use base64ct::{Base64, Encoding};
use record::Author;
use std::fmt::{self, Write};

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
        // counted before anything is decoded
        match count.saturating_sub(4) {
            0 => return Err(refuse(count + 1, "it holds no statement")),
            1..=LEAVES_MAX => {}
            _ => return Err(refuse(5 + LEAVES_MAX, "it holds more statements than evidence may have")),
        }
        const LEAF: &str = "`leaf <party or witness> <base64> <base64>` must stand here";
        let leaves = lines.map(|(line, text)| leaf(text).ok_or(refuse(line, LEAF))).collect::<Result<_, _>>()?;
        Ok(Self { treaty, code, epoch, author, leaves })
    }

    /// Whether its text is as short as its reader demands, and its statements as few.
    pub fn fits(&self) -> bool {
        self.leaves.len() <= LEAVES_MAX && write!(Room(EVIDENCE_MAX), "{self}").is_ok()
    }
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
        self.leaves.iter().try_for_each(|leaf| {
            let (entry, proof) = (Base64::encode_string(&leaf.entry), Base64::encode_string(&leaf.proof));
            writeln!(f, "leaf {} {entry} {proof}", leaf.author)
        })
    }
}
