//! The whole way of two epochs: a layout, commitments, proofs, statements in a record, read back and verified by somebody without a secret.

mod parties;

use log::TreeSize;
use parties::*;
use proof::{
    Blinding, BodyHash, Clear, Closing, Context, Count, EpochSecrets, Generators, ManifestRoot, Opening, Proofs, Run,
    Salt, StatedEpoch, Verifier,
};
use rand::rngs::ChaCha20Rng;
use rand::{Rng, SeedableRng};
use record::layout::Layout;
use record::*;

fn opening(count: u16, rng: &mut ChaCha20Rng) -> Opening {
    let mut wide = [0; 64];
    rng.fill_bytes(&mut wide);
    Opening { count: Count(count), blinding: Blinding::from_wide(&wide) }
}

/// Five items in each cell, and nothing happens.
fn secrets(layout: &Layout, epoch: u32, rng: &mut ChaCha20Rng) -> EpochSecrets {
    let flows = if epoch == 0 { 0 } else { layout.shape.flows().len() };
    EpochSecrets {
        cells: layout.shape.cells().iter().map(|_| opening(5, rng)).collect(),
        flows: (0..flows).map(|_| opening(0, rng)).collect(),
    }
}

fn body(layout: &Layout, epoch: u32, (previous, baseline): (BodyHash, BodyHash), closing: &Closing) -> Statement {
    Statement::Epoch(EpochBody {
        epoch: Epoch(epoch),
        previous,
        baseline,
        salt: Salt([epoch as u8; 32]),
        shape: ShapeHash::of(&layout.shape),
        commitments: closing.commitments().clone(),
        roots: layout.shape.places().map(|_| ManifestRoot([1; 32])).collect(),
    })
}

#[test]
fn two_epochs_are_stated_logged_read_back_and_proved() {
    let (treaty, ond) = (instrument(), ond());
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let generators = Generators::new();
    let context = Context::new(&treaty.hash.0, ond.author.as_str().as_bytes());
    let layouts = [0, 1].map(|epoch| Layout::of(&treaty, &ond.party(), Epoch(epoch), &[]).unwrap());
    let baseline = Closing::baseline(&layouts[0].shape, &secrets(&layouts[0], 0, &mut rng)).unwrap();
    let of_one = secrets(&layouts[1], 1, &mut rng);
    let nothing = Clear::nothing(&layouts[1].shape);
    let one = Closing::new(&layouts[1].shape, &of_one, nothing, baseline.carried(), baseline.carried()).unwrap();

    let mut writer = RecordWriter::new(ond.author.clone());
    let mut before = (BodyHash::NONE, BodyHash::NONE);
    for (epoch, closing) in (0..).zip([&baseline, &one]) {
        let statement = body(&layouts[epoch as usize], epoch, before, closing);
        let salt = Salt([9; 32]);
        let hash = BodyHash::of(&salt, &statement.encode());
        let proofs = closing.prove(&generators, &context, &hash, &mut rng);
        lengths_are_as_the_limit_of_a_statement_reckons(&layouts[epoch as usize], &statement, &proofs);
        let (envelope, papers) = Envelope::new(ond.heading(), &statement, Some(&proofs), salt, &[&ond.statement]);
        assert_eq!(papers.body_hash(), hash);
        writer.append(&envelope).unwrap();
        before = (hash, if epoch == 0 { hash } else { before.1 });
    }
    assert_eq!(writer.size(), TreeSize::new(2).unwrap());

    let rings = rings();
    let read = |(index, entry): (u64, &Vec<u8>)| {
        let signed = rings.verify(&ond.author, leaf(index), entry).unwrap();
        let Contents { statement: Statement::Epoch(body), proofs: Some(proofs) } = signed.contents.clone().unwrap()
        else {
            panic!("leaf {index} is no epoch")
        };
        let shape = Layout::of(&treaty, &ond.party(), body.epoch, &[]).unwrap().shape;
        body.fits(&shape).unwrap();
        StatedEpoch { shape, context, body: signed.envelope.head.body_hash, commitments: body.commitments, proofs }
    };
    let epochs: Vec<_> = (0..).zip(writer.entries()).map(read).collect();
    let verdicts = Verifier::with(generators.clone()).check(Run { before: None, epochs: epochs.clone() });
    assert!(verdicts.iter().all(Result::is_ok), "{verdicts:?}");

    let swapped = StatedEpoch { proofs: epochs[0].proofs.clone(), ..epochs[1].clone() };
    let verdicts = Verifier::with(generators).check(Run { before: None, epochs: vec![epochs[0].clone(), swapped] });
    assert!(verdicts[0].is_ok() && verdicts[1].is_err(), "proofs of another epoch show nothing");
}

fn lengths_are_as_the_limit_of_a_statement_reckons(layout: &Layout, statement: &Statement, proofs: &Proofs) {
    let of = |counts: usize| 1 + 32 * (2 * (counts.next_power_of_two() * 16).ilog2() as usize + 6);
    let shape = &layout.shape;
    assert_eq!(proofs.cells.len(), of(shape.cells().len()));
    let points = shape.cells().len() + shape.flows().len() + shape.places().count();
    assert!(statement.encode().len() <= 32 * points + 3 * shape.bounds().len() + 7 * shape.lines() + 256);
    if statement.epoch() != Some(Epoch::BASELINE) {
        assert_eq!(proofs.derived.len(), of(shape.flows().len() + shape.bounds().len()));
    }
}
