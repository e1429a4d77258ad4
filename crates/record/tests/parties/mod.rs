//! What the tests of statements share: an instrument, two parties and a witness with their keys, and a statement of each kind.
#![allow(dead_code, missing_docs)] // every test file uses its part

use ed25519_dalek::SigningKey;
use log::{Checkpoint, Cosigner, KeyName, LeafIndex, LogSigner, Origin, SignedNote, Timestamp, TreeSize, VerifierKey};
use proof::{BalanceProof, BodyHash, Commitment, Commitments, Correction, ManifestRoot, Proofs, Salt};
use proptest::test_runner::{Config, RngSeed};
use record::keys::KeyRings;
use record::*;
use std::sync::LazyLock;
use treaty::{Id, Instrument, PartyCode};

pub const NOON: u64 = 1_894_363_200; // 2030-01-11T12:00:00Z
static INSTRUMENT: LazyLock<treaty::instrument::Hash> = LazyLock::new(|| instrument().hash);
pub const FREEZE: &str = include_str!("freeze.toml");

/// Someone who keeps a record, with all secrets.
pub struct Keeper {
    pub author: Author,
    pub log: LogSigner,
    pub cosigner: Cosigner,
    pub statement: StatementSigner,
    pub offline: StatementSigner,
}

pub fn keeper(author: &str, seed: u8) -> Keeper {
    let name = name(author);
    Keeper {
        author: Author::new(author).unwrap(),
        log: LogSigner::new(name.clone(), secret(seed)),
        cosigner: Cosigner::new(name, secret(seed + 1)),
        statement: signer(seed + 2),
        offline: signer(seed + 3),
    }
}

pub fn ond() -> Keeper {
    keeper("OND", 1)
}

pub fn hal() -> Keeper {
    keeper("HAL", 11)
}

pub fn lakeside() -> Keeper {
    keeper("lakeside", 21)
}

impl Keeper {
    pub fn party(&self) -> PartyCode {
        self.author.party().unwrap().clone()
    }

