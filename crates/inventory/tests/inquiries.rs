//! A host's answers to inquiries, held against what it stated: where an item came from, where one went, what one went through; and every way in which a
//! life does not hold.

mod common;

use common::*;
use inventory::{Epoch, Event, Ledger, List, NoReply, Past, Reply, Snapshot, close, go_back, reply};
use proof::chain::{EpochNumber, Event as Told, EventCode, OpenedLink, OpenedStory};
use proof::manifest::Tag;
use proof::opening::OpenedLeaf;
use proof::{BadStory, Place, PlaceKind, Salt};
use proptest::prelude::*;
use record::site::{Asked, BadAnswer, Flaw, LeafElsewhere, SiteAnswer, SiteInquiry, StatedRoots, Weight, told};
use record::statement::{StepHash, Subject};
use record::{EpochBody, ReaderSecret, SealNumber, Sealed, SiteNumber};
use std::collections::BTreeMap;

const INSPECTION: StepHash = StepHash([1; 32]);
const STEP: StepHash = StepHash([9; 32]);
const LINKS: u16 = 8;

/// Four epochs. `a` came from the store to the base in epoch 2; `b` left the base in 2 for the store; `d` was dismantled in 2; `n` was born in 1.
const LIST: &str = "\
epoch,event,serial,from,to,class
0,declare,a,,site 1,1
0,declare,b,,site 0,1
0,declare,c,,site 0,1
0,declare,d,,plant 2,2
0,declare,l,,site 0,1
1,exit_plant,n,plant 2,site 1,1
1,start_dismantle,d,plant 2,plant 2,2
2,ship,a,site 1,road 0,1
2,receive,a,road 0,site 0,1
2,ship,b,site 0,road 1,1
2,receive,b,road 1,site 1,1
2,complete_dismantle,d,plant 2,,2
2,loss,l,site 0,,1
3,retire,b,site 1,site 1,2
";

struct Host {
    list: List,
    bodies: Vec<EpochBody>,
}

impl Host {
    fn of(text: &str) -> Self {
        let list = List::parse(text.as_bytes()).unwrap();
        let (mut ledger, mut past) = (ledger(), Past::none());
        let bodies = (0..4).map(|draw| {
            list.enter(&mut ledger).unwrap();
            let salt = salt(&ledger, draw);
            close(&mut ledger, &mut past, salt).unwrap().body
        });
        Self { bodies: bodies.collect(), list }
    }

    fn then(&self, epoch: Epoch) -> (Ledger, Snapshot) {
        go_back(&keys(), &self.list, &vec![shape(); 4], &self.bodies[epoch.0 as usize]).unwrap()
    }

    fn stated(&self, epoch: Epoch) -> Option<StatedRoots> {
        let body = self.bodies.get(epoch.0 as usize)?;
        Some(StatedRoots { shape: shape(), roots: body.roots.clone() })
    }

    fn leaf(&self, name: &str, epoch: u32) -> LeafElsewhere {
        let (ledger, snapshot) = self.then(Epoch(epoch));
        let (cell, index) = snapshot.leaf(&ledger, &serial(name)).unwrap();
        let sample = snapshot.manifest(cell.place).unwrap().open_leaf(cell.class, index, true).unwrap();
        LeafElsewhere { epoch: Epoch(epoch), place: cell.place, sample }
    }

    fn tag(&self, name: &str, epoch: u32) -> Tag {
        match self.leaf(name, epoch).sample.leaf {
            OpenedLeaf::Item { tag, .. } => tag,
            OpenedLeaf::Dummy { .. } => panic!("an item stands there"),
        }
    }

    fn reply(&self, asked: &Asked<'_>) -> Result<Reply, NoReply> {
        let mut then = |epoch| Ok::<_, ()>(self.then(epoch));
        reply(&keys(), self.list.events(), asked, &mut then).unwrap()
    }

    fn told(&self, asked: &Asked<'_>, reply: Reply) -> Result<record::site::Told, BadAnswer> {
        let Reply { story, leaves } = reply;
        let answer = SiteAnswer { inspection: INSPECTION, salt: Salt([2; 32]), inquiry: STEP, story, leaves };
        answer.told(asked, &|epoch| self.stated(epoch))
    }
}

fn inquiry(subject: Subject, leaf: Option<u16>, tag: Option<Tag>) -> SiteInquiry {
    let seal = (subject != Subject::Departure).then(|| SealNumber::new("A-1").unwrap());
    SiteInquiry { inspection: INSPECTION, salt: Salt([3; 32]), subject, class: STORED, leaf, seal, tag }
}

