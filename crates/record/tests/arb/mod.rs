//! Any statement that keeps the rules.
#![allow(missing_docs)]

use crate::parties::{at, id, party, seeded};
use log::tree::TREE_SIZE_MAX;
use log::{Timestamp, TreeSize};
use proof::{BalanceProof, BodyHash, Commitment, Commitments, Correction, ManifestRoot, Proofs, Salt};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use record::statement::{BreakReason, Crossing, Gate, StepHash, Way};
use record::*;
use treaty::instrument::SealOn;

pub fn arb32() -> impl Strategy<Value = [u8; 32]> {
    any::<[u8; 32]>().prop_map(|bytes| if bytes == [0; 32] { [1; 32] } else { bytes })
}

pub fn arb_author() -> impl Strategy<Value = Author> {
    prop::sample::select(vec!["OND", "HAL", "CAR", "lakeside", "hillside"]).prop_map(|name| Author::new(name).unwrap())
}

pub fn arb_correction() -> impl Strategy<Value = Correction> {
    any::<(u16, u16)>().prop_map(|(up, down)| Correction { up, down })
}

pub fn arb_time() -> impl Strategy<Value = Timestamp> {
    (0..=log::cosignature::TIMESTAMP_MAX).prop_map(at)
}

pub fn arb_epoch_body() -> impl Strategy<Value = EpochBody> {
    let points = |most| prop::collection::vec(any::<[u8; 32]>(), 0..most);
    let hashes = (arb32(), arb32(), arb32(), arb32());
    let clear = (prop::collection::vec(any::<u16>(), 0..4), prop::collection::vec(arb_correction(), 0..4));
    (any::<u32>(), hashes, points(5), points(5), points(5), clear).prop_map(
        |(epoch, hashes, cells, flows, roots, clear)| {
            let later = epoch % 4 > 0;
            let epoch = if later { epoch } else { 0 };
            let hash = |hash| if later { BodyHash(hash) } else { BodyHash::NONE };
            let only_later = |points: Vec<[u8; 32]>| if later { points } else { vec![] };
            EpochBody {
                epoch: Epoch(epoch),
                previous: hash(hashes.0),
                baseline: hash(hashes.1),
                salt: Salt(hashes.2),
                shape: ShapeHash(hashes.3),
                commitments: Commitments {
                    cells: cells.into_iter().map(Commitment).collect(),
                    flows: only_later(flows).into_iter().map(Commitment).collect(),
                    excess: if later { clear.0 } else { vec![] },
                    corrections: if later { clear.1 } else { vec![] },
                },
                roots: roots.into_iter().map(ManifestRoot).collect(),
            }
        },
    )
}

pub fn arb_opening() -> impl Strategy<Value = Opening> {
    let sum = (any::<u64>(), any::<[u8; 32]>());
    let sum = sum.prop_map(|(sum, blinding)| OpenedSum { sum, blinding: SumBlinding(blinding) });
    (any::<u16>(), any::<u16>(), any::<u16>(), prop::collection::vec(sum, 1..5)).prop_map(
        |(opening, first, more, sums)| {
            let (first, last) = (u32::from(first), u32::from(first) + u32::from(more));
            Opening { opening: OpeningNumber(opening), first: Epoch(first), last: Epoch(last), sums }
        },
    )
}

pub fn arb_key() -> impl Strategy<Value = KeyStatement> {
    let role = prop::sample::select(Role::ALL.to_vec());
    (role, any::<u8>(), prop::collection::vec(any::<u8>(), 32..64), arb_time()).prop_map(
        |(role, algorithm, mut public, from)| {
            public.truncate(if algorithm == 1 { 32 } else { 64 });
            KeyStatement { role, algorithm, public, from }
        },
    )
}

pub fn arb_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<u16>().prop_map(|site| Change::SiteOpened {
            site: SiteNumber(site),
            facility: id("base"),
            alias: id("s-1")
        }),
        any::<u16>().prop_map(|site| Change::SiteClosed { site: SiteNumber(site) }),
        (0_u8..=12, 0_u8..=12).prop_map(|(site, road)| Change::Capacities { site, road }),
    ]
}

pub fn arb_gate() -> impl Strategy<Value = Gate> {
    let way = prop::sample::select(Way::ALL.to_vec());
    (any::<u16>(), way, any::<u8>(), any::<u32>()).prop_map(|(site, way, exit, epoch)| Gate {
        site: SiteNumber(site),
        way,
        exit,
        epoch: Epoch(epoch),
    })
}

