//! stub
pub trait Documents {}
/// stub
pub struct Replication;
