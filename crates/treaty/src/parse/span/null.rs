//! A vector drawn at random from those that a homogeneous linear system leaves open.
//!
//! Arithmetic is modulo the prime 2^61 − 1. A column is zero in every solution modulo p exactly if it is over the rationals, unless p divides
//! a minor of the system; its entries are 0 and ±1 and few in each row, so such a minor would have to be that large by accident. And a column
//! that is not zero in every solution is zero in this one with a chance of 1 in p. The draws are fixed, so the same file always gets the same answer.

use std::collections::{BTreeMap, BTreeSet};

/// An equation: the columns that it has, with their factors modulo p; their sum is zero.
pub(super) type Row = BTreeMap<usize, u64>;

const P: u64 = (1 << 61) - 1;
/// The factor 1.
pub(super) const ONE: u64 = 1;
/// The factor −1.
pub(super) const MINUS: u64 = P - 1;

/// The most entries that are worked on, so that no file takes long.
const WORK_MAX: usize = 4_000_000;

/// The vector, a value for each of `width` columns; nothing where it would be too much work.
pub(super) fn vector(rows: Vec<Row>, width: usize) -> Option<Vec<u64>> {
    let solved = System::new(rows, width).eliminate()?;
    let mut draws = Draws(0x5354_414E_4453_5449);
    let mut values: Vec<u64> = (0..width).map(|_| draws.next()).collect();
    // an equation holds its own column and others that were solved after it, or never
    for (column, row) in solved.into_iter().rev() {
        let others = row.iter().filter(|(other, _)| **other != column);
        let sum = others.fold(0, |sum, (other, factor)| add(sum, times(*factor, values[*other])));
        values[column] = times(negate(sum), invert(row[&column]));
    }
    Some(values)
}

/// Equations that are being solved for one column after another: that with the fewest equations first, in the shortest of these.
struct System {
    rows: Vec<Row>,
    /// The equations that hold a column.
    holders: Vec<BTreeSet<usize>>,
    /// Columns that some equation holds, the least held first.
    queue: BTreeSet<(usize, usize)>,
    work: usize,
}

impl System {
    fn new(rows: Vec<Row>, width: usize) -> Self {
        let mut holders = vec![BTreeSet::new(); width];
        for (index, column) in
            rows.iter().enumerate().flat_map(|(index, row)| row.keys().map(move |column| (index, *column)))
        {
            holders[column].insert(index);
        }
        let queue = holders.iter().enumerate().filter(|(_, rows)| !rows.is_empty());
        let queue = queue.map(|(column, rows)| (rows.len(), column)).collect();
        Self { rows, holders, queue, work: 0 }
    }

    fn eliminate(mut self) -> Option<Vec<(usize, Row)>> {
        let mut solved = Vec::new();
        while let Some((_, column)) = self.queue.first().copied() {
            let shortest = self.holders[column].iter().copied().min_by_key(|row| self.rows[*row].len());
            let pivot = shortest.expect("a column in the queue is held by an equation");
            let row = self.take(pivot);
            let others: Vec<_> = self.holders[column].iter().copied().collect();
            for other in others {
                self.subtract(other, column, &row);
            }
            if self.work > WORK_MAX {
                return None;
            }
            solved.push((column, row));
        }
        Some(solved)
    }

    fn take(&mut self, index: usize) -> Row {
        let row = std::mem::take(&mut self.rows[index]);
        row.keys().for_each(|column| self.hold(*column, index, false));
        self.work += row.len();
        row
    }

    /// Takes `pivot` out of another equation so often that `column` vanishes there.
    fn subtract(&mut self, index: usize, column: usize, pivot: &Row) {
        let factor = times(self.rows[index][&column], negate(invert(pivot[&column])));
        self.work += pivot.len();
        for (column, value) in pivot {
            let old = self.rows[index].get(column).copied();
            match add(old.unwrap_or(0), times(factor, *value)) {
                0 => {
                    self.rows[index].remove(column);
                    self.hold(*column, index, false);
                }
                new => {
                    self.rows[index].insert(*column, new);
                    self.hold(*column, index, true);
                }
            }
        }
    }

    fn hold(&mut self, column: usize, row: usize, holds: bool) {
        let holders = &mut self.holders[column];
        self.queue.remove(&(holders.len(), column));
        if holds {
            holders.insert(row)
        } else {
            holders.remove(&row)
        };
        if !holders.is_empty() {
            self.queue.insert((holders.len(), column));
        }
    }
}

/// SplitMix64: numbers without a pattern, always the same ones.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        1 + (z ^ (z >> 31)) % (P - 1)
    }
}