pub fn arb_statement() -> impl Strategy<Value = Statement> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..50);
    let counts = prop::collection::vec(any::<u32>().prop_map(ItemCount), 1..6);
    let lines = prop::collection::btree_map(any::<u16>().prop_map(Line), arb_correction(), 1..6);
    prop_oneof![
        arb_epoch_body().prop_map(Statement::Epoch),
        (any::<u32>(), counts)
            .prop_map(|(epoch, counts)| Statement::Declaration(Declaration { epoch: Epoch(epoch), counts })),
        arb_opening().prop_map(Statement::Opening),
        (arb_author(), bytes(), bytes()).prop_map(|(of, checkpoint, cosignature)| Statement::Receipt(Receipt {
            of,
            checkpoint,
            cosignature
        })),
        arb_key().prop_map(Statement::Key),
        (arb_author(), any::<[u8; 32]>(), 0..=TREE_SIZE_MAX, any::<[u8; 32]>()).prop_map(|(of, key, size, root)| {
            let (size, root) = (TreeSize::new(size).unwrap(), log::Hash::new(root));
            Statement::Revocation(Revocation { of, key: KeyId(key), size, root })
        }),
        (any::<u32>(), arb_change()).prop_map(|(first, change)| Statement::Act(Act { first: Epoch(first), change })),
        (any::<u32>(), lines).prop_map(|(epoch, lines)| {
            let lines = lines.into_iter().collect();
            Statement::Agreed(Agreed { party: party("OND"), with: party("HAL"), epoch: Epoch(epoch), lines })
        }),
        (arb_gate(), 1..=u32::MAX, arb_time(), any::<u16>())
            .prop_map(|(gate, number, at, items)| Statement::Crossing(Crossing { number, gate, at, items })),
        (any::<u16>(), 0..1_000_000_u32, 0..6_usize, arb_time(), any::<bool>()).prop_map(
            |(site, number, deed, at, hangs)| {
                let seal = |number: u32| SealNumber::new(&format!("S-{number}")).unwrap();
                let deed = match deed {
                    0 => SealDeed::Applied { on: SealOn::Door, instead: None },
                    1 => SealDeed::Applied { on: SealOn::Canister, instead: Some(seal(number + 1)) },
                    2 => SealDeed::Verified,
                    3 => SealDeed::Removed,
                    4 => SealDeed::Found,
                    _ => SealDeed::Broken(BreakReason::Emergency),
                };
                let inspection = hangs.then_some(StepHash([3; 32]));
                let (owner, host, site, number) = (party("OND"), party("HAL"), SiteNumber(site), seal(number));
                Statement::Seal(SealStatement { owner, host, site, number, deed, at, inspection })
            }
        ),
    ]
}

pub fn arb_proofs() -> impl Strategy<Value = Proofs> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..50);
    let balance = prop::collection::vec(any::<u8>(), 64).prop_map(|bytes| BalanceProof(bytes.try_into().unwrap()));
    (bytes(), bytes(), prop::collection::vec(balance, 0..4)).prop_map(|(cells, derived, balances)| Proofs {
        cells,
        derived,
        balances,
    })
}

pub fn arb_readers() -> impl Strategy<Value = Readers> {
    prop_oneof![Just(Readers::Public), Just(Readers::Parties), arb_author().prop_map(Readers::Addressee)]
}

pub fn arb_signatures() -> impl Strategy<Value = Vec<Signature>> {
    let of = prop::collection::vec(any::<u8>(), 0..70);
    prop::collection::btree_map((any::<u8>(), any::<[u8; 32]>()), of, 1..=4).prop_map(|signatures| {
        let signature = |((algorithm, key), bytes)| Signature { algorithm, key: KeyId(key), bytes };
        signatures.into_iter().map(signature).collect()
    })
}

pub fn arb_envelope() -> impl Strategy<Value = (Envelope, Papers)> {
    let heading = (arb_author(), arb_time(), arb_readers(), any::<[u8; 32]>());
    (heading, arb_statement(), arb_proofs(), arb_signatures()).prop_map(|(heading, statement, proofs, signatures)| {
        let (author, dated, readers, salt) = heading;
        let kind = statement.kind();
        let readers = if kind.is_public() { Readers::Public } else { readers };
        let heading = Heading { instrument: instrument_hash(), author, dated, readers };
        let proofs = (kind == Kind::Epoch).then_some(&proofs);
        let (envelope, papers) = Envelope::new(heading, &statement, proofs, Salt(salt), &[]);
        (Envelope { signatures, ..envelope }, papers)
    })
}

pub fn instrument_hash() -> treaty::instrument::Hash {
    treaty::instrument::Hash([9; 32])
}

pub fn check<S: Strategy>(cases: u32, strategy: S, law: impl Fn(S::Value)) {
    TestRunner::new(seeded(cases))
        .run(&strategy, |case| {
            law(case);
            Ok(())
        })
        .unwrap();
}
