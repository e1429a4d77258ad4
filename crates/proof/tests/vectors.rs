//! Our own vectors, in `vectors/`: they must be read, and made again byte for byte, for ever.
//!
//! A change that breaks one of them is a change of format, and makes old evidence unreadable. One that is not there yet is written by running the
//! tests with `FREEZE_VECTORS=1`, which never writes over what is there.

mod common;

use common::{Ledger, cell, place, rng, run};
use proof::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name)
}

fn frozen(name: &str, made: &Value) -> Value {
    let path = path(name);
    if std::env::var_os("FREEZE_VECTORS").is_some() && !path.exists() {
        std::fs::write(&path, serde_json::to_string_pretty(made).unwrap() + "\n").unwrap();
    }
    serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    let digits: Vec<_> = value.as_str().unwrap().chars().map(|c| c.to_digit(16).unwrap() as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn array<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().unwrap()
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(read).collect()
}

/// The 64 bytes of which a blinding is made: SHA-256 twice over, of what it is for.
fn wide(epoch: u8, kind: u8, index: u8) -> [u8; 64] {
    let half = |half: u8| hash::tagged("vector", &[&[epoch, kind, index, half]]);
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&half(0));
    wide[32..].copy_from_slice(&half(1));
    wide
}

fn secrets(epoch: u8, ledger: &Ledger) -> EpochSecrets {
    let open = |kind: u8, counts: &[u16]| {
        let opening = |(&count, index): (&u16, u8)| Opening {
            count: Count(count),
            blinding: Blinding::from_wide(&wide(epoch, kind, index)),
        };
        counts.iter().zip(0..).map(opening).collect()
    };
    EpochSecrets { cells: open(0, &ledger.cells), flows: if epoch == 0 { vec![] } else { open(1, &ledger.flows) } }
}

fn secrets_json(epoch: u8, ledger: &Ledger) -> Value {
    let of = |kind: u8, counts: &[u16]| -> Vec<Value> {
        let one =
            |(count, index): (&u16, u8)| json!({ "count": count, "blinding_wide": hex(&wide(epoch, kind, index)) });
        counts.iter().zip(0..).map(one).collect()
    };
    json!({ "cells": of(0, &ledger.cells), "flows": if epoch == 0 { vec![] } else { of(1, &ledger.flows) } })
}

fn epoch_json(epoch: &StatedEpoch) -> Value {
    let points = |commitments: &[Commitment]| commitments.iter().map(|c| hex(&c.0)).collect::<Vec<_>>();
    let Commitments { cells, flows, excess, corrections } = &epoch.commitments;
    json!({
        "body": hex(&epoch.body.0),
        "cells": points(cells),
        "flows": points(flows),
        "excess": excess,
        "corrections": corrections.iter().map(|c| [c.up, c.down]).collect::<Vec<_>>(),
        "proofs": {
            "cells": hex(&epoch.proofs.cells),
            "derived": hex(&epoch.proofs.derived),
            "balances": epoch.proofs.balances.iter().map(|proof| hex(&proof.0)).collect::<Vec<_>>(),
        },
    })
}

fn read_epoch(value: &Value, shape: &Arc<Shape>, context: Context) -> StatedEpoch {
    let points = |name: &str| list(&value[name], |point| Commitment(array(point)));
    let number = |value: &Value| u16::try_from(value.as_u64().unwrap()).unwrap();
    let correction = |pair: &Value| Correction { up: number(&pair[0]), down: number(&pair[1]) };
    StatedEpoch {
        shape: shape.clone(),
        context,
        body: BodyHash(array(&value["body"])),
        commitments: Commitments {
            cells: points("cells"),
            flows: points("flows"),
            excess: list(&value["excess"], number),
            corrections: list(&value["corrections"], correction),
        },
        proofs: Proofs {
            cells: bytes(&value["proofs"]["cells"]),
            derived: bytes(&value["proofs"]["derived"]),
            balances: list(&value["proofs"]["balances"], |proof| BalanceProof(array(proof))),
        },
    }
}

/// Three epochs: the baseline; a birth that is said as excess, an arrival, a conversion; a correction in the plant.
fn ledgers(shape: &Arc<Shape>) -> [(Ledger, Clear); 3] {
    let plant = cell(PlaceKind::Interior, 1, 0);
    let baseline = Ledger::new(shape.clone(), vec![12, 65_000, 1, 3, 0]);
    let mut one = baseline.next();
    one.shift(None, Some(3));
    one.flow(Flow::Birth(plant));
    one.shift(Some(0), Some(2));
    one.flow(Flow::Arrival(plant));
    one.shift(Some(1), Some(0));
    one.flow(Flow::Conversion { from: Class(1), to: Class(0) });
    let mut two = one.next();
    two.shift(Some(2), None);
    let nothing = || Clear { excess: vec![1, 63_500, 0], ..Clear::nothing(shape) };
    let mut corrected = nothing();
    corrected.excess[0] = 0;
    corrected.corrections[2].down = 1;
    [(baseline, Clear::nothing(shape)), (one, nothing()), (two, corrected)]
}

