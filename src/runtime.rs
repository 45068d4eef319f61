//! Event loops of the two binaries: they perform effects and supply now and seed.

pub mod window;
pub mod worker;