fn add(a: u64, b: u64) -> u64 {
    (a + b) % P
}

fn negate(a: u64) -> u64 {
    (P - a) % P
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(P);
    u64::try_from(product).expect("a remainder modulo p is below p")
}

/// The inverse of a factor that is not zero: a^(p−2).
fn invert(a: u64) -> u64 {
    match a {
        ONE => ONE,
        MINUS => MINUS,
        _ => (0..61).rev().fold(ONE, |power, bit| {
            let square = times(power, power);
            if (P - 2) >> bit & 1 == 1 { times(square, a) } else { square }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(equations: &[&[(usize, i64)]]) -> Vec<Row> {
        let factor = |value: i64| if value < 0 { P - value.unsigned_abs() } else { value.unsigned_abs() };
        equations.iter().map(|row| row.iter().map(|(column, value)| (*column, factor(*value))).collect()).collect()
    }

    fn zeros(equations: &[&[(usize, i64)]], width: usize) -> Vec<usize> {
        let vector = vector(rows(equations), width).unwrap();
        (0..width).filter(|column| vector[*column] == 0).collect()
    }

    #[test]
    fn an_inverse_times_its_number_is_one() {
        for number in [1, 2, 3, 1 << 40, P - 1, P - 2] {
            assert_eq!(times(number, invert(number)), 1, "{number}");
        }
    }

    #[test]
    fn a_number_is_determined_where_all_equations_together_leave_it_no_room() {
        assert_eq!(zeros(&[&[(0, 1), (1, 1)]], 3), [] as [usize; 0]);
        assert_eq!(zeros(&[&[(0, 1), (1, 1)], &[(0, 1), (1, -1)]], 3), [0, 1], "a sum and a difference");
        assert_eq!(zeros(&[&[(0, 1), (1, 1)], &[(1, 1), (2, 1)], &[(0, 1), (2, 1)]], 3), [0, 1, 2], "three pairs");
        assert_eq!(zeros(&[&[(0, 1), (1, 1)], &[(0, 1), (1, 1), (2, 1)]], 3), [2], "a sum inside another");
        assert_eq!(zeros(&[&[(0, 1), (1, 1)], &[(0, 3), (1, 3)]], 2), [] as [usize; 0], "one equation twice");
    }

    #[test]
    fn the_vector_solves_every_equation() {
        let equations: &[&[(usize, i64)]] =
            &[&[(0, 1), (1, 2), (2, -1)], &[(1, 1), (3, 5)], &[(0, 7), (3, -1), (4, 1)], &[(2, 1), (4, 1), (5, -3)]];
        let (rows, vector) = (rows(equations), vector(rows(equations), 6).unwrap());
        for row in rows {
            assert_eq!(row.iter().fold(0, |sum, (column, factor)| add(sum, times(*factor, vector[*column]))), 0);
        }
        assert!(vector.iter().all(|value| *value != 0));
    }

    #[test]
    fn a_system_that_would_take_too_long_is_given_up() {
        let mut draws = Draws(1);
        let dense = (0..600).map(|_| (0..600).map(|column| (column, draws.next())).collect()).collect();
        assert_eq!(vector(dense, 600), None);
    }

    /// The rank of a matrix of whole numbers, without fractions (Bareiss); its minors stay far within an `i128`.
    fn rank(mut rows: Vec<[i128; 6]>) -> usize {
        let (mut rank, mut before) = (0, 1);
        for column in 0..6 {
            let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
            rows.swap(rank, pivot);
            let top = rows[rank];
            for row in &mut rows[rank + 1..] {
                let factor = row[column];
                (0..6).for_each(|at| row[at] = (row[at] * top[column] - factor * top[at]) / before);
            }
            (rank, before) = (rank + 1, top[column]);
        }
        rank
    }

    proptest! {
        /// A column is determined exactly if its unit vector adds nothing to the equations, over the rationals.
        #[test]
        fn the_vector_is_zero_where_the_rational_system_leaves_no_room(
            matrix in prop::collection::vec(prop::array::uniform6(-1..=1i128), 0..7)
        ) {
            let row = |row: &[i128; 6]| (0..6).filter(|at| row[*at] != 0).map(|at| (at, if row[at] > 0 { ONE } else { MINUS })).collect();
            let vector = vector(matrix.iter().map(row).collect(), 6).unwrap();
            for (column, value) in vector.iter().enumerate() {
                let mut more = matrix.clone();
                more.push(std::array::from_fn(|at| i128::from(at == column)));
                prop_assert_eq!(*value == 0, rank(more) == rank(matrix.clone()), "column {}", column);
            }
        }
    }
}
