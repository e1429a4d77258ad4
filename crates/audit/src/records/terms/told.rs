//! What is told of each record beside findings: how far others acknowledge it, and how its months went.

use super::{Docket, due};
use crate::assessment::{Coverage, Month, Record};
use crate::records::book::{Book, Seen};
use crate::records::{Held, times};
use record::Author;
use std::collections::BTreeMap;
use treaty::Date;

impl Docket<'_> {
    pub(super) fn records(&self) -> Vec<Record> {
        self.held.iter().map(|(author, held)| self.record(author, held)).collect()
    }

    fn record(&self, author: &Author, held: &Held) -> Record {
        let checkpoint = held.reader.checkpoint();
        Record {
            author: author.clone(),
            party: author.party().cloned(),
            size: checkpoint.size.get(),
            root: checkpoint.root,
            covered_by: self.held.iter().filter_map(|(by, other)| covered(author, by, &other.book)).collect(),
            months: self.months(&held.book),
        }
    }

    fn months(&self, book: &Book) -> Vec<Month> {
        let Some(chain) = &book.chain else { return Vec::new() };
        let mut months: BTreeMap<Date, Month> = BTreeMap::new();
        let empty = |first| Month { first, due: 0, stated: 0, proved: 0, in_time: 0, receipts: 0 };
        let mut count =
            |first: Date, add: &dyn Fn(&mut Month)| add(months.entry(first).or_insert_with(|| empty(first)));
        for (first, counts) in &chain.months {
            count(*first, &|month| (month.stated, month.proved) = (counts.stated, counts.proved));
        }
        for (day, in_time) in due::kept(self, book) {
            count(times::month_of(day), &|month| {
                month.due += 1;
                month.in_time += u32::from(in_time);
            });
        }
        for seen in book.receipts.iter().filter(|seen| seen.counts && seen.of.party().is_some()) {
            count(times::month_of(times::day_of(seen.time)), &|month| month.receipts += 1);
        }
        months.into_values().collect()
    }
}

/// How far one author acknowledges a record.
fn covered(of: &Author, by: &Author, book: &Book) -> Option<Coverage> {
    let receipts: Vec<&Seen> = book.receipts.iter().filter(|seen| seen.counts && seen.of == *of).collect();
    // in order neither size nor time goes back, so the last is the largest
    let last = receipts.last()?;
    Some(Coverage { by: by.clone(), size: last.size.get(), time: last.time, receipts: receipts.len() as u64 })
}
