//! A list of events, as the host keeps it: one line each, in the order in which they happened (`docs/spec/inventory.md`).
//!
//! ```text
//! epoch,event,serial,from,to,class
//! 0,declare,W-0001,,site 3,0
//! 1,ship,W-0001,site 3,road 7,0
//! 2,receive,W-0001,road 7,site 7,0
//! ```
//!
//! The list is secret, and it is only ever added to. It is read strictly: every value has one spelling, and epochs never go back. A list that
//! contradicts itself is found when it is entered, and the line is named.

use crate::event::{Deed, Event};
use crate::impossible::Impossible;
use crate::ledger::Ledger;
use crate::serial::{BadSerial, Serial};
use proof::{Class, Place, PlaceKind};
use record::Epoch;
use zeroize::Zeroizing;

/// The longest list, in bytes.
pub const LIST_MAX: usize = 1 << 28;

const HEAD: &str = "epoch,event,serial,from,to,class";

/// Events in order, each on its line.
#[derive(Debug, Default)]
pub struct List(Vec<Event>);

impl List {
    /// Reads a list.
    ///
    /// # Errors
    /// With the line, where something has another spelling than its one, or an epoch goes back.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadLine> {
        let mut list = Self::default();
        let refuse = |line, why| BadLine { line, why };
        if bytes.len() > LIST_MAX {
            return Err(refuse(1, Why::TooLong { length: bytes.len() }));
        }
        let lines = bytes.strip_suffix(b"\n").ok_or_else(|| refuse(1 + newlines(bytes), Why::NoNewline))?;
        for (line, text) in (1..).zip(lines.split(|&byte| byte == b'\n')) {
            let text = std::str::from_utf8(text).map_err(|_| refuse(line, Why::NotText))?;
            match line {
                1 if text == HEAD => {}
                1 => return Err(refuse(line, Why::Head)),
                _ => list.push(text).map_err(|why| refuse(line, why))?,
            }
        }
        Ok(list)
    }

    /// Enters the events of the ledger's open epoch.
    ///
    /// # Errors
    /// With the line that cannot have happened after those before it. They stay entered.
    pub fn enter(&self, ledger: &mut Ledger) -> Result<(), BadLine> {
        let open = ledger.epoch();
        let first = self.0.partition_point(|event| event.epoch < open);
        let mut events = (first..).zip(&self.0[first..]).take_while(|(_, event)| event.epoch == open);
        // the first event stands on line 2
        let refused = |index, why: Impossible| BadLine { line: index + 2, why: why.into() };
        events.try_for_each(|(index, event)| ledger.apply(event).map_err(|why| refused(index, why)))
    }

    /// The events, in order.
    pub fn events(&self) -> &[Event] {
        &self.0
    }

    /// The epoch of the last event; nothing where there is none.
    pub fn last(&self) -> Option<Epoch> {
        self.0.last().map(|event| event.epoch)
    }

    fn push(&mut self, text: &str) -> Result<(), Why> {
        let event = event(text)?;
        match self.last() {
            Some(before) if event.epoch < before => Err(Why::GoesBack { epoch: event.epoch, before }),
            _ => {
                self.0.push(event);
                Ok(())
            }
        }
    }
}

/// The bytes of a list, ready to be written where only the host reads. They are wiped when dropped.
pub fn write<'a>(events: impl IntoIterator<Item = &'a Event>) -> Zeroizing<String> {
    let mut text = Zeroizing::new(format!("{HEAD}\n"));
    events.into_iter().for_each(|event| line(&mut text, event));
    text
}

/// Adds the line of one event to a list.
pub fn line(text: &mut Zeroizing<String>, event: &Event) {
    let Event { epoch, deed, serial, from, to, class } = event;
    let [from, to] = [from, to].map(|place| place.map(spell).unwrap_or_default());
    let line = Zeroizing::new(format!("{epoch},{deed},{},{from},{to},{}\n", serial.reveal(), class.0));
    text.push_str(&line);
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

fn event(text: &str) -> Result<Event, Why> {
    let mut fields = text.split(',');
    let mut next = || fields.next().ok_or(Why::Fields);
    let (epoch, deed, serial, from, to, class) = (next()?, next()?, next()?, next()?, next()?, next()?);
    if fields.next().is_some() {
        return Err(Why::Fields);
    }
    Ok(Event {
        epoch: Epoch(number(epoch).ok_or(Why::Number("the epoch"))?),
        deed: Deed::of_word(deed).ok_or(Why::Deed)?,
        serial: Serial::new(serial)?,
        from: place(from)?,
        to: place(to)?,
        class: Class(number(class).ok_or(Why::Number("the class"))?),
    })
}

const KINDS: [(&str, PlaceKind); 3] =
    [("site ", PlaceKind::Site), ("road ", PlaceKind::Road), ("plant ", PlaceKind::Interior)];

fn place(text: &str) -> Result<Option<Place>, Why> {
    if text.is_empty() {
        return Ok(None);
    }
    let (digits, kind) =
        KINDS.iter().find_map(|&(word, kind)| Some((text.strip_prefix(word)?, kind))).ok_or(Why::Place)?;
    Ok(Some(Place { kind, site: number(digits).ok_or(Why::Number("the place"))? }))
}

fn spell(place: Place) -> String {
    let (word, _) = KINDS.iter().find(|(_, kind)| *kind == place.kind).expect("every kind has its word");
    format!("{word}{}", place.site)
}

/// A decimal number without sign and without needless zeros.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let plain = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

/// A line of a list that cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct BadLine {
    /// Which line, from 1.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why a line cannot be entered. It repeats no serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The list is longer than [`LIST_MAX`].
    #[error("the list has {length} bytes, and {LIST_MAX} are the most")]
    TooLong {
        /// How many it has.
        length: usize,
    },
    /// The last line was not written to its end.
    #[error("the last line does not end in a newline; was it cut off?")]
    NoNewline,
    /// Bytes that are no UTF-8.
    #[error("the line is not UTF-8")]
    NotText,
    /// The first line is another one.
    #[error("the first line must be `{HEAD}`")]
    Head,
    /// Too few or too many fields.
    #[error("the line must have the six fields `{HEAD}`")]
    Fields,
    /// No such deed.
    #[error("the event is none of those that a list knows, such as `ship` or `receive`")]
    Deed,
    /// No place.
    #[error("a place is written `site 3`, `road 3` or `plant 3`, or left empty")]
    Place,
    /// No number, or one with a second spelling, or too large.
    #[error("{0} must be a decimal number within its range, without sign or leading zeros")]
    Number(&'static str),
    /// No serial.
    #[error(transparent)]
    Serial(#[from] BadSerial),
    /// Events stand in the order in which they happened.
    #[error("epoch {epoch} stands after epoch {before}; what was missed is entered as `correct` in the open epoch")]
    GoesBack {
        /// The line's.
        epoch: Epoch,
        /// The one of the line before.
        before: Epoch,
    },
    /// It contradicts the lines before it, or the instrument.
    #[error(transparent)]
    Impossible(#[from] Impossible),
}
