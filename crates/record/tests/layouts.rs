//! The layout of a ledger: which shape follows from an instrument, a party's acts and an epoch.

mod parties;

use parties::*;
use proof::{Base, Cell, Class, Flow, Place, PlaceKind, Scope, Shape};
use record::layout::{BadAct, BoundOf, Ground, Layout, LineOf, NoLayout};
use record::statement::Misfit;
use record::*;
use treaty::Instrument;

fn layout(epoch: u32, acts: &[Act]) -> Layout {
    Layout::of(&instrument(), &party("OND"), Epoch(epoch), acts).unwrap()
}

fn act(first: u32, change: Change) -> Act {
    Act { first: Epoch(first), change }
}

fn opened(first: u32, site: u16, facility: &str, alias: &str) -> Act {
    act(first, Change::SiteOpened { site: SiteNumber(site), facility: id(facility), alias: id(alias) })
}

fn closed(first: u32, site: u16) -> Act {
    act(first, Change::SiteClosed { site: SiteNumber(site) })
}

/// The cells as words: `north/deployed`, `>north/deployed` on the road there, `[works]/stored` inside a plant.
fn cells(layout: &Layout) -> Vec<String> {
    let word = |cell: &Cell| {
        let (site, class) = (layout.site(SiteNumber(cell.place.site)).unwrap(), layout.class(cell.class).unwrap());
        match cell.place.kind {
            PlaceKind::Site => format!("{}/{class}", site.alias),
            PlaceKind::Road => format!(">{}/{class}", site.alias),
            PlaceKind::Interior => format!("[{}]/{class}", site.alias),
        }
    };
    layout.shape.cells().iter().map(word).collect()
}

fn bounds(layout: &Layout) -> Vec<(String, Base, Scope, Vec<u8>)> {
    let word = |of: &BoundOf| match of {
        BoundOf::Freeze { freeze, group } => format!("{freeze}.{group}"),
        BoundOf::Limit(limit) => limit.to_string(),
        BoundOf::Transit => "transit".to_owned(),
    };
    let bound = |(of, bound): (&BoundOf, &proof::Bound)| (word(of), bound.base, bound.scope, bound.weights.clone());
    layout.bounds.iter().zip(layout.shape.bounds()).map(bound).collect()
}

#[test]
fn classes_are_those_of_warheads_in_the_order_of_the_file() {
    assert_eq!(layout(0, &[]).classes, ["deployed", "stored", "retired"].map(id));
}

#[test]
fn cells_are_sites_then_roads_each_with_what_its_facility_may_hold() {
    let wanted = [
        "north/deployed",
        "north/stored",
        "[works]/stored",
        "[works]/retired",
        ">north/deployed",
        ">north/stored",
        ">works/stored",
        ">works/retired",
    ];
    let layout = layout(0, &[]);
    assert_eq!(cells(&layout), wanted, "classes in the instrument's order, not in the facility's");
    assert_eq!(layout.sites.len(), 3, "a site that holds no warheads has a number and no cells");
    let interior = Place { kind: PlaceKind::Interior, site: 2 };
    assert_eq!(layout.shape.cells()[2], Cell { place: interior, class: Class(1) });
}

#[test]
fn a_way_both_ways_is_two_conversions_the_way_back_behind() {
    let layout = layout(0, &[]);
    let (deployed, stored, retired) = (Class(0), Class(1), Class(2));
    assert_eq!(layout.shape.conversions(), [(stored, deployed), (deployed, stored), (stored, retired)]);
    assert_eq!(layout.conversions, ["deployment", "deployment", "retirement"].map(id));
    assert_eq!(layout.conversion(2), Some(&id("retirement")));
    assert_eq!(layout.shape.flows()[3], Flow::Loss(deployed));
    assert_eq!(layout.conversion(3), None, "a loss is none");
}

