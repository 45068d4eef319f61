//! The app's own counting, compiled in file by file: to depend on the app would be to build all of
//! it, Automerge included, for one table. These files know nothing of it but its limits.

#[path = "../../src/domain/counting/ballot.rs"]
pub mod ballot;
#[path = "../../src/domain/counting/majority.rs"]
pub mod majority;
#[path = "../../src/domain/counting/points.rs"]
pub mod points;
#[path = "../../src/domain/counting/schulze.rs"]
pub mod schulze;
