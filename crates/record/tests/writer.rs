//! A record as its author keeps it: what is appended, and which files say so.

mod parties;

use log::tile::{bundles_between, open_bundle};
use log::tree::leaf_hash;
use log::{EntryBundle, HashTile, TileAddress, TileKind, TileSet, TreeSize, VerifiedCheckpoint};
use parties::*;
use record::writer::{NotAppended, RecordWriter};
use record::*;
use std::collections::BTreeMap;

fn declared(number: u32) -> Envelope {
    let ond = ond();
    let body = Declaration { epoch: Epoch(number), counts: vec![ItemCount(number)] };
    ond.states(&Statement::Declaration(body), &[&ond.statement])
}

/// Records of many small statements, signed once each.
fn written(statements: u32) -> RecordWriter {
    let mut writer = RecordWriter::new(ond().author);
    for number in 0..statements {
        assert_eq!(writer.append(&declared(number)).unwrap().get(), u64::from(number));
    }
    writer
}

type Folder = BTreeMap<String, Vec<u8>>;

fn publish(writer: &RecordWriter, since: u64, folder: &mut Folder) -> Vec<String> {
    let head = writer.checkpoint(&ond().log);
    let files: Vec<_> = writer.files(TreeSize::new(since).unwrap(), &head).collect();
    let paths = files.iter().map(|file| file.path.clone()).collect();
    folder.extend(files.into_iter().map(|file| (file.path, file.bytes)));
    paths
}

/// Reads a folder as an auditor does: checkpoint, tiles, bundles, statements.
fn read(folder: &Folder) -> Vec<Vec<u8>> {
    let checkpoint = VerifiedCheckpoint::verify(&folder["checkpoint"], &[ond().log.verifier().clone()]).unwrap();
    let mut tiles = TileSet::new();
    for (path, bytes) in folder.iter().filter(|(path, _)| path.as_str() != "checkpoint") {
        let address = TileAddress::parse(path).unwrap();
        if address.kind() != TileKind::Entries {
            tiles.insert(HashTile::decode(address, bytes).unwrap());
        }
    }
    let mut entries = Vec::new();
    for address in bundles_between(TreeSize::ZERO, checkpoint.size()) {
        let bundle = EntryBundle::decode(address, &folder[&address.to_string()]).unwrap();
        let opened = open_bundle(&checkpoint, bundle, &tiles).unwrap();
        entries.extend(opened.entries().iter().map(|entry| entry.to_vec()));
    }
    entries
}

#[test]
fn what_is_written_at_any_size_is_read_and_verified_again() {
    let (rings, ond) = (rings(), ond());
    for size in [0, 1, 2, 3, 255, 256, 257, 300] {
        let (writer, mut folder) = (written(size), Folder::new());
        publish(&writer, 0, &mut folder);
        let entries = read(&folder);
        assert_eq!(entries, writer.entries());
        for (index, entry) in (0..).zip(&entries) {
            assert!(rings.verify(&ond.author, leaf(index), entry).is_ok(), "{index} of {size}");
        }
    }
}

#[test]
fn files_since_a_size_bring_a_folder_of_that_size_up_to_date() {
    for (old, new) in [(0, 1), (1, 2), (5, 5), (200, 256), (255, 257), (256, 300)] {
        let mut folder = Folder::new();
        publish(&written(old), 0, &mut folder);
        let writer = written(new);
        let paths = publish(&writer, old.into(), &mut folder);
        assert_eq!(read(&folder), writer.entries(), "{old} to {new}");
        assert_eq!(paths.last().map(String::as_str), Some("checkpoint"), "the checkpoint comes last");
        assert!(old < new || paths.len() == 1, "nothing new, nothing written");
    }
}

#[test]
fn paths_are_those_of_a_tiled_log() {
    let paths = publish(&written(300), 0, &mut Folder::new());
    let wanted =
        ["tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "checkpoint"];
    assert_eq!(paths, wanted);
}

#[test]
fn a_record_is_resumed_from_its_entries() {
    let writer = written(5);
    let resumed = RecordWriter::resume(writer.author().clone(), writer.entries()).unwrap();
    assert_eq!(resumed, writer);
    assert_eq!(resumed.checkpoint(&ond().log), writer.checkpoint(&ond().log));
    let damaged = RecordWriter::resume(writer.author().clone(), [b"no statement"]);
    assert!(matches!(damaged, Err(NotAppended::Malformed(_))));
}

#[test]
fn the_head_is_that_of_the_entries() {
    let writer = written(3);
    let note = writer.checkpoint(&ond().log);
    let checkpoint = VerifiedCheckpoint::verify_note(note, &[ond().log.verifier().clone()]).unwrap();
    let mut frontier = log::Frontier::new();
    for entry in writer.entries() {
        frontier.append(leaf_hash(entry)).unwrap();
    }
    assert_eq!((checkpoint.size(), checkpoint.root()), (frontier.size(), frontier.root()));
}

#[test]
fn what_others_would_refuse_is_not_logged() {
    let mut writer = written(2);
    let before = writer.clone();
    let unsigned = Envelope { signatures: vec![], ..declared(2) };
    assert!(matches!(writer.append(&unsigned), Err(NotAppended::Malformed(_))));
    let hal = hal();
    let others = hal.states(&Statement::Receipt(hal.receipt(&ond(), 2, NOON)), &[&hal.statement]);
    let refused = writer.append(&others);
    assert_eq!(refused, Err(NotAppended::Author { stated: hal.author, record: ond().author }));
    assert_eq!(writer, before);
}