#[test]
fn bounds_are_freezes_by_group_then_limits_then_transit() {
    let wanted = [
        ("freeze.strategic".to_owned(), Base::Baseline, Scope::All, vec![1, 1, 0]),
        ("freeze.retired".to_owned(), Base::Baseline, Scope::All, vec![0, 0, 1]),
        ("at-once".to_owned(), Base::Clear(480), Scope::All, vec![2, 0, 0]),
        ("transit".to_owned(), Base::Clear(24), Scope::Roads, vec![1, 1, 1]),
    ];
    assert_eq!(bounds(&layout(0, &[])), wanted, "a limit of missiles and a bracketed one bound nothing");
}

#[test]
fn a_limit_and_what_counts_towards_it_bind_from_their_days_on() {
    let later =
        |epoch| bounds(&layout(epoch, &[])).into_iter().find(|(of, ..)| of == "later").map(|(.., weights)| weights);
    // epoch 0 is 10 January; the limit binds on the 13th, and stored warheads count from the 15th
    let found: Vec<_> = (0..7).map(later).collect();
    let (one, both) = (Some(vec![1, 0, 0]), Some(vec![1, 1, 0]));
    assert_eq!(found, [None, None, None, one.clone(), one, both.clone(), both]);
}

#[test]
fn a_freeze_bounds_nothing_from_its_end_on() {
    let frozen = |epoch| bounds(&layout(epoch, &[])).iter().filter(|(_, base, ..)| *base == Base::Baseline).count();
    assert_eq!((frozen(364), frozen(365)), (2, 0), "it ends on 10 January 2031");
}

#[test]
fn what_is_not_agreed_bounds_nothing() {
    let of = |treaty: &Instrument| bounds(&Layout::of(treaty, &party("OND"), Epoch(1), &[]).unwrap());
    let conditional =
        changed("id = \"at-once\"", "id = \"at-once\"\nstatus = \"conditional\"\non = \"entry-into-force\"");
    assert!(of(&conditional).iter().all(|(bound, ..)| bound != "at-once"));
    let later = changed("id = \"at-once\"", "id = \"at-once\"\nfrom = 2030-01-12");
    assert!(of(&later).iter().all(|(bound, ..)| bound != "at-once"), "a clause that does not hold yet");
    let over = changed("id = \"at-once\"", "id = \"at-once\"\nuntil = 2030-01-11");
    assert!(of(&over).iter().all(|(bound, ..)| bound != "at-once"), "a clause that holds no more");
    let today = changed("id = \"at-once\"", "id = \"at-once\"\nfrom = 2030-01-11\nuntil = 2030-01-12");
    assert_eq!(of(&today), of(&instrument()), "a clause that holds on this day alone");
    for (clause, bound) in [("[transit]", "transit"), ("[[freeze]]\nid = \"freeze\"", "freeze.retired")] {
        let later = changed(clause, &format!("{clause}\nfrom = 2030-01-12"));
        assert!(of(&later).iter().all(|(of, ..)| !bound.starts_with(of.split('.').next().unwrap())), "{bound}");
    }
}

#[test]
fn a_freeze_without_a_baseline_bounds_nothing() {
    let freeze = changed("baseline = 2030-01-10\nends = 2031-01-10", "silent = [\"baseline\"]\nends = 2031-01-10");
    let found = bounds(&Layout::of(&freeze, &party("OND"), Epoch(1), &[]).unwrap());
    assert!(!found.is_empty() && found.iter().all(|(_, base, ..)| *base != Base::Baseline));
}

#[test]
fn what_counts_nothing_bounds_nothing() {
    let of = |treaty: &Instrument| bounds(&Layout::of(treaty, &party("OND"), Epoch(1), &[]).unwrap());
    let group = changed("classes = [\"deployed\", \"stored\"]", "classes = []");
    assert!(of(&group).iter().all(|(bound, ..)| bound != "freeze.strategic"), "a group without classes");
    let limit = changed("each = 2 }", "each = 2, from = 2030-01-12 }");
    assert!(of(&limit).iter().all(|(bound, ..)| bound != "at-once"), "a limit towards which nothing counts yet");
}

