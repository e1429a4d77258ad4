//! Declarations of numbers, read from a table (CSV or XLSX) that somebody made from published figures.
//!
//! A table is read whole or refused whole: nothing is ever judged on half a file.

mod columns;
mod comma;
pub mod declaration;
mod hidden;
mod line;
mod package;
mod problem;
mod repeat;
mod rows;
mod sheet;
mod table;
pub mod tidy;
mod value;

pub use table::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, FILE_MAX, ROWS_MAX};
