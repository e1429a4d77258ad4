//! The limits of a shape, and its bytes.

mod common;

use common::*;
use proof::shape::{BadShape, CELLS_MAX, DERIVED_MAX};
use proof::*;

fn sites(range: std::ops::Range<u16>) -> Vec<Cell> {
    range.map(|site| cell(PlaceKind::Site, site, 0)).collect()
}

fn bound(weights: Vec<u8>) -> Bound {
    Bound { base: Base::Clear(1), scope: Scope::Roads, weights }
}

fn refused(classes: u8, exponents: (u8, u8), cells: Vec<Cell>, bounds: Vec<Bound>) -> BadShape {
    Shape::new(classes, exponents, cells, vec![], bounds).unwrap_err()
}

#[test]
fn every_number_is_bounded() {
    let outside = |what, found, least, most| BadShape::Outside { what, found, least, most };
    assert_eq!(refused(0, (1, 1), sites(0..1), vec![]), outside("number of classes", 0, 1, 16));
    assert_eq!(refused(17, (1, 1), sites(0..1), vec![]), outside("number of classes", 17, 1, 16));
    assert_eq!(refused(1, (13, 1), sites(0..1), vec![]), outside("exponent of a site's capacity", 13, 0, 12));
    assert_eq!(refused(1, (1, 13), sites(0..1), vec![]), outside("exponent of a road's capacity", 13, 0, 12));
    assert_eq!(refused(1, (1, 1), vec![], vec![]), outside("number of cells", 0, 1, 1024));
    assert_eq!(refused(1, (1, 1), sites(0..1025), vec![]), outside("number of cells", 1025, 1, 1024));
    // one class: one loss, so 1023 bounds are the most
    let bounds = |number| vec![bound(vec![1]); number];
    assert_eq!(refused(1, (1, 1), sites(0..1), bounds(1024)), outside("number of flows and bounds", 1025, 0, 1024));
    let largest = Shape::new(1, (12, 12), sites(0..1024), vec![], bounds(1023)).unwrap();
    assert_eq!((largest.cells().len(), largest.flows().len() + largest.bounds().len()), (CELLS_MAX, DERIVED_MAX));
}

#[test]
fn every_reference_is_to_something() {
    let stray = |what, class| BadShape::NoSuchClass { what, class, classes: 2 };
    let cells = || common::cells(1, 2, false);
    assert_eq!(refused(2, (1, 1), vec![cell(PlaceKind::Site, 0, 2)], vec![]), stray("a cell", 2));
    let converting = |conversions| Shape::new(2, (1, 1), cells(), conversions, vec![]).unwrap_err();
    assert_eq!(converting(vec![(Class(0), Class(2))]), stray("a conversion", 2));
    assert_eq!(converting(vec![(Class(3), Class(0))]), stray("a conversion", 3));
    assert_eq!(converting(vec![(Class(1), Class(1))]), BadShape::Conversion(0));
    assert_eq!(converting(vec![(Class(0), Class(1)), (Class(0), Class(1))]), BadShape::Conversion(1));
    let weights = BadShape::Weights { bound: 0, found: 1, classes: 2 };
    assert_eq!(refused(2, (1, 1), cells(), vec![bound(vec![1])]), weights);
}

#[test]
fn cells_stand_in_one_order() {
    let of = |cells: &[(PlaceKind, u16, u8)]| {
        let cells = cells.iter().map(|&(kind, site, class)| cell(kind, site, class)).collect();
        Shape::new(2, (1, 1), cells, vec![], vec![]).map(drop)
    };
    use PlaceKind::{Interior, Road, Site};
    assert_eq!(of(&[(Site, 0, 0), (Interior, 1, 0), (Site, 2, 1), (Road, 0, 0)]), Ok(()));
    assert_eq!(of(&[(Site, 1, 0), (Site, 0, 0)]), Err(BadShape::OutOfOrder(1)));
    assert_eq!(of(&[(Site, 0, 1), (Site, 0, 0)]), Err(BadShape::OutOfOrder(1)));
    assert_eq!(of(&[(Road, 0, 0), (Site, 0, 0)]), Err(BadShape::OutOfOrder(1)));
    assert_eq!(of(&[(Site, 0, 0), (Site, 0, 0)]), Err(BadShape::CellTwice(1)));
    // a site is not also its own interior
    assert_eq!(of(&[(Site, 0, 0), (Interior, 0, 0)]), Err(BadShape::CellTwice(1)));
}

#[test]
fn a_place_has_all_its_cells_and_no_others() {
    use PlaceKind::{Interior, Road, Site};
    let shape = common::shape(2);
    let places: Vec<_> = shape.places().map(|(place, cells)| (place.kind, place.site, cells.len())).collect();
    assert_eq!(places, [(Site, 0, 2), (Site, 1, 2), (Interior, 2, 1), (Road, 0, 2)]);
    assert!(shape.places().all(|(place, cells)| cells.iter().all(|cell| cell.place == place)));
}

#[test]
fn lines_of_correction_are_of_classes_then_of_interiors() {
    let shape = common::shape(2);
    assert_eq!(shape.lines(), 3);
    let classes: Vec<_> = (0..4).map(|line| shape.class_of_line(line)).collect();
    assert_eq!(classes, [Some(Class(0)), Some(Class(1)), Some(Class(0)), None]);
}