/// Asked at the base, epoch 1 being opened, and epoch 2 the first that closes after the count.
fn asked(inquiry: &SiteInquiry) -> Asked<'_> {
    let (site, opened, closing) = (SiteNumber(0), Epoch(1), Some(Epoch(2)));
    Asked { step: STEP, inquiry, site, opened, closing, links_max: LINKS, classes: 3 }
}

fn index(leaf: &LeafElsewhere) -> Option<u16> {
    Some(leaf.sample.index)
}

#[test]
fn an_object_without_a_leaf_came_from_one_leaf_elsewhere() {
    let host = Host::of(LIST);
    let inquiry = inquiry(Subject::Arrival, None, Some(host.tag("a", 1)));
    let reply = host.reply(&asked(&inquiry)).unwrap();
    assert_eq!((reply.story.as_ref(), reply.leaves.len()), (None, 1), "nothing but one leaf, its head closed");
    let told = host.told(&asked(&inquiry), reply).unwrap();
    assert!(told.explains() && told.links.is_empty());
    assert_eq!((told.stood[0].epoch, told.stood[0].cell.place), (Epoch(1), STORE));
}

#[test]
fn a_leaf_without_an_object_is_answered_by_the_next_links() {
    let host = Host::of(LIST);
    let inquiry = inquiry(Subject::Departure, index(&host.leaf("b", 1)), None);
    let told = host.told(&asked(&inquiry), host.reply(&asked(&inquiry)).unwrap()).unwrap();
    assert!(told.explains() && told.is_proved(), "{told:?}");
    assert_eq!(told.links.iter().map(|link| link.event.code.0).collect::<Vec<_>>(), [6, 5], "shipped, received");
    assert_eq!(told.stood.iter().map(|stood| stood.epoch.0).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn what_was_lost_is_the_hosts_word_and_explains() {
    let host = Host::of(LIST);
    let inquiry = inquiry(Subject::Departure, index(&host.leaf("l", 1)), None);
    let told = host.told(&asked(&inquiry), host.reply(&asked(&inquiry)).unwrap()).unwrap();
    assert!(told.explains() && !told.is_proved(), "no manifest lists what is gone");
}

#[test]
fn an_item_that_has_not_left_has_no_departure() {
    let host = Host::of(LIST);
    let inquiry = inquiry(Subject::Departure, index(&host.leaf("c", 1)), None);
    assert_eq!(host.reply(&asked(&inquiry)), Err(NoReply::NotGone));
    let early = Asked { closing: None, ..asked(&inquiry) };
    assert_eq!(host.reply(&early), Err(NoReply::NotClosed));
    // a host that shows its leaf again all the same
    let leaves = vec![host.leaf("c", 2), host.leaf("c", 1)];
    let story = inventory::story(&keys(), host.list.events(), &serial("c"), Epoch(0), Epoch(2));
    assert_eq!(host.told(&asked(&inquiry), Reply { story, leaves }).unwrap().flaws, [Flaw::NotGone]);
}

#[test]
fn a_story_is_told_to_the_baseline_or_the_gate_and_every_link_proved() {
    let host = Host::of(LIST);
    for (name, codes) in [("b", &[1_u8][..]), ("c", &[1])] {
        let inquiry = inquiry(Subject::Story, index(&host.leaf(name, 1)), Some(host.tag(name, 1)));
        let told = host.told(&asked(&inquiry), host.reply(&asked(&inquiry)).unwrap()).unwrap();
        assert!(told.explains() && told.is_proved(), "{told:?}");
        assert_eq!(told.links.iter().map(|link| link.event.code.0).collect::<Vec<_>>(), codes);
    }
    // at the store, two epochs later
    let store = |name: &str, class| {
        let inquiry = SiteInquiry { class, ..inquiry(Subject::Story, index(&host.leaf(name, 3)), None) };
        let asked = Asked { site: SiteNumber(1), opened: Epoch(3), closing: None, ..asked(&inquiry) };
        let told = host.told(&asked, host.reply(&asked).unwrap()).unwrap();
        assert!(told.explains() && told.is_proved(), "{name}: {told:?}");
        told.links.iter().map(|link| link.event.code.0).collect::<Vec<_>>()
    };
    assert_eq!(store("b", RETIRED), [13, 6, 5, 1]);
    assert_eq!(store("n", STORED), [12], "its chain begins at the gate");
}

#[test]
fn a_link_without_its_manifest_is_the_hosts_word() {
    let host = Host::of(LIST);
    let inquiry = SiteInquiry { class: RETIRED, ..inquiry(Subject::Story, index(&host.leaf("b", 3)), None) };
    let asked = Asked { site: SiteNumber(1), opened: Epoch(3), ..asked(&inquiry) };
    let mut reply = host.reply(&asked).unwrap();
    reply.leaves.retain(|leaf| leaf.epoch != Epoch(2));
    let told = host.told(&asked, reply).unwrap();
    assert!(told.explains(), "nothing contradicts it");
    assert_eq!(told.links.iter().map(|link| link.proved).collect::<Vec<_>>(), [true, false, false, true]);
}

#[test]
fn a_story_that_stops_before_the_gate_or_the_baseline_has_a_gap() {
    let host = Host::of(LIST);
    let inquiry = SiteInquiry { class: RETIRED, ..inquiry(Subject::Story, index(&host.leaf("b", 3)), None) };
    let asked = Asked { site: SiteNumber(1), opened: Epoch(3), ..asked(&inquiry) };
    let story = inventory::story(&keys(), host.list.events(), &serial("b"), Epoch(2), Epoch(3));
    let leaves = vec![host.leaf("b", 3), host.leaf("b", 2)];
    let told = host.told(&asked, Reply { story: story.clone(), leaves: leaves.clone() }).unwrap();
    assert_eq!((told.flaws.as_slice(), told.weight()), (&[Flaw::Gap(3)][..], Some(Weight::Discrepancy)));
    // as many as an answer may tell are enough
    let three = Asked { links_max: 3, ..asked };
    assert!(host.told(&three, Reply { story, leaves }).unwrap().explains());
    let cut = host.reply(&three).unwrap();
    assert_eq!(cut.story.as_ref().unwrap().links.len(), 3);
    assert!(host.told(&three, cut).unwrap().explains());
    assert_eq!(host.told(&Asked { links_max: 2, ..asked }, host.reply(&three).unwrap()), Err(BadAnswer::Links(3, 2)));
}

#[test]
fn what_was_never_committed_to_is_no_answer() {
    let host = Host::of(LIST);
    let inquiry = inquiry(Subject::Arrival, None, Some(host.tag("a", 1)));
    let asked = asked(&inquiry);
    let leaf = host.leaf("a", 1);
    let of = |leaves: Vec<LeafElsewhere>| host.told(&asked, Reply { story: None, leaves });
    // a leaf of another epoch, of one that was never stated, at another place
    assert!(matches!(of(vec![LeafElsewhere { epoch: Epoch(2), ..leaf.clone() }]), Err(BadAnswer::Leaf { .. })));
    assert!(matches!(of(vec![LeafElsewhere { epoch: Epoch(7), ..leaf.clone() }]), Err(BadAnswer::NotStated { .. })));
    let nowhere = Place { kind: PlaceKind::Site, site: 77 };
    assert!(matches!(of(vec![LeafElsewhere { place: nowhere, ..leaf.clone() }]), Err(BadAnswer::NotStated { .. })));
    // the same leaf with another tag
    let mut forged = leaf.clone();
    if let OpenedLeaf::Item { tag, .. } = &mut forged.sample.leaf {
        tag.0[0] ^= 1;
    }
    assert!(matches!(of(vec![forged]), Err(BadAnswer::Leaf { .. })));
    // another item, nothing, and the object's own leaf at the site
    let other = of(vec![host.leaf("n", 1)]).unwrap();
    assert_eq!((other.weight(), other.flaws), (Some(Weight::Discrepancy), vec![Flaw::OtherItem]), "nor was it asked");
    let several = of(vec![host.leaf("a", 1), host.leaf("n", 1)]).unwrap();
    assert_eq!((several.weight(), several.flaws), (Some(Weight::Contradiction), vec![Flaw::OtherTag]));
    assert_eq!(of(vec![]).unwrap().flaws, [Flaw::NoAnswer]);
    assert_eq!(of(vec![host.leaf("a", 2)]).unwrap().flaws, [Flaw::NoAnswer], "of another epoch");
    let wrong =
        SiteAnswer { inspection: INSPECTION, salt: Salt([2; 32]), inquiry: INSPECTION, story: None, leaves: vec![] };
    assert_eq!(wrong.told(&asked, &|epoch| host.stated(epoch)), Err(BadAnswer::OtherInquiry));
}

#[test]
fn links_in_another_order_lead_to_another_head() {
    let host = Host::of(LIST);
    let inquiry = SiteInquiry { class: RETIRED, ..inquiry(Subject::Story, index(&host.leaf("b", 3)), None) };
    let asked = Asked { site: SiteNumber(1), opened: Epoch(3), ..asked(&inquiry) };
    let mut reply = host.reply(&asked).unwrap();
    reply.story.as_mut().unwrap().links.swap(1, 2);
    let told = host.told(&asked, reply.clone()).unwrap();
    assert!(told.flaws.contains(&Flaw::OtherHead(Epoch(3))) && told.flaws.contains(&Flaw::NoDeparture(2)), "{told:?}");
    assert_eq!(told.weight(), Some(Weight::Contradiction));
    reply.story.as_mut().unwrap().links.swap(0, 2);
    assert_eq!(host.told(&asked, reply), Err(BadAnswer::Story(BadStory::BackInTime(1))));
}

#[test]
fn an_item_that_is_gone_contradicts_a_later_manifest_and_not_the_word_of_who_asks() {
    let host = Host::of(LIST);
    // the dismantled item stands at the base in epoch 3, and the host tells how it ended
    let tag = host.tag("d", 1);
    let inquiry = SiteInquiry { class: RETIRED, ..inquiry(Subject::Arrival, None, Some(tag)) };
    let asked = Asked { opened: Epoch(3), closing: None, ..asked(&inquiry) };
    assert_eq!(host.reply(&asked), Err(NoReply::Nowhere(Epoch(3))));
    let told_of = |item| inventory::story(&keys(), host.list.events(), &serial(item), Epoch(0), Epoch(3));
    let told = host.told(&asked, Reply { story: told_of("d"), leaves: vec![host.leaf("d", 1)] }).unwrap();
    assert_eq!(told.flaws, [Flaw::MetAfterEnd(Epoch(2)), Flaw::NoAnswer]);
    assert_eq!(told.weight(), Some(Weight::Discrepancy));
    let told = host.told(&asked, Reply { story: told_of("d"), leaves: vec![host.leaf("a", 2)] }).unwrap();
    assert!(told.flaws.contains(&Flaw::SeenAfterEnd(Epoch(2))), "{told:?}");
    assert_eq!(told.weight(), Some(Weight::Contradiction));
}

/// The flaws of a life that a host tells so, oldest first: `(deed, epoch, place, class)`. Its leaves are not asked for.
fn life(events: &[(u8, u32, Place, u8)]) -> Vec<Flaw> {
    let link = |&(code, epoch, place, class): &(u8, u32, Place, u8)| OpenedLink {
        salt: Salt([5; 32]),
        event: Told { code: EventCode(code), epoch: EpochNumber(epoch), place, class: proof::Class(class) },
    };
    let story = OpenedStory { links: events.iter().rev().map(link).collect(), before: proof::Link::NONE };
    let inquiry = inquiry(Subject::Story, Some(0), None);
    let host = Host { list: List::default(), bodies: Vec::new() };
    let asked = Asked { links_max: 256, ..asked(&inquiry) };
    let told = host.told(&asked, Reply { story: Some(story), leaves: vec![] }).unwrap();
    told.flaws.into_iter().filter(|flaw| !matches!(flaw, Flaw::NoAnswer | Flaw::MetAfterEnd(_))).collect()
}

#[test]
fn no_life_jumps_begins_anywhere_or_goes_on_after_its_end() {
    let born = (1, 0, STORE, 1);
    assert_eq!(life(&[born, (5, 1, road(0), 1), (6, 1, BASE, 1)]), []);
    assert_eq!(life(&[(2, 0, STORE, 1)]), [Flaw::Unborn(0)], "a life that begins with a tag");
    assert_eq!(life(&[(1, 1, STORE, 1)]), [Flaw::Unborn(0)], "declared after the baseline");
    assert_eq!(life(&[(12, 1, PLANT, 1)]), [Flaw::Unborn(0)], "born inside");
    assert_eq!(life(&[(18, 3, STORE, 1)]), [], "a correction enters what was forgotten");
    assert_eq!(life(&[born, (6, 1, BASE, 1)]), [Flaw::NoDeparture(0)], "an arrival before its departure");
    assert_eq!(life(&[born, (5, 1, road(1), 1)]), [Flaw::Jump(0)], "off to where it is");
    assert_eq!(life(&[born, (5, 1, road(0), 1), (6, 2, STORE, 1)]), [Flaw::NoDeparture(0)], "it arrives elsewhere");
    assert_eq!(life(&[born, (3, 1, BASE, 1)]), [Flaw::Jump(0)], "another place, and nothing moved it");
    assert_eq!(life(&[born, (3, 1, STORE, 2)]), [Flaw::Jump(0)], "another class, and nothing converted it");
    assert_eq!(life(&[born, (13, 1, STORE, 2)]), []);
    assert_eq!(life(&[born, (17, 1, STORE, 1), (5, 2, road(0), 1)]), [Flaw::AfterEnd(0)]);
    assert_eq!(life(&[born, (17, 1, STORE, 1), (18, 2, STORE, 1)]), [], "the loss was a mistake");
    assert_eq!(life(&[born, (16, 1, STORE, 1)]), [Flaw::Jump(0)], "taken apart outside of a plant");
    assert_eq!(life(&[born, (11, 1, PLANT, 1), (12, 2, road(2), 1)]), [Flaw::Jump(0)], "out onto the road back in");
    assert_eq!(life(&[born, (1, 1, STORE, 1)]), [Flaw::Jump(0)], "declared twice");
}

proptest! {
    #![proptest_config(deterministic(200))]

    #[test]
    fn every_life_that_the_ledger_takes_holds(attempts in walk::arb_attempts(120)) {
        let mut ledger = in_force();
        let mut lives: BTreeMap<String, Vec<(u8, u32, Place, u8)>> = BTreeMap::new();
        let mut enter = |event: &Event| {
            let place = event.to.or(event.from).unwrap();
            let link = (event.deed.code(), event.epoch.0, place, event.class.0);
            lives.entry(event.serial.reveal().to_owned()).or_default().push(link);
        };
        STOCK.iter().for_each(|row| enter(&event(0, *row)));
        for attempt in attempts {
            let event = walk::event_of(&ledger, attempt);
            if ledger.apply(&event).is_ok() {
                enter(&event);
            }
        }
        for (serial, events) in lives {
            prop_assert_eq!(life(&events), [], "{}: {:?}", serial, events);
        }
    }
}

#[test]
fn a_sealed_answer_opens_for_the_key_of_the_request_as_an_answer_alone() {
    let host = Host::of(LIST);
    let inquiry = inquiry(Subject::Departure, index(&host.leaf("b", 1)), None);
    let asked = asked(&inquiry);
    let Reply { story, leaves } = host.reply(&asked).unwrap();
    let answer = SiteAnswer { inspection: INSPECTION, salt: Salt([2; 32]), inquiry: STEP, story, leaves };
    let secret = ReaderSecret::draw(&mut rng(1));
    let plain = answer.encode(LINKS, 3);
    let sealed = secret.public().seal(Sealed::Answer, &INSPECTION, &plain, &mut rng(2));
    let stated = |epoch| host.stated(epoch);
    assert!(told(&secret, &sealed, &asked, &stated).unwrap().explains());
    let other = secret.public().seal(Sealed::Samples, &INSPECTION, &plain, &mut rng(2));
    assert!(matches!(told(&secret, &other, &asked, &stated), Err(BadAnswer::Sealed(_))));
    let short = secret.public().seal(Sealed::Answer, &INSPECTION, &plain[..plain.len() - 1], &mut rng(2));
    assert!(matches!(told(&secret, &short, &asked, &stated), Err(BadAnswer::Form(_))));
}

#[test]
fn an_answer_says_nothing_of_what_is_elsewhere() {
    // at the baseline, where the epoch's own key is the same: from then on every statement salts anew
    let other = LIST.replace(
        "0,declare,c,,site 0,1\n",
        "0,declare,c,,site 0,1\n0,declare,y,,plant 2,1\n0,declare,w,,site 0,0\n0,declare,v,,road 0,1\n",
    );
    let tag = Host::of(LIST).tag("a", 0);
    let [arrival, told] = [LIST, &other].map(|text| {
        let host = Host::of(text);
        let answer = |inquiry: &SiteInquiry, site| {
            let asked = Asked { site: SiteNumber(site), opened: Epoch(0), ..asked(inquiry) };
            let Reply { story, leaves } = host.reply(&asked).unwrap();
            SiteAnswer { inspection: INSPECTION, salt: Salt([2; 32]), inquiry: STEP, story, leaves }.encode(LINKS, 3)
        };
        let arrival = answer(&inquiry(Subject::Arrival, None, Some(tag)), 0);
        let story = answer(&inquiry(Subject::Story, index(&host.leaf("a", 0)), None), 1);
        (arrival.to_vec(), story.to_vec())
    });
    assert_eq!(arrival, told);
}