/// So that no layout has to.
#[test]
fn what_no_proof_carries_is_refused_where_an_instrument_is_read() {
    let class = |number| {
        format!(
            "[[class]]\nid = \"class-{number}\"\nname = {{ en = \"c\", ru = \"к\" }}\nsort = \"warhead\"\narticle = \"I\"\nsource = \"S\"\n\n"
        )
    };
    let with = |classes: u32| FREEZE.to_owned() + "\n" + &(0..classes).map(class).collect::<String>();
    let codes = |file: &str| match treaty::parse(file.as_bytes(), None) {
        Ok(_) => vec![],
        Err(told) => told.iter().map(|diagnostic| diagnostic.code).collect(),
    };
    assert_eq!((codes(&with(13)), codes(&with(14))), (vec![], vec!["out-of-range"]), "three classes are there already");
    assert_eq!(codes(&FREEZE.replace("value = 480", "value = 65536")), ["bound-too-large"]);
    assert_eq!(codes(&FREEZE.replace("each = 2", "each = 256")), ["bound-too-large"]);
}

#[test]
fn a_group_of_more_than_warheads_bounds_nothing() {
    let mixed = changed("classes = [\"deployed\", \"stored\"]", "classes = [\"deployed\", \"missile\"]");
    let found = bounds(&Layout::of(&mixed, &party("OND"), Epoch(1), &[]).unwrap());
    assert!(
        found.iter().all(|(of, ..)| of != "freeze.strategic") && found.iter().any(|(of, ..)| of == "freeze.retired")
    );
}

#[test]
fn lines_are_named_by_class_then_by_class_inside_a_plant() {
    let layout = layout(0, &[]);
    let line = |class, plant: Option<&str>| Some(LineOf { class: id(class), plant: plant.map(id) });
    let found: Vec<_> = (0..6).map(|number| layout.line(number)).collect();
    let plants = [line("stored", Some("works")), line("retired", Some("works")), None];
    assert_eq!(found, [&[line("deployed", None), line("stored", None), line("retired", None)][..], &plants].concat());
}

#[test]
fn an_act_changes_the_shape_from_the_epoch_that_it_names() {
    let acts = [opened(3, 3, "base", "south"), closed(5, 0), act(4, Change::Capacities { site: 8, road: 5 })];
    let has = |epoch, alias: &str| cells(&layout(epoch, &acts)).iter().any(|cell| cell.contains(alias));
    assert_eq!((has(2, "south"), has(3, "south")), (false, true));
    assert_eq!((has(4, "north"), has(5, "north")), (true, false));
    let exponents = |epoch| {
        let shape = layout(epoch, &acts).shape;
        [PlaceKind::Site, PlaceKind::Interior, PlaceKind::Road].map(|kind| shape.exponent(Place { kind, site: 2 }))
    };
    assert_eq!((exponents(3), exponents(4)), ([6, 6, 4], [8, 8, 5]));
    let numbers: Vec<_> = layout(5, &acts).shape.cells().iter().map(|cell| cell.place.site).collect();
    assert_eq!(numbers, [2, 2, 3, 3, 2, 2, 3, 3], "a number is never used again");
}

#[test]
fn an_act_that_cannot_be_carried_out_says_why_and_changes_nothing() {
    let treaty = instrument();
    let mut ground = Ground::of(&treaty, &party("OND")).unwrap();
    ground.act(&treaty, &opened(3, 3, "base", "south")).unwrap();
    ground.act(&treaty, &closed(5, 0)).unwrap();
    let before = ground.clone();
    for (bad, why) in [
        (opened(0, 4, "base", "west"), BadAct::Baseline),
        (opened(3, 3, "base", "west"), BadAct::Number { found: 3, next: 4 }),
        (opened(3, 5, "base", "west"), BadAct::Number { found: 5, next: 4 }),
        (opened(3, 4, "base", "north"), BadAct::Alias(id("north"))),
        (opened(3, 4, "harbour", "west"), BadAct::Facility(id("harbour"))),
        (closed(6, 4), BadAct::NotOpen(4)),
        (closed(3, 3), BadAct::NotOpen(3)),
        (closed(7, 0), BadAct::Closed(0)),
        (closed(6, 2), BadAct::Plant(2)),
    ] {
        assert_eq!(ground.act(&treaty, &bad), Err(why));
        assert_eq!(ground, before);
        let with = layout(9, &[opened(3, 3, "base", "south"), closed(5, 0), bad]);
        assert_eq!(with, Layout::on(&treaty, &before, Epoch(9)).unwrap());
    }
}