    pub fn keys(&self) -> [(&'static str, VerifierKey); 4] {
        let name = || self.log.verifier().name().clone();
        [
            ("log", self.log.verifier().clone()),
            ("cosignature", self.cosigner.verifier().clone()),
            ("statement", self.statement.verifier(name()).unwrap()),
            ("offline", self.offline.verifier(name()).unwrap()),
        ]
    }

    pub fn origin(&self) -> Origin {
        Origin::from(self.log.verifier().name())
    }

    /// A checkpoint of this many leaves over nothing in particular.
    pub fn head(&self, size: u64, root: u8) -> SignedNote {
        self.checkpoint(size, root).sign(&self.log).unwrap()
    }

    pub fn checkpoint(&self, size: u64, root: u8) -> Checkpoint {
        Checkpoint::new(self.origin(), TreeSize::new(size).unwrap(), log::Hash::new([root; 32]))
    }

    /// This keeper's receipt of another's record.
    pub fn receipt(&self, of: &Self, size: u64, time: u64) -> Receipt {
        let line = self.cosigner.cosign(&of.checkpoint(size, 7), at(time));
        Receipt {
            of: of.author.clone(),
            checkpoint: of.head(size, 7).to_string().into_bytes(),
            cosignature: format!("{line}\n").into_bytes(),
        }
    }

    pub fn heading(&self) -> Heading {
        Heading { instrument: *INSTRUMENT, author: self.author.clone(), dated: at(NOON), readers: Readers::Public }
    }

    /// A public statement, signed by these.
    pub fn states(&self, statement: &Statement, signers: &[&StatementSigner]) -> Envelope {
        let proofs = matches!(statement, Statement::Epoch(_)).then(proofs);
        Envelope::new(self.heading(), statement, proofs.as_ref(), Salt([5; 32]), signers).0
    }
}

pub fn name(author: &str) -> KeyName {
    KeyName::new(&format!("standstill.example/record/{}", author.to_lowercase())).unwrap()
}

pub fn secret(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

pub fn signer(seed: u8) -> StatementSigner {
    StatementSigner::new(secret(seed))
}

pub fn at(seconds: u64) -> Timestamp {
    Timestamp::new(seconds).unwrap()
}

pub fn leaf(index: u64) -> LeafIndex {
    LeafIndex::new(index).unwrap()
}

pub fn id(id: &str) -> Id {
    Id::new(id).unwrap()
}

pub fn party(code: &str) -> PartyCode {
    PartyCode::new(code).unwrap()
}

/// The instrument with all keys.
pub fn instrument() -> Instrument {
    changed("", "")
}

/// The same with one passage changed.
pub fn changed(from: &str, to: &str) -> Instrument {
    assert!(FREEZE.contains(from), "{from:?} is not in the instrument");
    let keys: String = [ond(), hal(), lakeside()].iter().flat_map(listed).collect();
    let file = FREEZE.replacen(from, to, 1) + &keys;
    match treaty::parse(file.as_bytes(), None) {
        Ok(parsed) => parsed.instrument,
        Err(told) => panic!("{told:#?}"),
    }
}

fn listed(keeper: &Keeper) -> Vec<String> {
    let line = |(role, key): (&str, VerifierKey)| {
        format!("\n[[key]]\nholder = \"{}\"\nrole = \"{role}\"\nkey = \"{key}\"\n", keeper.author)
    };
    keeper.keys().into_iter().map(line).collect()
}

pub fn rings() -> KeyRings {
    KeyRings::new(&instrument()).unwrap()
}

pub fn proofs() -> Proofs {
    Proofs { cells: vec![1; 40], derived: vec![2; 40], balances: vec![BalanceProof([3; 64]); 2] }
}

pub fn epoch_body(epoch: u32) -> EpochBody {
    let later = epoch > 0;
    let hash = |byte| if later { BodyHash([byte; 32]) } else { BodyHash::NONE };
    EpochBody {
        epoch: Epoch(epoch),
        previous: hash(1),
        baseline: hash(2),
        salt: Salt([3; 32]),
        shape: ShapeHash([4; 32]),
        commitments: Commitments {
            cells: vec![Commitment([5; 32]), Commitment([6; 32])],
            flows: if later { vec![Commitment([7; 32])] } else { vec![] },
            excess: if later { vec![0, 300] } else { vec![] },
            corrections: if later { vec![Correction { up: 1, down: 0 }, Correction::default()] } else { vec![] },
        },
        roots: vec![ManifestRoot([8; 32])],
    }
}

/// A statement of each kind by OND, with those who sign it.
pub fn each_kind() -> Vec<(&'static str, Envelope)> {
    let (ond, hal) = (ond(), hal());
    let own = |statement| ond.states(&statement, &[&ond.statement]);
    let agreed = Agreed {
        party: ond.party(),
        with: hal.party(),
        epoch: Epoch(1),
        lines: vec![(Line(0), Correction { up: 1, down: 0 }), (Line(4), Correction { up: 0, down: 2 })],
    };
    let opening = Opening {
        opening: OpeningNumber(0),
        first: Epoch(1),
        last: Epoch(30),
        sums: vec![OpenedSum { sum: 3, blinding: SumBlinding([9; 32]) }],
    };
    vec![
        ("baseline", own(Statement::Epoch(epoch_body(0)))),
        ("epoch", own(Statement::Epoch(epoch_body(1)))),
        (
            "declaration",
            own(Statement::Declaration(Declaration { epoch: Epoch(2), counts: vec![ItemCount(0), ItemCount(1457)] })),
        ),
        ("opening", own(Statement::Opening(opening))),
        ("receipt", own(Statement::Receipt(ond.receipt(&hal, 5, NOON)))),
        ("key", ond.states(&Statement::Key(new_key(&signer(5))), &[&ond.offline])),
        ("revocation", ond.states(&Statement::Revocation(revocation(&hal, 3)), &[&hal.offline, &ond.statement])),
        (
            "act.opened",
            own(Statement::Act(Act {
                first: Epoch(9),
                change: Change::SiteOpened { site: SiteNumber(3), facility: id("base"), alias: id("south") },
            })),
        ),
        (
            "act.closed",
            own(Statement::Act(Act { first: Epoch(9), change: Change::SiteClosed { site: SiteNumber(0) } })),
        ),
        (
            "act.capacities",
            own(Statement::Act(Act { first: Epoch(9), change: Change::Capacities { site: 7, road: 5 } })),
        ),
        ("agreed", ond.states(&Statement::Agreed(agreed), &[&ond.statement, &hal.statement])),
    ]
}

pub fn new_key(signer: &StatementSigner) -> KeyStatement {
    KeyStatement { role: Role::Statement, algorithm: 1, public: signer.public().to_vec(), from: at(NOON) }
}

/// The end of a keeper's statement key at this size of its record.
pub fn revocation(of: &Keeper, size: u64) -> Revocation {
    Revocation {
        of: of.author.clone(),
        key: of.statement.id(),
        size: TreeSize::new(size).unwrap(),
        root: log::Hash::new([7; 32]),
    }
}

/// Cases from one seed, so that a run can be repeated.
pub fn seeded(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x5714_d571_1200_0002), failure_persistence: None, ..Config::default() }
}