#[test]
fn epochs() {
    let shape = common::shape(1);
    let context = Context::new(&[7; 32], b"vector");
    let generators = Generators::new();
    let (mut stated, mut hidden, mut carried) = (Vec::new(), Vec::new(), Vec::<Carried>::new());
    let mut sum = SumOpening { sum: 0, blinding: [0; 32] };
    for (epoch, (ledger, clear)) in (0..).zip(ledgers(&shape)) {
        let secrets = secrets(epoch, &ledger);
        let closing = match carried.last() {
            None => Closing::baseline(&shape, &secrets),
            Some(previous) => Closing::new(&shape, &secrets, clear, previous, &carried[0]),
        };
        let closing = closing.unwrap();
        let body = BodyHash(hash::tagged("vector", &[&[epoch, 0xb0]]));
        let proofs = closing.prove(&generators, &context, &body, &mut rng(epoch.into()));
        stated.push(StatedEpoch {
            shape: shape.clone(),
            context,
            body,
            commitments: closing.commitments().clone(),
            proofs,
        });
        hidden.push(secrets_json(epoch, &ledger));
        carried.push(Carried::of(&shape, &secrets.cells).unwrap());
        sum = open_sum(&secrets.cells);
    }
    let made = json!({
        "warning": "The secrets are public: they open test vectors and nothing else.",
        "context": { "instrument": hex(&[7; 32]), "party": "vector", "hash": hex(&context.0) },
        "shape": { "bytes": hex(&shape.bytes()), "hash": hex(&shape.hash()) },
        "epochs": stated.iter().map(epoch_json).collect::<Vec<_>>(),
        "secrets": hidden,
        "sum_of_all_cells_of_epoch_2": { "sum": sum.sum, "blinding": hex(&sum.blinding) },
    });
    let frozen = frozen("epochs.json", &made);
    // by itself: old evidence holds even where proofs come to be made otherwise
    let read = list(&frozen["epochs"], |epoch| read_epoch(epoch, &shape, context));
    let verdicts = Verifier::with(generators).check(run(&read, 0..3));
    assert!(verdicts.iter().all(Result::is_ok), "{verdicts:?}");
    let opening = &frozen["sum_of_all_cells_of_epoch_2"];
    let opening = SumOpening { sum: opening["sum"].as_u64().unwrap(), blinding: array(&opening["blinding"]) };
    assert_eq!(verify_sum(&read[2].commitments.cells, &opening), Ok(()));
    assert_eq!(frozen, made);
}

fn salt(of: SaltOf) -> SecretSalt {
    SecretSalt::new(hash::tagged("vector", &[format!("{of:?}").as_bytes()]))
}

fn leaf_json(leaf: &OpenedLeaf) -> Value {
    match leaf {
        OpenedLeaf::Dummy { salt } => json!({ "dummy_salt": hex(&salt.0) }),
        OpenedLeaf::Item { tag, tag_salt, class_salt, head } => {
            let head = match head {
                OpenedHead::Closed(part) => json!({ "part": hex(&part.0) }),
                OpenedHead::Open { salt, head } => json!({ "salt": hex(&salt.0), "head": hex(&head.0) }),
            };
            json!({ "tag": hex(&tag.0), "tag_salt": hex(&tag_salt.0), "class_salt": hex(&class_salt.0), "head": head })
        }
    }
}

#[test]
fn manifests() {
    let cells = vec![cell(PlaceKind::Road, 258, 0), cell(PlaceKind::Road, 258, 3)];
    let shape = Shape::new(4, (5, 2), cells, vec![], vec![]).unwrap();
    let frame = Frame::all(&shape).next().unwrap();
    let item = |number: u8| Item { tag: Tag([number; 16]), head: Link([number + 100; 32]) };
    let manifest = Manifest::new(frame.clone(), vec![vec![item(2), item(0), item(1)], vec![]], salt).unwrap();
    let (whole, root) = (manifest.open_whole(true), manifest.root());
    let sample = manifest.open_leaf(Class(0), 1, false).unwrap();
    let nodes = |nodes: &[Node]| nodes.iter().map(|node| hex(&node.0)).collect::<Vec<_>>();
    let made = json!({
        "place": hex(&place(PlaceKind::Road, 258).bytes()),
        "classes": [0, 3],
        "exponent": 2,
        "root": hex(&root.0),
        "whole": {
            "salt": hex(&whole.salt.0),
            "subtrees": whole.subtrees.iter().map(|leaves| leaves.iter().map(leaf_json).collect()).collect::<Vec<Vec<_>>>(),
        },
        "sample": {
            "class": sample.class.0,
            "index": sample.index,
            "leaf": leaf_json(&sample.leaf),
            "path": nodes(&sample.path),
            "roots": nodes(&sample.roots),
            "salt": hex(&sample.salt.0),
        },
    });
    assert_eq!(frozen("manifest.json", &made), made);
    assert!(whole.verify(&frame, &root).is_ok() && sample.verify(&frame, &root).is_ok());
}

#[test]
fn chains() {
    let mut link = Link::NONE;
    let mut links = Vec::new();
    for (code, epoch, kind, site, class) in [(1, 0, PlaceKind::Site, 3, 0), (2, 70_000, PlaceKind::Interior, 1000, 5)] {
        let salt = hash::tagged("vector", &[&[code]]);
        let place = place(kind, site);
        let event = Event { code: EventCode(code), epoch: EpochNumber(epoch), place, class: Class(class) };
        link = link.extend(&SecretSalt::new(salt), &event);
        links.push(json!({
            "salt": hex(&salt), "event": code, "epoch": epoch, "place": hex(&place.bytes()), "class": class, "link": hex(&link.0),
        }));
    }
    let made = json!({ "links": links });
    assert_eq!(frozen("chain.json", &made), made);
}