#[test]
fn no_layout_says_why() {
    let of = |treaty: &Instrument, code: &str, epoch| Layout::of(treaty, &party(code), Epoch(epoch), &[]).unwrap_err();
    assert_eq!(of(&instrument(), "CAR", 0), NoLayout::NoParty(party("CAR")));
    assert_eq!(of(&instrument(), "OND", 100_000), NoLayout::NoEpoch(Epoch(100_000)));
    let record = FREEZE.find("[record]").unwrap()..FREEZE.find("[transit]").unwrap();
    let without = changed(&FREEZE[record], "");
    assert_eq!(of(&without, "OND", 0), NoLayout::NoRecord);
}

#[test]
fn an_epoch_that_fits_no_statement_is_refused() {
    let acts: Vec<_> = (3..160).map(|site| opened(1, site, "plant", &format!("plant-{site}"))).collect();
    let of = |plants: usize| Layout::of(&instrument(), &party("OND"), Epoch(1), &acts[..plants]);
    assert!(of(1).is_ok());
    let refused = of(acts.len());
    assert!(matches!(refused, Err(NoLayout::Shape(_) | NoLayout::TooLong { .. })), "{refused:?}");
    let most = (0..acts.len()).take_while(|plants| of(*plants).is_ok()).last().unwrap();
    assert!(matches!(of(most + 1), Err(NoLayout::TooLong { cells, .. }) if cells < 1024), "{:?}", of(most + 1));
}

#[test]
fn the_same_numbers_give_the_same_shape_and_a_changed_one_another() {
    assert_eq!(layout(1, &[]), layout(2, &[]));
    assert_ne!(layout(2, &[]).shape.hash(), layout(3, &[]).shape.hash(), "a limit begins to bind");
}

// a body over a shape

fn body_over(shape: &Shape) -> EpochBody {
    let mut body = epoch_body(1);
    body.shape = ShapeHash::of(shape);
    body.commitments.cells = vec![proof::Commitment([1; 32]); shape.cells().len()];
    body.commitments.flows = vec![proof::Commitment([1; 32]); shape.flows().len()];
    body.commitments.excess = vec![0; shape.bounds().len()];
    body.commitments.corrections = vec![proof::Correction::default(); shape.lines()];
    body.roots = vec![proof::ManifestRoot([1; 32]); shape.places().count()];
    body
}

#[test]
fn a_body_fits_its_shape_or_says_what_is_wrong() {
    let layout = layout(1, &[]);
    let shape = layout.shape.as_ref();
    assert_eq!(body_over(shape).fits(shape), Ok(()));
    let misfit = |change: fn(&mut EpochBody)| {
        let mut body = body_over(shape);
        change(&mut body);
        match body.fits(shape).unwrap_err() {
            Misfit::Number { what, found, expected } => {
                assert_eq!(found + 1, expected);
                what
            }
            Misfit::Shape { .. } => "shape",
        }
    };
    assert_eq!(misfit(|body| body.shape = ShapeHash([0; 32])), "shape");
    assert_eq!(misfit(|body| assert!(body.commitments.cells.pop().is_some())), "commitments to cells");
    assert_eq!(misfit(|body| assert!(body.commitments.flows.pop().is_some())), "commitments to flows");
    assert_eq!(misfit(|body| assert!(body.roots.pop().is_some())), "roots of manifests");
    assert_eq!(misfit(|body| assert!(body.commitments.excess.pop().is_some())), "excesses");
    assert_eq!(misfit(|body| assert!(body.commitments.corrections.pop().is_some())), "lines of correction");
}

#[test]
fn a_baseline_has_cells_and_roots_alone() {
    let layout = layout(0, &[]);
    let mut body = EpochBody { epoch: Epoch(0), ..body_over(&layout.shape) };
    assert!(matches!(body.fits(&layout.shape), Err(Misfit::Number { what: "commitments to flows", expected: 0, .. })));
    body.commitments.flows.clear();
    body.commitments.excess.clear();
    body.commitments.corrections.clear();
    assert_eq!(body.fits(&layout.shape), Ok(()));
}
