//! The loop that feeds an audit from a folder, with as many threads for the proofs as are given.

use crate::{Folder, FolderError};
use audit::{Audit, Checked, ProofBatch, RecordRefusal};
use proof::Verifier;
use record::Author;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How far the audit of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// Epochs whose proofs were checked.
    pub checked: u64,
    /// Epochs whose proofs were handed out so far.
    pub handed_out: u64,
}

/// What a folder is fed into, and how.
pub struct Feed<'a> {
    /// The folder.
    pub folder: &'a Folder,
    /// Whose records, in order; those that the folder lacks are left out.
    pub authors: &'a [Author],
    /// The proofs' verifier.
    pub verifier: &'a Verifier,
    /// How many threads check proofs.
    pub threads: NonZeroUsize,
    /// Set, from any thread, by whoever wants no answer any more.
    pub stop: &'a AtomicBool,
}

/// Feeds all records and views of a folder into an audit. The findings do not depend on the number of threads. Once `stop` is set no more proofs are checked,
/// and the audit, which misses them, refuses to finish.
///
/// # Errors
/// Where a file cannot be read, or is not what its checkpoint signs; the file is named.
pub fn feed(feed: &Feed<'_>, audit: &mut Audit, progress: &mut dyn FnMut(Progress)) -> Result<(), FolderError> {
    thread::scope(|scope| {
        // bounded, so that no more batches wait than there are threads to check them
        let (hand_out, batches) = mpsc::sync_channel::<ProofBatch>(feed.threads.get());
        let (hand_back, checked) = mpsc::channel();
        let batches = Arc::new(Mutex::new(batches));
        for _ in 0..feed.threads.get() {
            let (batches, hand_back) = (Arc::clone(&batches), hand_back.clone());
            scope.spawn(move || check(&batches, &hand_back, feed));
        }
        drop(hand_back);
        let mut hands = Hands { hand_out: Some(hand_out), checked, so_far: Progress::default() };
        read_into(feed.folder, feed.authors, audit, &mut |audit| hands.turn(audit, progress))?;
        hands.finish(audit, progress);
        Ok(())
    })
}

/// Reads all records and views of a folder into an audit, in order; after each file `turn` may hand out the proofs that are ready. The loop that every shell
/// shares, threads or none.
///
/// # Errors
/// Where a file cannot be read, or is not what its checkpoint signs; the file is named.
pub fn read_into(
    folder: &Folder,
    authors: &[Author],
    audit: &mut Audit,
    turn: &mut dyn FnMut(&mut Audit),
) -> Result<(), FolderError> {
    records(folder, authors, audit, turn)?;
    if audit.again() {
        records(folder, authors, audit, turn)?;
    }
    for (name, bytes) in folder.views()? {
        audit.view(&name, &bytes).map_err(|why| FolderError::new(&folder.view_path(&name), why))?;
    }
    turn(audit);
    Ok(())
}

fn records(
    folder: &Folder,
    authors: &[Author],
    audit: &mut Audit,
    turn: &mut dyn FnMut(&mut Audit),
) -> Result<(), FolderError> {
    for author in authors {
        if !folder.has(author)? {
            continue;
        }
        let refused = |why| refused(folder, author, &why);
        let note = folder.checkpoint(author)?;
        audit.open(author, &note).map_err(refused)?;
        let mut read = BTreeSet::new();
        while let Some(tile) = audit.wants() {
            let bytes = folder.tile(author, tile)?;
            audit.push_file(&bytes).map_err(refused)?;
            read.insert(tile);
            turn(audit);
        }
        folder.holds_only(author, &read)?;
    }
    Ok(())
}

/// A refusal by the name of its file: a checkpoint is verified once the files that it signs are read, so it is not always the last one read.
fn refused(folder: &Folder, author: &Author, why: &RecordRefusal) -> FolderError {
    let record = folder.record_path(author);
    match why {
        RecordRefusal::File { path, .. } => FolderError::new(&record.join(path), why),
        RecordRefusal::Instrument(_) => FolderError::new(&folder.treaty_path(), why),
        _ => FolderError::new(&record.join("checkpoint"), why),
    }
}

/// Checks batches until there are no more. They are taken even when nobody wants them checked: whoever hands them out waits for that.
fn check(batches: &Mutex<Receiver<ProofBatch>>, hand_back: &Sender<Checked>, feed: &Feed<'_>) {
    loop {
        let next = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = next else { return };
        if !feed.stop.load(Ordering::Relaxed) && hand_back.send(batch.check(feed.verifier)).is_err() {
            return;
        }
    }
}

/// The audit's side of the two channels.
struct Hands {
    hand_out: Option<SyncSender<ProofBatch>>,
    checked: Receiver<Checked>,
    so_far: Progress,
}

impl Hands {
    /// Hands out what is ready, and takes what is done.
    fn turn(&mut self, audit: &mut Audit, progress: &mut dyn FnMut(Progress)) {
        while let Some(batch) = audit.batch() {
            self.so_far.handed_out += batch.epochs();
            let hand_out = self.hand_out.as_ref().expect("batches are handed out before the end only");
            hand_out.send(batch).expect("the threads wait for batches until the end");
        }
        while let Ok(checked) = self.checked.try_recv() {
            self.settle(checked, audit, progress);
        }
    }

    fn finish(&mut self, audit: &mut Audit, progress: &mut dyn FnMut(Progress)) {
        self.turn(audit, progress);
        self.hand_out = None;
        while let Ok(checked) = self.checked.recv() {
            self.settle(checked, audit, progress);
        }
    }

    fn settle(&mut self, checked: Checked, audit: &mut Audit, progress: &mut dyn FnMut(Progress)) {
        self.so_far.checked += checked.epochs();
        audit.settle(checked);
        progress(self.so_far);
    }
}
